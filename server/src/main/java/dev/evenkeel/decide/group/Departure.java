package dev.evenkeel.decide.group;

import dev.evenkeel.decide.Draft;
import dev.evenkeel.decide.Moment;
import dev.evenkeel.decide.group.InstancePlanner.Leave;
import dev.evenkeel.model.Activity;
import dev.evenkeel.model.AutoScalingGroup;
import dev.evenkeel.model.Change;
import dev.evenkeel.model.GroupMembership;
import dev.evenkeel.model.GroupMembership.Lifecycle;
import dev.evenkeel.model.GroupMembership.Phase;
import dev.evenkeel.model.Instance;
import dev.evenkeel.model.Instance.State;
import dev.evenkeel.model.LifecycleHook.Transition;
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
            int next = Math.max(capacity.min(), capacity.desired() - GroupView.weight(member));
            cause += ", shrinking the capacity from " + capacity.desired() + " to " + next;
            draft.put(group.edit().capacity(capacity.wanting(next)).done());
        }
        begin(draft, group, member, cause + ".");
        return draft.changes();
    }

    /// Ends a member whose launch was abandoned at a hook.
    static void abandon(Draft draft, AutoScalingGroup group, Instance member, String message) {
        activity(draft, member)
                .ifPresent(
                        a -> draft.put(a.ended(Activity.Status.CANCELLED, message, draft.now())));
        String cause =
                ActivityText.takenOutOfService(
                        draft.now(), "a launch lifecycle action being abandoned");
        begin(draft, group, member, cause);
    }

    /// Takes the member out of service, and tells why in a new activity.
    static void begin(Draft draft, AutoScalingGroup group, Instance member, String cause) {
        begin(draft, group, new Leave(member, cause));
    }

    static void begin(Draft draft, AutoScalingGroup group, Leave leave) {
        Instance member = leave.member();
        cancelLaunch(draft, member);
        Hooks.release(draft, member);
        Traffic.deregister(draft, group.traffic(), member, group.deleting());
        boolean drains = Traffic.isDraining(draft.world(), group.traffic(), member, draft.now());
        var activity =
                new Activity(
                        member.scope(),
                        ResourceIds.uuid(draft.random()).toString(),
                        group.name(),
                        ActivityText.terminating(member.instanceId()),
                        leave.cause(),
                        draft.now(),
                        Optional.empty(),
                        drains
                                ? Activity.Status.WAITING_FOR_ELB_CONNECTION_DRAINING
                                : Activity.Status.IN_PROGRESS,
                        drains ? "Waiting For ELB Connection Draining." : "",
                        0,
                        ActivityText.details(
                                member.placement().subnetId(), member.placement().zone()),
                        leave.why());
        draft.put(activity);
        boolean isWarm = GroupView.phase(member) == Phase.WARM;
        GroupMembership leaving =
                GroupView.membership(member)
                        .enter(
                                isWarm ? Lifecycle.WARMED_TERMINATING : Lifecycle.TERMINATING,
                                draft.now())
                        .withActivity(activity.activityId());
        Instance left = member.withMembership(Optional.of(leaving));
        draft.put(left);
        if (!drains) {
            goOn(draft, group, left, hasServed(member));
        }
    }

    /// Hooks hold a member that has served, and let it go only once.
    private static boolean hasServed(Instance member) {
        return GroupView.membership(member).inServiceSince().isPresent()
                && GroupView.phase(member) != Phase.WARM
                && GroupView.lifecycle(member) != Lifecycle.WARMED_TERMINATING
                && GroupView.lifecycle(member) != Lifecycle.TERMINATING_RETAINED;
    }

    /// What comes after draining: the hooks, or the end.
    private static void goOn(
            Draft draft, AutoScalingGroup group, Instance member, boolean mayBeHeld) {
        boolean isHeld =
                mayBeHeld
                        && !group.deleting()
                        && !member.state().isEnding()
                        && Hooks.hold(draft, group, member, Transition.TERMINATING);
        if (isHeld) {
            draft.put(Arrival.entered(member, Lifecycle.TERMINATING_WAIT, draft));
            move(draft, member, Activity.Status.MID_LIFECYCLE_ACTION);
        } else if (!Pool.takesBack(draft, group, member)) {
            draft.put(shutDown(member));
            move(draft, member, Activity.Status.IN_PROGRESS);
        }
    }

    private static void move(Draft draft, Instance member, Activity.Status status) {
        activity(draft, member)
                .filter(a -> a.status() != status)
                .ifPresent(a -> draft.put(a.moved(status, 50)));
    }

    private static void cancelLaunch(Draft draft, Instance member) {
        Phase phase = GroupView.phase(member);
        if (phase == Phase.COMING || phase == Phase.WARM) {
            activity(draft, member)
                    .filter(launch -> launch.endedAt().isEmpty())
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
            Hooks.release(draft, member);
            draft.put(Arrival.entered(member, Lifecycle.TERMINATED, draft));
            activity(draft, member)
                    .ifPresent(
                            a -> draft.put(a.ended(Activity.Status.SUCCESSFUL, "", draft.now())));
            return true;
        }
        if (member.state() == State.SHUTTING_DOWN) {
            return false;
        }
        return GroupView.lifecycle(member) == Lifecycle.TERMINATING_WAIT
                ? awaitHooks(draft, group, member)
                : drain(draft, group, member);
    }

    private static boolean drain(Draft draft, AutoScalingGroup group, Instance member) {
        boolean mayGoOn =
                group.deleting()
                        || member.state() != State.RUNNING
                        || !Traffic.isDraining(draft.world(), group.traffic(), member, draft.now());
        if (mayGoOn) {
            goOn(draft, group, member, hasServed(member));
        }
        return false;
    }

    private static boolean awaitHooks(Draft draft, AutoScalingGroup group, Instance member) {
        return switch (Hooks.standing(draft, member)) {
            case Hooks.Standing.Waiting() when !group.deleting() -> false;
            case Hooks.Standing.Abandoned(String message) when group.rules().retainsAbandoned() -> {
                Hooks.release(draft, member);
                draft.put(Arrival.entered(member, Lifecycle.TERMINATING_RETAINED, draft));
                activity(draft, member)
                        .ifPresent(a ->
                                draft.put(
                                        a.ended(Activity.Status.CANCELLED, message, draft.now())));
                yield true;
            }
            case Hooks.Standing.Waiting(), Hooks.Standing.MayGoOn(), Hooks.Standing.Abandoned _ -> {
                Hooks.release(draft, member);
                if (!Pool.takesBack(draft, group, member)) {
                    draft.put(
                            shutDown(
                                    Arrival.entered(member, Lifecycle.TERMINATING_PROCEED, draft)));
                    move(draft, member, Activity.Status.IN_PROGRESS);
                }
                yield false;
            }
        };
    }

    static Optional<Activity> activity(Draft draft, Instance member) {
        return draft.world()
                .in(member.scope())
                .find(Activity.class, GroupView.membership(member).activityId());
    }
}
