package dev.evenkeel.api.autoscaling;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.api.Call;
import dev.evenkeel.api.Decision;
import dev.evenkeel.decide.Moment;
import dev.evenkeel.decide.group.Departure;
import dev.evenkeel.model.Activity;
import dev.evenkeel.model.AutoScalingGroup;
import dev.evenkeel.model.Change;
import dev.evenkeel.model.GroupMembership;
import dev.evenkeel.model.GroupMembership.Lifecycle;
import dev.evenkeel.model.Instance;
import dev.evenkeel.model.World;
import dev.evenkeel.wire.Nothing;
import dev.evenkeel.wire.Present;
import dev.evenkeel.wire.autoscaling.ActivityType;
import dev.evenkeel.wire.autoscaling.SetInstanceHealthQuery;
import dev.evenkeel.wire.autoscaling.SetInstanceProtectionAnswer;
import dev.evenkeel.wire.autoscaling.SetInstanceProtectionQuery;
import dev.evenkeel.wire.autoscaling.TerminateInstanceInAutoScalingGroupType;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What a user may do to one member: say how it is, protect it, end it.
final class Members {
    private static final String SICK_BY_USER = "a user health-check";
    private static final int MOST_PROTECTED = 50;
    private static final Set<Lifecycle> PROTECTABLE =
            EnumSet.of(Lifecycle.IN_SERVICE, Lifecycle.ENTERING_STANDBY, Lifecycle.STANDBY);

    private Members() {}

    static Decision<Nothing> setHealth(World world, Call call, SetInstanceHealthQuery input) {
        var lookup = new GroupLookup(world, call);
        Instance member = lookup.member(input.instanceId());
        GroupMembership membership = GroupLookup.membership(member);
        String status = input.healthStatus() == null ? "" : input.healthStatus();
        boolean healthy =
                switch (status) {
                    case "Healthy" -> true;
                    case "Unhealthy" -> false;
                    default ->
                            throw ApiFault.validation(
                                    "Valid instance health states are: [Healthy, Unhealthy].");
                };
        boolean respectsGrace =
                input.shouldRespectGracePeriod() == null || input.shouldRespectGracePeriod();
        AutoScalingGroup group = lookup.find(membership.group());
        if (!healthy && respectsGrace && inGrace(group, membership, call)) {
            return Decision.unchanged(Nothing.NOTHING);
        }
        GroupMembership next = membership.unhealthy(healthy ? "" : SICK_BY_USER);
        return new Decision<>(List.of(put(member, next)), Nothing.NOTHING);
    }

    private static boolean inGrace(AutoScalingGroup group, GroupMembership member, Call call) {
        var grace = group.health().gracePeriod();
        return member.inServiceSince()
                .map(since -> call.now().isBefore(since.plus(grace)))
                .orElse(!grace.isZero());
    }

    static Decision<SetInstanceProtectionAnswer> setProtection(
            World world, Call call, SetInstanceProtectionQuery input) {
        var lookup = new GroupLookup(world, call);
        AutoScalingGroup group = lookup.findToChange(input.autoScalingGroupName());
        boolean isProtected = Present.isTrue(input.protectedFromScaleIn());
        List<String> ids = Present.orEmpty(input.instanceIds());
        if (ids.size() > MOST_PROTECTED) {
            throw ApiFault.validation(
                    "The number of instances must not be greater than " + MOST_PROTECTED + ".");
        }
        var changes = new ArrayList<Change>();
        for (String id : ids) {
            Instance member = lookup.member(group, id);
            GroupMembership membership = GroupLookup.membership(member);
            if (!PROTECTABLE.contains(membership.lifecycle())) {
                throw ApiFault.validation(
                        "The instance "
                                + id
                                + " is not in InService or EnteringStandby or Standby.");
            }
            changes.add(put(member, membership.withProtection(isProtected)));
        }
        return new Decision<>(changes, new SetInstanceProtectionAnswer());
    }

    static Change put(Instance member, GroupMembership next) {
        return new Change.Put(member.withMembership(Optional.of(next)));
    }

    /// A member that leaves already goes on leaving.
    static Decision<ActivityType> terminate(
            World world, Call call, TerminateInstanceInAutoScalingGroupType input) {
        var lookup = new GroupLookup(world, call);
        Instance member = lookup.member(input.instanceId());
        AutoScalingGroup group = lookup.find(GroupLookup.membership(member).group());
        boolean decrement = Present.isTrue(input.shouldDecrementDesiredCapacity());
        if (GroupLookup.membership(member).lifecycle() == Lifecycle.TERMINATING) {
            return Decision.unchanged(activityOf(world, call, member));
        }
        int weight = GroupLookup.membership(member).weight();
        if (decrement && group.capacity().desired() - weight < group.capacity().min()) {
            throw ApiFault.validation(
                    "Currently, desiredSize equals minSize ("
                            + group.capacity().min()
                            + "). Terminating instance without replacement will violate group's"
                            + " min size constraint. Either set shouldDecrementDesiredCapacity"
                            + " flag to false or lower group's min size.");
        }
        var moment = new Moment(world, call.now(), call.random());
        List<Change> changes = Departure.onRequest(moment, group, member, decrement);
        return new Decision<>(changes, activityOf(world.with(changes), call, member));
    }

    private static ActivityType activityOf(World world, Call call, Instance member) {
        var region = world.in(call.scope());
        return region.find(Instance.class, member.id())
                .flatMap(Instance::membership)
                .flatMap(membership -> region.find(Activity.class, membership.activityId()))
                .map(activity -> new ActivityType(Activities.shape(region, activity)))
                .orElseThrow();
    }
}
