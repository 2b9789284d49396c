package dev.evenkeel.decide.group;

import dev.evenkeel.decide.Draft;
import dev.evenkeel.decide.group.InstancePlanner.Launch;
import dev.evenkeel.decide.group.InstancePlanner.Leave;
import dev.evenkeel.decide.group.TerminationChoice.Picked;
import dev.evenkeel.model.Activity;
import dev.evenkeel.model.AutoScalingGroup;
import dev.evenkeel.model.GroupMembership;
import dev.evenkeel.model.GroupMembership.Lifecycle;
import dev.evenkeel.model.GroupMembership.Phase;
import dev.evenkeel.model.Instance;
import dev.evenkeel.model.Instance.State;
import dev.evenkeel.model.LifecycleHook.Transition;
import dev.evenkeel.model.WarmPool;
import dev.evenkeel.model.World;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A group's warm pool: instances that were launched, held by the hooks and put to rest, so that
/// the group grows faster.
final class Pool {
    private static final String STOPPED = "Server.ScheduledStop: Stopped for the warm pool";

    private Pool() {}

    static Optional<WarmPool> of(World world, AutoScalingGroup group) {
        return world.in(group.scope()).find(WarmPool.class, group.name());
    }

    /// Brings a member of the pool one step further.
    static void advance(Draft draft, GroupView view, Instance member) {
        Optional<WarmPool> pool = of(draft.world(), view.group());
        if (member.state() == State.TERMINATED) {
            end(draft, view, member);
            return;
        }
        switch (GroupView.lifecycle(member)) {
            case WARMED_PENDING -> hold(draft, view, member);
            case WARMED_PENDING_WAIT -> awaitHooks(draft, view, member);
            case WARMED_PENDING_PROCEED -> settle(draft, member, pool);
            case WARMED_RUNNING -> {
                if (member.state() != State.RUNNING) {
                    takeOut(draft, view, member);
                }
            }
            default -> {}
        }
    }

    /// Only an end on the way into the pool for the first time is a launch that failed.
    private static void end(Draft draft, GroupView view, Instance member) {
        boolean isPreparing =
                switch (GroupView.lifecycle(member)) {
                    case WARMED_PENDING, WARMED_PENDING_WAIT, WARMED_PENDING_PROCEED ->
                            GroupView.membership(member).inServiceSince().isEmpty();
                    default -> false;
                };
        if (isPreparing) {
            Arrival.fail(draft, member);
        } else {
            takeOut(draft, view, member);
        }
    }

    private static void takeOut(Draft draft, GroupView view, Instance member) {
        String cause = ActivityText.takenOutOfService(draft.now(), ActivityText.REPLACED);
        Departure.begin(draft, view.group(), member, cause);
    }

    private static void hold(Draft draft, GroupView view, Instance member) {
        if (member.state() == State.PENDING) {
            return;
        }
        boolean isHeld = Hooks.hold(draft, view.group(), member, Transition.LAUNCHING);
        Lifecycle next = isHeld ? Lifecycle.WARMED_PENDING_WAIT : Lifecycle.WARMED_PENDING_PROCEED;
        draft.put(Arrival.entered(member, next, draft));
    }

    private static void awaitHooks(Draft draft, GroupView view, Instance member) {
        switch (Hooks.standing(draft, member)) {
            case Hooks.Standing.Waiting() -> {}
            case Hooks.Standing.MayGoOn() -> {
                Hooks.release(draft, member);
                draft.put(Arrival.entered(member, Lifecycle.WARMED_PENDING_PROCEED, draft));
            }
            case Hooks.Standing.Abandoned(String message) ->
                    Departure.abandon(draft, view.group(), member, message);
        }
    }

