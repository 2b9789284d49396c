package dev.evenkeel.api.autoscaling;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.api.Call;
import dev.evenkeel.api.Decision;
import dev.evenkeel.decide.Moment;
import dev.evenkeel.decide.group.GroupView;
import dev.evenkeel.decide.group.StepAside;
import dev.evenkeel.model.Activity;
import dev.evenkeel.model.AutoScalingGroup;
import dev.evenkeel.model.AutoScalingGroup.Capacity;
import dev.evenkeel.model.Change;
import dev.evenkeel.model.GroupMembership.Lifecycle;
import dev.evenkeel.model.Instance;
import dev.evenkeel.model.InstanceType;
import dev.evenkeel.model.World;
import dev.evenkeel.wire.Nothing;
import dev.evenkeel.wire.Present;
import dev.evenkeel.wire.autoscaling.AttachInstancesQuery;
import dev.evenkeel.wire.autoscaling.DetachInstancesAnswer;
import dev.evenkeel.wire.autoscaling.DetachInstancesQuery;
import dev.evenkeel.wire.autoscaling.EnterStandbyAnswer;
import dev.evenkeel.wire.autoscaling.EnterStandbyQuery;
import dev.evenkeel.wire.autoscaling.ExitStandbyAnswer;
import dev.evenkeel.wire.autoscaling.ExitStandbyQuery;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Members into standby and back, instances into a group and out of it, up to twenty at a time.
final class Standby {
    private static final int MOST = 20;
    private static final Set<Lifecycle> CALM = Set.of(Lifecycle.IN_SERVICE, Lifecycle.STANDBY);

    private Standby() {}

    static Decision<EnterStandbyAnswer> enter(World world, Call call, EnterStandbyQuery input) {
        var lookup = new GroupLookup(world, call);
        AutoScalingGroup group = lookup.findToChange(input.autoScalingGroupName());
        List<Instance> members =
                members(lookup, group, input.instanceIds(), Set.of(Lifecycle.IN_SERVICE));
        boolean decrement = Present.isTrue(input.shouldDecrementDesiredCapacity());
        requireRoom(
                group,
                decrement ? -GroupView.units(members) : 0,
                "place into standby",
                members.size());
        List<Change> changes =
                StepAside.enterStandby(moment(world, call), group, members, decrement);
        return new Decision<>(
                changes, new EnterStandbyAnswer(activities(world.with(changes), call, members)));
    }

    static Decision<ExitStandbyAnswer> exit(World world, Call call, ExitStandbyQuery input) {
        var lookup = new GroupLookup(world, call);
        AutoScalingGroup group = lookup.findToChange(input.autoScalingGroupName());
        List<Instance> members =
                members(lookup, group, input.instanceIds(), Set.of(Lifecycle.STANDBY));
        requireRoom(group, GroupView.units(members), "return from standby", members.size());
        List<Change> changes = StepAside.exitStandby(moment(world, call), group, members);
        return new Decision<>(
                changes, new ExitStandbyAnswer(activities(world.with(changes), call, members)));
    }

    static Decision<DetachInstancesAnswer> detach(
            World world, Call call, DetachInstancesQuery input) {
        var lookup = new GroupLookup(world, call);
        AutoScalingGroup group = lookup.findToChange(input.autoScalingGroupName());
        List<Instance> members = members(lookup, group, input.instanceIds(), CALM);
        boolean decrement = Present.isTrue(input.shouldDecrementDesiredCapacity());
        requireRoom(group, decrement ? -GroupView.units(members) : 0, "detach", members.size());
        List<Change> changes = StepAside.detach(moment(world, call), group, members, decrement);
        return new Decision<>(
                changes, new DetachInstancesAnswer(activities(world.with(changes), call, members)));
    }

