package dev.evenkeel.api.ec2;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.model.LaunchTemplate;
import dev.evenkeel.model.LaunchTemplateVersion;
import dev.evenkeel.model.World;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Finds launch templates by id or name, and their versions by number, `$Latest` or `$Default`.
public final class TemplateLookup {
    public static final String LATEST = "$Latest";
    public static final String DEFAULT = "$Default";

    private final World.Region region;

    public TemplateLookup(World.Region region) {
        this.region = region;
    }

    /// @throws ApiFault unless exactly one of both is given and exists
    public LaunchTemplate find(@Nullable String id, @Nullable String name) {
        if (id != null && name != null) {
            throw Ec2Faults.combination(
                    "The request can contain either a launch template ID or a launch template"
                            + " name, but not both.");
        }
        if (id != null) {
            return byId(id);
        }
        if (name == null) {
            throw Ec2Faults.missing("LaunchTemplateId or LaunchTemplateName");
        }
        return byName(name)
                .orElseThrow(() ->
                        new ApiFault(
                                "InvalidLaunchTemplateName.NotFoundException",
                                "The specified launch template, with template name "
                                        + name
                                        + ", does not exist."));
    }

    LaunchTemplate byId(String id) {
        if (!id.matches("lt-[0-9a-f]{8}([0-9a-f]{9})?")) {
            throw new ApiFault("InvalidLaunchTemplateId.Malformed", "Invalid id: \"" + id + "\"");
        }
        return region.find(LaunchTemplate.class, id)
                .orElseThrow(() ->
                        new ApiFault(
                                "InvalidLaunchTemplateId.NotFound",
                                "The specified launch template, with template ID "
                                        + id
                                        + ", does not exist."));
    }

    Optional<LaunchTemplate> byName(String name) {
        return region.all(LaunchTemplate.class).stream()
                .filter(template -> template.name().equals(name))
                .findFirst();
    }

    /// All versions, oldest first.
    List<LaunchTemplateVersion> versions(LaunchTemplate template) {
        return List.copyOf(
                region.withPrefix(
                        LaunchTemplateVersion.class,
                        LaunchTemplateVersion.prefix(template.templateId())));
    }

    /// @throws ApiFault if there is no such version
    public LaunchTemplateVersion version(LaunchTemplate template, String version) {
        long number =
                switch (version) {
                    case LATEST -> template.latestVersion();
                    case DEFAULT, "" -> template.defaultVersion();
                    default -> number(version);
                };
        return find(template, number)
                .orElseThrow(() ->
                        new ApiFault(
                                "InvalidLaunchTemplateId.VersionNotFound",
                                "Could not find the specified version "
                                        + version
                                        + " for the launch template with ID "
                                        + template.templateId()
                                        + "."));
    }

    Optional<LaunchTemplateVersion> find(LaunchTemplate template, long number) {
        return region.find(
                LaunchTemplateVersion.class,
                LaunchTemplateVersion.idOf(template.templateId(), number));
    }

    static long number(String version) {
        if (!version.matches("[0-9]{1,9}")) {
            throw Ec2Faults.invalid(
                    "The specified launch template version "
                            + version
                            + " is invalid. It must be a number, $Latest or $Default.");
        }
        return Long.parseLong(version);
    }
}