    private static void settle(Draft draft, Instance member, Optional<WarmPool> pool) {
        WarmPool.State rest = pool.map(WarmPool::state).orElse(WarmPool.State.STOPPED);
        boolean rests = rest != WarmPool.State.RUNNING;
        if (rests && member.state() == State.RUNNING) {
            boolean freezes = rest == WarmPool.State.HIBERNATED && member.settings().canHibernate();
            draft.put(member.withState(State.STOPPING, freezes ? Instance.HIBERNATED : STOPPED));
        } else if (rests ? member.state() == State.STOPPED : member.state() == State.RUNNING) {
            draft.put(Arrival.entered(member, rested(member), draft));
            Departure.activity(draft, member)
                    .ifPresent(
                            a -> draft.put(a.ended(Activity.Status.SUCCESSFUL, "", draft.now())));
        }
    }

    private static Lifecycle rested(Instance member) {
        if (member.state() == State.RUNNING) {
            return Lifecycle.WARMED_RUNNING;
        }
        return member.isHibernating() ? Lifecycle.WARMED_HIBERNATED : Lifecycle.WARMED_STOPPED;
    }

    /// Fills the pool up, or takes from it what is too much or outdated.
    static void resize(Draft draft, GroupView view) {
        Optional<WarmPool> pool = of(draft.world(), view.group());
        if (pool.isEmpty() || view.group().deleting()) {
            return;
        }
        List<Instance> outdated = outdated(view);
        outdated.forEach(m ->
                leave(
                        draft,
                        view,
                        m,
                        ActivityText.replacedFor(
                                draft.now(), ActivityText.REFRESH, m.instanceId())));
        List<Instance> warm = new ArrayList<>(view.in(Phase.WARM));
        warm.removeAll(outdated);
        int missing = pool.get().size(view.group().capacity()) - warm.size() - returning(view);
        if (missing > 0 && !view.isSuspended("Launch")) {
            fill(draft, view, warm, missing);
        } else if (missing < 0 && !view.isSuspended("Terminate")) {
            shrink(draft, view, warm, -missing);
        }
        if (pool.get().deleting() && warm.isEmpty() && !view.isBusy()) {
            draft.remove(pool.get());
        }
    }

    private static void shrink(Draft draft, GroupView view, List<Instance> warm, int tooMany) {
        var choice = new TerminationChoice(view, draft.now());
        for (Picked picked : choice.pickTelling(warm, tooMany)) {
            String cause =
                    ActivityText.tooWarm(
                            draft.now(),
                            warm.size(),
                            warm.size() - tooMany,
                            picked.member().instanceId());
            Departure.begin(draft, view.group(), new Leave(picked.member(), cause, picked.why()));
        }
    }

    private static List<Instance> outdated(GroupView view) {
        Optional<Refreshes> refresh = Refreshes.moving(view);
        return view.in(Phase.WARM).stream()
                .filter(m -> refresh.filter(r -> r.isOutdated(m)).isPresent())
                .toList();
    }

    private static void leave(Draft draft, GroupView view, Instance member, String cause) {
        Departure.begin(draft, view.group(), member, cause);
    }

    private static void fill(Draft draft, GroupView view, List<Instance> warm, int missing) {
        String cause = ActivityText.warmed(draft.now(), warm.size(), warm.size() + missing);
        // Spread so that the group is even when it has drawn from the pool.
        var all = new ArrayList<>(view.counted());
        all.addAll(warm);
        List<Launch> launches =
                Allocation.beside(view, all, draft.now()).places(missing).stream()
                        .map(place -> new Launch(place, cause))
                        .toList();
        new Arrival(draft, view.group()).prepare(launches);
    }

