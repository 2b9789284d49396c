package dev.evenkeel.decide.group;

import dev.evenkeel.decide.Draft;
import dev.evenkeel.decide.Moment;
import dev.evenkeel.model.Activity;
import dev.evenkeel.model.AutoScalingGroup;
import dev.evenkeel.model.AutoScalingGroup.Capacity;
import dev.evenkeel.model.Change;
import dev.evenkeel.model.GroupMembership;
import dev.evenkeel.model.GroupMembership.Lifecycle;
import dev.evenkeel.model.Instance;
import dev.evenkeel.model.InstanceType;
import dev.evenkeel.model.ResourceIds;
import dev.evenkeel.model.Tags;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Members that step aside without being ended: into standby and back, out of the group and into
/// it. They finish their requests first, and come back behind the balancers.
public final class StepAside {
    private static final String GROUP_TAG = "aws:autoscaling:groupName";

    private final Draft draft;
    private AutoScalingGroup group;

    private StepAside(Moment moment, AutoScalingGroup group) {
        this.draft = new Draft(moment);
        this.group = group;
    }

    /// Puts members into standby; with `decrement` the group wants that many fewer, else it
    /// launches replacements. The activities are those the memberships name afterwards.
    public static List<Change> enterStandby(
            Moment moment, AutoScalingGroup group, List<Instance> members, boolean decrement) {
        var aside = new StepAside(moment, group);
        for (Instance member : members) {
            String cause =
                    aside.told(
                            member, "moved to standby", decrement ? -GroupView.weight(member) : 0);
            aside.leave(
                    member,
                    Lifecycle.ENTERING_STANDBY,
                    ActivityText.toStandby(member.instanceId()),
                    cause);
        }
        return aside.draft.changes();
    }

    /// Takes members out of the group; the instances go on running.
    public static List<Change> detach(
            Moment moment, AutoScalingGroup group, List<Instance> members, boolean decrement) {
        var aside = new StepAside(moment, group);
        for (Instance member : members) {
            String cause =
                    aside.told(member, "detached", decrement ? -GroupView.weight(member) : 0);
            aside.leave(
                    member,
                    Lifecycle.DETACHING,
                    ActivityText.detaching(member.instanceId()),
                    cause);
        }
        return aside.draft.changes();
    }

    /// Brings members back from standby; the group wants that many more.
    public static List<Change> exitStandby(
            Moment moment, AutoScalingGroup group, List<Instance> members) {
        var aside = new StepAside(moment, group);
        for (Instance member : members) {
            String cause = aside.told(member, "moved out of standby", GroupView.weight(member));
            aside.comeIn(
                    member,
                    GroupView.membership(member),
                    ActivityText.outOfStandby(member.instanceId()),
                    cause);
        }
        return aside.draft.changes();
    }

    /// Makes running instances members; the group wants that many more.
    public static List<Change> attach(
            Moment moment, AutoScalingGroup group, List<Instance> instances) {
        var aside = new StepAside(moment, group);
        for (Instance instance : instances) {
            int weight = group.launchSource().weightOf(InstanceType.of(instance.settings()), 1);
            aside.want(weight);
            Tags tags = instance.tags().plus(Map.of(GROUP_TAG, group.name()));
            var membership =
                    new GroupMembership(
                            group.name(),
                            Lifecycle.PENDING,
                            moment.now(),
                            Optional.empty(),
                            Optional.empty(),
                            "",
                            group.newInstancesProtected(),
                            "",
                            weight);
            aside.comeIn(
                    instance.withTags(tags),
                    membership,
                    ActivityText.attaching(instance.instanceId()),
                    ActivityText.attached(moment.now(), aside.group.capacity().desired()));
        }
        return aside.draft.changes();
    }

    /// The cause, once the group's wish has moved by `step`.
    private String told(Instance member, String done, int step) {
        int from = group.capacity().desired();
        want(step);
        return ActivityText.asked(
                draft.now(), member.instanceId(), done, from, group.capacity().desired());
    }

    private void want(int step) {
        if (step != 0) {
            Capacity capacity = group.capacity();
            group = group.edit().capacity(capacity.wanting(capacity.desired() + step)).done();
            draft.put(group);
        }
    }

    private void leave(Instance member, Lifecycle next, String description, String cause) {
        Traffic.deregister(draft, group.traffic(), member, false);
        Activity activity = begin(member, description, cause, Activity.Status.IN_PROGRESS, 50);
        put(member, GroupView.membership(member).enter(next, draft.now()), activity);
    }

    private void comeIn(
            Instance instance, GroupMembership membership, String description, String cause) {
        Activity activity = begin(instance, description, cause, Activity.Status.PRE_IN_SERVICE, 30);
        put(instance, membership.enter(Lifecycle.PENDING, draft.now()), activity);
    }

    private void put(Instance instance, GroupMembership membership, Activity activity) {
        draft.put(
                instance.withMembership(
                        Optional.of(membership.withActivity(activity.activityId()))));
    }

    private Activity begin(
            Instance instance,
            String description,
            String cause,
            Activity.Status status,
            int progress) {
        var activity =
                new Activity(
                        group.scope(),
                        ResourceIds.uuid(draft.random()).toString(),
                        group.name(),
                        description,
                        cause,
                        draft.now(),
                        Optional.empty(),
                        status,
                        "",
                        progress,
                        ActivityText.details(
                                instance.placement().subnetId(), instance.placement().zone()));
        draft.put(activity);
        return activity;
    }

    /// Brings a member that steps aside one step further. Answers whether its activity has ended.
    static boolean advance(Draft draft, AutoScalingGroup group, Instance member) {
        boolean gone = member.state() == Instance.State.TERMINATED;
        return switch (GroupView.lifecycle(member)) {
            case ENTERING_STANDBY -> {
                if (!gone && isDraining(draft, group, member)) {
                    yield false;
                }
                enter(draft, member, gone ? Lifecycle.TERMINATED : Lifecycle.STANDBY);
                yield end(draft, member);
            }
            case DETACHING -> {
                if (!gone && isDraining(draft, group, member)) {
                    yield false;
                }
                draft.put(
                        member.withMembership(Optional.empty())
                                .withTags(member.tags().minus(List.of(GROUP_TAG))));
                yield end(draft, member);
            }
            default -> {
                if (gone) {
                    enter(draft, member, Lifecycle.TERMINATED);
                }
                yield gone;
            }
        };
    }

    private static boolean isDraining(Draft draft, AutoScalingGroup group, Instance member) {
        return Traffic.isDraining(draft.world(), group.traffic(), member, draft.now());
    }

    private static void enter(Draft draft, Instance member, Lifecycle next) {
        draft.put(member.withMembership(member.membership().map(m -> m.enter(next, draft.now()))));
    }

    private static boolean end(Draft draft, Instance member) {
        Departure.activity(draft, member)
                .ifPresent(a -> draft.put(a.ended(Activity.Status.SUCCESSFUL, "", draft.now())));
        return true;
    }
}
