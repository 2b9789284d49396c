package dev.evenkeel.api.autoscaling;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.api.ec2.LaunchSettings;
import dev.evenkeel.api.ec2.TemplateLookup;
import dev.evenkeel.model.InstanceSettings;
import dev.evenkeel.model.LaunchConfiguration;
import dev.evenkeel.model.LaunchSource;
import dev.evenkeel.model.World;
import dev.evenkeel.wire.autoscaling.LaunchTemplateSpecification;
import dev.evenkeel.wire.autoscaling.MixedInstancesPolicy;
import java.util.Optional;
import java.util.stream.Stream;
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

    /// Empty if the request names none. A policy keeps what it does not name of the one there is
    /// `now`.
    Optional<LaunchSource> chosen(
            @Nullable String configuration,
            @Nullable LaunchTemplateSpecification template,
            @Nullable MixedInstancesPolicy policy,
            Optional<LaunchSource> now) {
        if (Stream.of(configuration != null, template != null, policy != null)
                        .filter(isNamed -> isNamed)
                        .count()
                > 1) {
            throw ApiFault.validation(
                    "Valid requests must contain either LaunchTemplate, LaunchConfigurationName,"
                            + " InstanceId or MixedInstancesPolicy parameter.");
        }
        if (configuration != null) {
            return Optional.of(configuration(configuration));
        }
        if (policy != null) {
            return Optional.of(new MixedPolicies(this::mixable).read(policy, now));
        }
        return template == null ? Optional.empty() : Optional.of(template(template));
    }

    /// What is Spot and what is not, the policy alone says.
    private LaunchSource.Template mixable(LaunchTemplateSpecification specification) {
        LaunchSource.Template template = template(specification);
        var lookup = new TemplateLookup(region);
        boolean asksForSpot =
                lookup.version(lookup.find(null, template.templateName()), template.version())
                        .settings()
                        .spot()
                        .isPresent();
        if (asksForSpot) {
            throw ApiFault.validation(
                    "Incompatible launch template: You cannot use a launch template that is set to"
                            + " request Spot Instances (InstanceMarketOptions) when you configure"
                            + " an Auto Scaling group with a mixed instances policy. Add a"
                            + " different launch template to the group and try again.");
        }
        return template;
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

    private LaunchSource.Template template(LaunchTemplateSpecification specification) {
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
            case LaunchSource.Configuration _, LaunchSource.Mixed _ -> null;
        };
    }

    static @Nullable String configurationName(LaunchSource source) {
        return switch (source) {
            case LaunchSource.Template _, LaunchSource.Mixed _ -> null;
            case LaunchSource.Configuration(String name) -> name;
        };
    }
}