    static Decision<Nothing> attach(World world, Call call, AttachInstancesQuery input) {
        var lookup = new GroupLookup(world, call);
        AutoScalingGroup group = lookup.findToChange(input.autoScalingGroupName());
        List<Instance> instances =
                ids(input.instanceIds()).stream().map(id -> free(lookup, group, id)).toList();
        int units =
                instances.stream()
                        .map(instance -> InstanceType.of(instance.settings()))
                        .mapToInt(type -> group.launchSource().weightOf(type, 1))
                        .sum();
        requireRoom(group, units, "attach", instances.size());
        return new Decision<>(
                StepAside.attach(moment(world, call), group, instances), Nothing.NOTHING);
    }

    private static Moment moment(World world, Call call) {
        return new Moment(world, call.now(), call.random());
    }

    private static List<String> ids(@Nullable List<String> named) {
        List<String> ids = Present.orEmpty(named).stream().distinct().toList();
        if (ids.isEmpty()) {
            throw ApiFault.validation("Please provide at least one instance ID.");
        }
        if (ids.size() > MOST) {
            throw ApiFault.validation(
                    "The number of instances must not be greater than " + MOST + ".");
        }
        return ids;
    }

    private static List<Instance> members(
            GroupLookup lookup,
            AutoScalingGroup group,
            @Nullable List<String> named,
            Set<Lifecycle> allowed) {
        List<Instance> members = ids(named).stream().map(id -> lookup.member(group, id)).toList();
        for (Instance member : members) {
            if (!allowed.contains(GroupLookup.membership(member).lifecycle())) {
                throw ApiFault.validation(
                        "The instance "
                                + member.id()
                                + " is not in "
                                + String.join(
                                        " or ",
                                        allowed.stream().sorted().map(Lifecycle::word).toList())
                                + ".");
            }
        }
        return members;
    }

    private static Instance free(GroupLookup lookup, AutoScalingGroup group, String id) {
        Instance instance =
                lookup.region()
                        .find(Instance.class, id)
                        .orElseThrow(
                                () -> ApiFault.validation("Invalid Instance ID(s): [" + id + "]"));
        if (instance.membership().filter(m -> m.lifecycle() != Lifecycle.TERMINATED).isPresent()) {
            throw ApiFault.validation(
                    "Instance "
                            + id
                            + " is already part of AutoScalingGroup:"
                            + GroupLookup.membership(instance).group());
        }
        if (instance.state() != Instance.State.RUNNING) {
            throw ApiFault.validation(
                    "Instance "
                            + id
                            + " is not in correct state. Instance(s) must be in 'running'"
                            + " state.");
        }
        if (!group.zones().contains(instance.placement().zone())) {
            throw ApiFault.validation(
                    "The availability zone "
                            + instance.placement().zone()
                            + " of instance "
                            + id
                            + " is not one of the AutoScalingGroup's.");
        }
        return instance;
    }

    private static void requireRoom(AutoScalingGroup group, int step, String to, int count) {
        Capacity now = group.capacity();
        int next = now.desired() + step;
        if (next < now.min() || next > now.max()) {
            throw ApiFault.validation(
                    "AutoScalingGroup "
                            + group.name()
                            + " has min-size="
                            + now.min()
                            + ", max-size="
                            + now.max()
                            + ", and desired-size="
                            + now.desired()
                            + ". To "
                            + to
                            + " "
                            + count
                            + (count == 1 ? " more instance" : " more instances")
                            + ", please update the AutoScalingGroup sizes appropriately.");
        }
    }

    private static List<dev.evenkeel.wire.autoscaling.Activity> activities(
            World world, Call call, List<Instance> members) {
        var region = world.in(call.scope());
        return members.stream()
                .map(member -> region.find(Instance.class, member.id()))
                .flatMap(Optional::stream)
                .map(member -> GroupLookup.membership(member).activityId())
                .map(id -> region.find(Activity.class, id).orElseThrow())
                .map(activity -> Activities.shape(region, activity))
                .toList();
    }
}
