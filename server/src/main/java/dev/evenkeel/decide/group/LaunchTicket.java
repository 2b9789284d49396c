package dev.evenkeel.decide.group;

import dev.evenkeel.decide.group.Offers.Offer;
import dev.evenkeel.model.InstanceSettings;
import dev.evenkeel.model.InstanceType;
import dev.evenkeel.model.LaunchConfiguration;
import dev.evenkeel.model.LaunchSource;
import dev.evenkeel.model.LaunchTemplate;
import dev.evenkeel.model.LaunchTemplateVersion;
import dev.evenkeel.model.Scope;
import dev.evenkeel.model.World;
import java.util.Optional;

/// What an instance is launched from: the source with its version as a number, and the settings it
/// holds.
public record LaunchTicket(LaunchSource.Single source, InstanceSettings settings) {
    /// Empty if what the group names is gone.
    public static Optional<LaunchTicket> of(World world, Scope scope, LaunchSource.Single from) {
        World.Region region = world.in(scope);
        return switch (from) {
            case LaunchSource.Configuration(String name) ->
                    region.find(LaunchConfiguration.class, name)
                            .map(c -> new LaunchTicket(from, c.settings()));
            case LaunchSource.Template template -> ofTemplate(region, template);
        };
    }

    /// With what is offered over what its source says.
    static Optional<LaunchTicket> of(World world, Scope scope, Offer offer) {
        return of(world, scope, offer.source())
                .map(t -> new LaunchTicket(t.source(), offer.changes().over(t.settings())));
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

    /// What such an instance costs as Spot capacity, in millionths of a dollar, if that is more
    /// than may be paid.
    static Optional<Long> spotPriceAbove(InstanceSettings settings) {
        return InstanceType.find(InstanceType.of(settings))
                .map(InstanceType::spotPrice)
                .filter(price -> settings.spot().filter(s -> s.isTooLowFor(price)).isPresent());
    }

    static String missing(LaunchSource.Single source) {
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
