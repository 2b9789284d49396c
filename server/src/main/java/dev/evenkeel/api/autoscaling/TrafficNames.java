package dev.evenkeel.api.autoscaling;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.model.Arn;
import dev.evenkeel.model.AutoScalingGroup.Traffic;
import dev.evenkeel.model.ClassicLoadBalancer;
import dev.evenkeel.model.TargetGroup;
import dev.evenkeel.model.World;
import dev.evenkeel.wire.Present;
import dev.evenkeel.wire.autoscaling.TrafficSourceIdentifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The traffic sources a request names: all of them exist.
final class TrafficNames {
    static final String CLASSIC = "elb";
    static final String TARGET_GROUP = "elbv2";

    private final World.Region region;

    TrafficNames(World.Region region) {
        this.region = region;
    }

    /// @throws ApiFault if one of them does not exist or cannot take instances
    Traffic existing(Traffic named) {
        for (Arn arn : named.targetGroups()) {
            requireTargetGroup(arn);
        }
        for (String name : named.classicLoadBalancers()) {
            if (region.find(ClassicLoadBalancer.class, name).isEmpty()) {
                throw ApiFault.validation(
                        "Provided Load Balancers may not be valid. Please ensure they exist and"
                                + " try again.");
            }
        }
        return named;
    }

    private void requireTargetGroup(Arn arn) {
        TargetGroup group =
                region.find(TargetGroup.class, arn.value())
                        .orElseThrow(TrafficNames::noTargetGroup);
        if (group.targetType() != TargetGroup.TargetType.INSTANCE) {
            throw ApiFault.validation(
                    "Target group " + arn + " must have the target type instance.");
        }
    }

    /// Whether they exist or not, each once.
    static Traffic named(@Nullable List<String> arns, @Nullable List<String> names) {
        var targetGroups = new LinkedHashSet<Arn>();
        for (String arn : Present.orEmpty(arns)) {
            if (!Arn.isArn(arn)) {
                throw noTargetGroup();
            }
            targetGroups.add(new Arn(arn));
        }
        return new Traffic(
                List.copyOf(targetGroups),
                List.copyOf(new LinkedHashSet<>(Present.orEmpty(names))));
    }

    private static ApiFault noTargetGroup() {
        return ApiFault.validation(
                "Provided Target Groups may not be valid. Please ensure they exist and try again.");
    }

    /// The general form: a type, or what the identifier looks like.
    static Traffic named(@Nullable List<TrafficSourceIdentifier> sources) {
        var arns = new ArrayList<String>();
        var names = new ArrayList<String>();
        for (TrafficSourceIdentifier source : Present.orEmpty(sources)) {
            String id = source.identifier() == null ? "" : source.identifier();
            String type =
                    source.type() == null
                            ? id.contains(":targetgroup/") ? TARGET_GROUP : CLASSIC
                            : source.type();
            switch (type) {
                case TARGET_GROUP -> arns.add(id);
                case CLASSIC -> names.add(id);
                default ->
                        throw ApiFault.validation(
                                "Traffic sources of type " + type + " are not supported.");
            }
        }
        return named(arns, names);
    }

    static Traffic plus(Traffic some, Traffic more) {
        return new Traffic(
                joined(some.targetGroups(), more.targetGroups()),
                joined(some.classicLoadBalancers(), more.classicLoadBalancers()));
    }

    static Traffic minus(Traffic all, Traffic some) {
        return new Traffic(
                all.targetGroups().stream()
                        .filter(arn -> !some.targetGroups().contains(arn))
                        .toList(),
                all.classicLoadBalancers().stream()
                        .filter(name -> !some.classicLoadBalancers().contains(name))
                        .toList());
    }

    private static <T> List<T> joined(Collection<T> some, Collection<T> more) {
        var all = new LinkedHashSet<>(some);
        all.addAll(more);
        return List.copyOf(all);
    }
}
