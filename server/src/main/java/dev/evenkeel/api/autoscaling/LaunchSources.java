package dev.evenkeel.api.autoscaling;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.api.ec2.LaunchSettings;
import dev.evenkeel.api.ec2.TemplateLookup;
import dev.evenkeel.model.InstanceSettings;
import dev.evenkeel.model.LaunchConfiguration;
import dev.evenkeel.model.LaunchSource;
import dev.evenkeel.model.World;
import dev.evenkeel.wire.autoscaling.LaunchTemplateSpecification;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a group launches from: checked when it is said, so that a group is not made that could
/// never launch.
final class LaunchSources {
    private final World world;
    private final World.Region region;

    LaunchSources(World world, World.Region region) {
        this.world = world;
        this.region = region;
    }

    /// Empty if the request names neither.
    Optional<LaunchSource> chosen(
            @Nullable String configuration, @Nullable LaunchTemplateSpecification template) {
        if (configuration != null && template != null) {
            throw ApiFault.validation(
                    "Valid requests must contain either LaunchTemplate, LaunchConfigurationName,"
                            + " InstanceId or MixedInstancesPolicy parameter.");
        }
        if (configuration != null) {
            return Optional.of(configuration(configuration));
        }
        return template == null ? Optional.empty() : Optional.of(template(template));
    }

    private LaunchSource configuration(String name) {
        return region.find(LaunchConfiguration.class, name)
                .map(found -> new LaunchSource.Configuration(found.name()))
                .orElseThrow(() ->
                        ApiFault.validation(
                                "Launch configuration name not found - A launch"
                                        + " configuration with the name: "
                                        + name
                                        + " does not exist"));
    }

    private LaunchSource template(LaunchTemplateSpecification specification) {
        String version =
                specification.version() == null ? TemplateLookup.DEFAULT : specification.version();
        var lookup = new TemplateLookup(region);
        try {
            var template =
                    lookup.find(
                            specification.launchTemplateId(), specification.launchTemplateName());
            InstanceSettings settings = lookup.version(template, version).settings();
            LaunchSettings.checked(world, region, settings);
            return new LaunchSource.Template(template.templateId(), template.name(), version);
        } catch (ApiFault fault) {
            throw ApiFault.validation(
                    "You must use a valid fully-formed launch template. " + fault.message());
        }
    }

    static @Nullable LaunchTemplateSpecification shape(LaunchSource source) {
        return switch (source) {
            case LaunchSource.Template(String id, String name, String version) ->
                    new LaunchTemplateSpecification(id, name, version);
            case LaunchSource.Configuration _ -> null;
        };
    }

    static @Nullable String configurationName(LaunchSource source) {
        return switch (source) {
            case LaunchSource.Template _ -> null;
            case LaunchSource.Configuration(String name) -> name;
        };
    }
}
