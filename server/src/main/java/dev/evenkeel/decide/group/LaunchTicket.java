package dev.evenkeel.decide.group;

import dev.evenkeel.model.AutoScalingGroup;
import dev.evenkeel.model.InstanceSettings;
import dev.evenkeel.model.LaunchConfiguration;
import dev.evenkeel.model.LaunchSource;
import dev.evenkeel.model.LaunchTemplate;
import dev.evenkeel.model.LaunchTemplateVersion;
import dev.evenkeel.model.World;
import java.util.Optional;

/// What a group's next instance is launched from: the source with its version as a number, and the
/// settings it holds.
public record LaunchTicket(LaunchSource source, InstanceSettings settings) {
    /// Empty if what the group names is gone.
    public static Optional<LaunchTicket> of(World world, AutoScalingGroup group) {
        World.Region region = world.in(group.scope());
        return switch (group.launchSource()) {
            case LaunchSource.Configuration(String name) ->
                    region.find(LaunchConfiguration.class, name)
                            .map(c -> new LaunchTicket(group.launchSource(), c.settings()));
            case LaunchSource.Template template -> ofTemplate(region, template);
        };
    }

    private static Optional<LaunchTicket> ofTemplate(
            World.Region region, LaunchSource.Template template) {
        return region.find(LaunchTemplate.class, template.templateId())
                .map(found -> number(found, template.version()))
                .map(number -> LaunchTemplateVersion.idOf(template.templateId(), number))
                .flatMap(id -> region.find(LaunchTemplateVersion.class, id))
                .map(version ->
                        new LaunchTicket(
                                new LaunchSource.Template(
                                        template.templateId(),
                                        template.templateName(),
                                        Long.toString(version.number())),
                                version.settings()));
    }

    private static long number(LaunchTemplate template, String version) {
        return switch (version) {
            case "$Latest" -> template.latestVersion();
            case "$Default", "" -> template.defaultVersion();
            default -> Long.parseLong(version);
        };
    }

    static String missing(LaunchSource source) {
        return switch (source) {
            case LaunchSource.Configuration(String name) ->
                    "The launch configuration " + name + " does not exist.";
            case LaunchSource.Template template ->
                    "The specified launch template, with template ID "
                            + template.templateId()
                            + ", does not exist.";
        };
    }
}
