package dev.evenkeel.api.autoscaling;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.api.ec2.Images;
import dev.evenkeel.api.ec2.InstanceTypes;
import dev.evenkeel.model.LaunchSource;
import dev.evenkeel.model.LaunchSource.LaunchOverride;
import dev.evenkeel.model.LaunchSource.Mixed;
import dev.evenkeel.wire.autoscaling.LaunchTemplate;
import dev.evenkeel.wire.autoscaling.LaunchTemplateOverrides;
import dev.evenkeel.wire.autoscaling.LaunchTemplateSpecification;
import dev.evenkeel.wire.autoscaling.MixedInstancesPolicy;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Mixed instances policies between the wire and the model. A policy that is changed keeps what the
/// request does not name.
final class MixedPolicies {
    private static final int MOST_TYPES = 40;
    private static final int MOST_TEMPLATES = 20;
    private static final int HEAVIEST = 999;

    private final Function<LaunchTemplateSpecification, LaunchSource.Template> templates;

    /// `templates` finds a template and refuses what could never be launched.
    MixedPolicies(Function<LaunchTemplateSpecification, LaunchSource.Template> templates) {
        this.templates = templates;
    }

    Mixed read(MixedInstancesPolicy asked, Optional<LaunchSource> now) {
        Optional<Mixed> before =
                now.flatMap(source ->
                        source instanceof Mixed mixed ? Optional.of(mixed) : Optional.empty());
        LaunchTemplate launch = asked.launchTemplate();
        @Nullable LaunchTemplateSpecification specification =
                launch == null ? null : launch.launchTemplateSpecification();
        LaunchSource.Template template =
                Optional.ofNullable(specification)
                        .map(templates)
                        .or(() -> before.map(Mixed::template))
                        .orElseThrow(() ->
                                ApiFault.validation(
                                        "MixedInstancesPolicy requires a"
                                                + " LaunchTemplateSpecification."));
        List<LaunchOverride> overrides =
                launch == null || launch.overrides() == null
                        ? before.map(Mixed::overrides).orElse(List.of())
                        : overrides(launch.overrides());
        var mixed =
                new Mixed(
                        template,
                        overrides,
                        Distributions.read(
                                asked.instancesDistribution(), before.map(Mixed::distribution)));
        if (mixed.templates().size() > MOST_TEMPLATES) {
            throw ApiFault.validation(
                    "A mixed instances policy may name at most "
                            + MOST_TEMPLATES
                            + " launch templates.");
        }
        return mixed;
    }

    private List<LaunchOverride> overrides(List<LaunchTemplateOverrides> asked) {
        if (asked.size() > MOST_TYPES) {
            throw ApiFault.validation(
                    "A mixed instances policy may name at most " + MOST_TYPES + " instance types.");
        }
        List<LaunchOverride> overrides = asked.stream().map(this::override).toList();
        var types = new HashSet<String>();
        for (LaunchOverride override : overrides) {
            String type = override.instanceType().orElse("");
            if (!types.add(type)) {
                throw ApiFault.validation(
                        "The instance type '" + type + "' is named more than once.");
            }
        }
        long weighted = overrides.stream().filter(o -> o.weight().isPresent()).count();
        if (weighted != 0 && weighted != overrides.size()) {
            throw ApiFault.validation(
                    "WeightedCapacity must be given for all overrides or for none.");
        }
        return overrides;
    }

    private LaunchOverride override(LaunchTemplateOverrides asked) {
        Unsupported.refuse("InstanceRequirements", asked.instanceRequirements());
        Optional<String> type = Optional.ofNullable(asked.instanceType());
        if (type.isPresent() && !InstanceTypes.exists(type.get())) {
            throw ApiFault.validation("The instance type '" + type.get() + "' does not exist.");
        }
        Optional<String> image = Optional.ofNullable(asked.imageId());
        if (image.isPresent() && !Images.exists(image.get())) {
            throw ApiFault.validation("The image id '[" + image.get() + "]' does not exist");
        }
        return new LaunchOverride(
                type,
                Optional.ofNullable(asked.weightedCapacity()).map(MixedPolicies::weight),
                Optional.ofNullable(asked.launchTemplateSpecification()).map(templates),
                image);
    }

    private static int weight(String text) {
        boolean isWhole = text.matches("[0-9]{1,3}");
        int weight = isWhole ? Integer.parseInt(text) : 0;
        if (weight < 1) {
            throw ApiFault.validation(
                    "WeightedCapacity must be a whole number from 1 to " + HEAVIEST + ".");
        }
        return weight;
    }

    static @Nullable MixedInstancesPolicy shape(LaunchSource source) {
        return switch (source) {
            case LaunchSource.Single _ -> null;
            case Mixed mixed ->
                    new MixedInstancesPolicy(
                            new LaunchTemplate(
                                    LaunchSources.shape(mixed.template()),
                                    mixed.overrides().stream().map(MixedPolicies::shape).toList()),
                            Distributions.shape(mixed.distribution()));
        };
    }

    private static LaunchTemplateOverrides shape(LaunchOverride override) {
        return LaunchTemplateOverrides.builder()
                .instanceType(override.instanceType().orElse(null))
                .weightedCapacity(override.weight().map(w -> Integer.toString(w)).orElse(null))
                .launchTemplateSpecification(
                        override.template().map(LaunchSources::shape).orElse(null))
                .imageId(override.imageId().orElse(null))
                .build();
    }
}
