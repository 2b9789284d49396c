package dev.evenkeel.api.autoscaling;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.api.Call;
import dev.evenkeel.api.Decision;
import dev.evenkeel.decide.group.Weights;
import dev.evenkeel.model.AutoScalingGroup;
import dev.evenkeel.model.AutoScalingGroup.Capacity;
import dev.evenkeel.model.Change;
import dev.evenkeel.model.World;
import dev.evenkeel.wire.Nothing;
import dev.evenkeel.wire.Present;
import dev.evenkeel.wire.autoscaling.AutoScalingErrors;
import dev.evenkeel.wire.autoscaling.SetDesiredCapacityType;
import dev.evenkeel.wire.autoscaling.UpdateAutoScalingGroupType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Changes groups; what a request does not name stays as it is.
final class GroupUpdate {
    private GroupUpdate() {}

    static Decision<Nothing> decide(World world, Call call, UpdateAutoScalingGroupType input) {
        var lookup = new GroupLookup(world, call);
        AutoScalingGroup group = lookup.findToChange(input.autoScalingGroupName());
        GroupCreation.refuseUnsupported(call, input);
        AutoScalingGroup.Edit edit = group.edit();
        new LaunchSources(world, lookup.region())
                .chosen(
                        input.launchConfigurationName(),
                        input.launchTemplate(),
                        input.mixedInstancesPolicy(),
                        Optional.of(group.launchSource()))
                .map(source -> WarmPools.mayHave(lookup.region(), group, source))
                .ifPresent(edit::launchSource);
        GroupZones.asked(
                        world,
                        input.availabilityZones(),
                        input.availabilityZoneIds(),
                        input.vpcZoneIdentifier())
                .ifPresent(places -> edit.zones(places.zones(), places.subnets()));
        edit.health(
                GroupOptions.health(
                        group.health(), input.healthCheckType(), input.healthCheckGracePeriod()));
        edit.defaultCooldown(
                GroupOptions.cooldown(group.defaultCooldown(), input.defaultCooldown()));
        edit.defaultWarmup(
                GroupOptions.warmup(group.defaultWarmup(), input.defaultInstanceWarmup()));
        edit.terminationPolicies(
                TerminationPolicies.of(
                        group.scope(), group.terminationPolicies(), input.terminationPolicies()));
        if (input.newInstancesProtectedFromScaleIn() != null) {
            edit.newInstancesProtected(input.newInstancesProtectedFromScaleIn());
        }
        edit.rules(LifeRules.of(group.rules(), input));
        resize(group, edit, call, input);
        AutoScalingGroup next = edit.done();
        var changes = new ArrayList<Change>();
        changes.add(new Change.Put(next));
        if (!next.launchSource().equals(group.launchSource())) {
            Weights.changed(world, next).forEach(m -> changes.add(new Change.Put(m)));
        }
        return new Decision<>(changes, Nothing.NOTHING);
    }

    private static void resize(
            AutoScalingGroup group,
            AutoScalingGroup.Edit edit,
            Call call,
            UpdateAutoScalingGroupType input) {
        Capacity from = group.capacity();
        Capacity to =
                Sizes.updated(from, input.minSize(), input.maxSize(), input.desiredCapacity());
        edit.capacity(to);
        if (to.desired() != from.desired()) {
            edit.lastChange(ChangeWords.updated(call.now(), from, to));
        }
    }

    static Decision<Nothing> setDesired(World world, Call call, SetDesiredCapacityType input) {
        AutoScalingGroup group =
                new GroupLookup(world, call).findToChange(input.autoScalingGroupName());
        Capacity to = Sizes.wanting(group.capacity(), input.desiredCapacity());
        if (Present.isTrue(input.honorCooldown())) {
            requireNoCooldown(group, call);
        }
        if (to.equals(group.capacity())) {
            return Decision.unchanged(Nothing.NOTHING);
        }
        AutoScalingGroup next =
                group.edit()
                        .capacity(to)
                        .lastChange(ChangeWords.set(call.now(), group.capacity(), to))
                        .done();
        return new Decision<>(List.of(new Change.Put(next)), Nothing.NOTHING);
    }

    static void requireNoCooldown(AutoScalingGroup group, Call call) {
        if (group.cooldown().holds(call.now())) {
            throw new ApiFault(
                    AutoScalingErrors.SCALING_ACTIVITY_IN_PROGRESS,
                    "AutoScalingGroup '"
                            + group.name()
                            + "' is in cooldown after a scaling activity, which blocks this"
                            + " action.");
        }
    }
}
