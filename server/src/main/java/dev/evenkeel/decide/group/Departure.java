package dev.evenkeel.decide.group;

import dev.evenkeel.decide.Draft;
import dev.evenkeel.decide.Moment;
import dev.evenkeel.model.Activity;
import dev.evenkeel.model.AutoScalingGroup;
import dev.evenkeel.model.Change;
import dev.evenkeel.model.GroupMembership;
import dev.evenkeel.model.GroupMembership.Lifecycle;
import dev.evenkeel.model.GroupMembership.Phase;
import dev.evenkeel.model.Instance;
import dev.evenkeel.model.Instance.State;
import dev.evenkeel.model.ResourceIds;
import java.util.List;
import java.util.Optional;

/// A member's way out of its group: no new requests, the running ones finished, then ended.
public final class Departure {
    private static final String BY_USER = "Client.UserInitiatedShutdown: User initiated shutdown";

    private Departure() {}

    /// What `TerminateInstanceInAutoScalingGroup` changes, also the desired capacity when
    /// `decrement`. The activity is the one the member's membership names afterwards.
    public static List<Change> onRequest(
            Moment moment, AutoScalingGroup group, Instance member, boolean decrement) {
        var draft = new Draft(moment);
        String cause = ActivityText.onRequest(moment.now(), member.instanceId());
        if (decrement) {
            AutoScalingGroup.Capacity capacity = group.capacity();
            int next = Math.max(capacity.min(), capacity.desired() - 1);
            cause += ", shrinking the capacity from " + capacity.desired() + " to " + next;
            draft.put(group.edit().capacity(capacity.wanting(next)).done());
        }
        begin(draft, group, member, cause + ".");
        return draft.changes();
    }

    /// Takes the member out of service, and tells why in a new activity.
    static void begin(Draft draft, AutoScalingGroup group, Instance member, String cause) {
        cancelLaunch(draft, member);
        Traffic.deregister(draft, group.traffic(), member, group.deleting());
        boolean drains = Traffic.isDraining(draft.world(), group.traffic(), member, draft.now());
        var activity =
                new Activity(
                        member.scope(),
                        ResourceIds.uuid(draft.random()).toString(),
                        group.name(),
                        ActivityText.terminating(member.instanceId()),
                        cause,
                        draft.now(),
                        Optional.empty(),
                        drains
                                ? Activity.Status.WAITING_FOR_ELB_CONNECTION_DRAINING
                                : Activity.Status.IN_PROGRESS,
                        drains ? "Waiting For ELB Connection Draining." : "",
                        0,
                        ActivityText.details(
                                member.placement().subnetId(), member.placement().zone()));
        draft.put(activity);
        GroupMembership leaving =
                GroupView.membership(member)
                        .enter(Lifecycle.TERMINATING, draft.now())
                        .withActivity(activity.activityId());
        Instance left = member.withMembership(Optional.of(leaving));
        draft.put(drains ? left : shutDown(left));
    }

    private static void cancelLaunch(Draft draft, Instance member) {
        GroupMembership membership = GroupView.membership(member);
        if (membership.phase() == Phase.COMING) {
            draft.world()
                    .in(member.scope())
                    .find(Activity.class, membership.activityId())
                    .ifPresent(launch ->
                            draft.put(launch.ended(Activity.Status.CANCELLED, "", draft.now())));
        }
    }

    private static Instance shutDown(Instance instance) {
        return instance.state().isEnding()
                ? instance
                : instance.withState(State.SHUTTING_DOWN, BY_USER);
    }

    /// Brings a leaving member one step further. Answers whether it has left.
    static boolean advance(Draft draft, AutoScalingGroup group, Instance member) {
        if (member.state() == State.TERMINATED) {
            draft.put(
                    member.withMembership(
                            member.membership()
                                    .map(m -> m.enter(Lifecycle.TERMINATED, draft.now()))));
            activity(draft, member)
                    .ifPresent(
                            a -> draft.put(a.ended(Activity.Status.SUCCESSFUL, "", draft.now())));
            return true;
        }
        boolean mayEnd =
                group.deleting()
                        || member.state() != State.RUNNING
                        || !Traffic.isDraining(draft.world(), group.traffic(), member, draft.now());
        if (mayEnd && member.state() != State.SHUTTING_DOWN) {
            draft.put(shutDown(member));
            activity(draft, member)
                    .ifPresent(a -> draft.put(a.moved(Activity.Status.IN_PROGRESS, 50)));
        }
        return false;
    }

    static Optional<Activity> activity(Draft draft, Instance member) {
        return draft.world()
                .in(member.scope())
                .find(Activity.class, GroupView.membership(member).activityId());
    }
}