    /// Starts prepared instances instead of launching new ones, in the same zone if there is one.
    /// Answers the launches that found none.
    static List<Launch> draw(Draft draft, AutoScalingGroup group, List<Launch> launches) {
        if (of(draft.world(), group).isEmpty()) {
            return launches;
        }
        GroupView view = GroupView.of(draft.world(), group);
        List<Instance> outdated = outdated(view);
        var ready = new ArrayList<>(view.in(Lifecycle.WARMED_RUNNING));
        ready.addAll(view.in(Lifecycle.WARMED_HIBERNATED));
        ready.addAll(view.in(Lifecycle.WARMED_STOPPED));
        ready.removeIf(m -> outdated.contains(m) || !group.zones().contains(m.placement().zone()));
        Map<String, Integer> perZone = view.perZone(view.counted());
        var cold = new ArrayList<Launch>();
        for (Launch launch : launches) {
            Optional<Instance> next = next(ready, perZone, launch.zone());
            next.ifPresent(member -> start(draft, group, member, launch));
            next.ifPresent(ready::remove);
            if (next.isEmpty()) {
                cold.add(launch);
            }
            perZone.merge(
                    next.map(member -> member.placement().zone()).orElse(launch.zone()),
                    1,
                    Integer::sum);
        }
        return cold;
    }

    /// One of the zone, or of another if that leaves the group even.
    private static Optional<Instance> next(
            List<Instance> ready, Map<String, Integer> perZone, String zone) {
        int least = Collections.min(perZone.values());
        return ready.stream()
                .filter(m ->
                        m.placement().zone().equals(zone)
                                || perZone.getOrDefault(m.placement().zone(), 0) <= least)
                .min(Comparator.comparing(m -> !m.placement().zone().equals(zone)));
    }

    private static void start(Draft draft, AutoScalingGroup group, Instance member, Launch launch) {
        Activity activity =
                new Arrival(draft, group)
                        .activity(
                                ActivityText.fromPool(member.instanceId()),
                                launch.cause(),
                                Activity.Status.PRE_IN_SERVICE,
                                member.placement());
        draft.put(activity);
        GroupMembership membership =
                GroupView.membership(member)
                        .enter(Lifecycle.PENDING, draft.now())
                        .withActivity(activity.activityId());
        Instance started =
                member.state() == State.STOPPED
                        ? member.withState(State.PENDING, "")
                                .withLaunchedAt(
                                        Refreshes.launchTime(draft.world(), group, draft.now()))
                        : member;
        draft.put(started.withMembership(Optional.of(membership)));
    }

    /// Puts a healthy member that a shrinking group has no use for back to rest, if the pool wants
    /// it. Answers whether it does.
    static boolean takesBack(Draft draft, AutoScalingGroup group, Instance member) {
        if (!wants(GroupView.of(draft.world(), group), member)) {
            return false;
        }
        draft.put(
                member.withMembership(
                        Optional.of(
                                GroupView.membership(member)
                                        .enter(Lifecycle.WARMED_PENDING_PROCEED, draft.now())
                                        .withProtection(group.newInstancesProtected()))));
        return true;
    }

    /// Whether the pool has room for a leaving member that may return.
    static boolean wants(GroupView view, Instance member) {
        return of(view.world(), view.group())
                        .filter(p -> view.in(Phase.WARM).size() < p.size(view.group().capacity()))
                        .isPresent()
                && mayReturn(view, member);
    }

    /// How many of those that leave will come to the pool.
    private static int returning(GroupView view) {
        return (int) view.in(Phase.LEAVING).stream().filter(m -> mayReturn(view, m)).count();
    }

    private static boolean mayReturn(GroupView view, Instance member) {
        boolean reuses =
                of(view.world(), view.group())
                        .filter(WarmPool::reusesOnScaleIn)
                        .filter(p -> !p.deleting() && !view.group().deleting())
                        .isPresent();
        GroupMembership membership = GroupView.membership(member);
        return reuses
                && member.state() == State.RUNNING
                && membership.isHealthy()
                && membership.inServiceSince().isPresent()
                && view.world()
                        .in(member.scope())
                        .find(Activity.class, membership.activityId())
                        .filter(a -> ActivityText.isScaleIn(a.cause()))
                        .isPresent();
    }
}
