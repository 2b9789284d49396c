package dev.evenkeel.decide.group;

import dev.evenkeel.decide.group.Allocation.Place;
import dev.evenkeel.decide.group.Offers.Offer;
import dev.evenkeel.decide.group.TerminationChoice.Picked;
import dev.evenkeel.model.Consideration;
import dev.evenkeel.model.GroupMembership.Lifecycle;
import dev.evenkeel.model.GroupMembership.Phase;
import dev.evenkeel.model.Instance;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Closes the gap between the members a group has and those it should have. Same view, same plan.
final class InstancePlanner {
    private final GroupView view;
    private final Instant now;
    private final Ballot ballot;

    private InstancePlanner(GroupView view, Instant now) {
        this.view = view;
        this.now = now;
        this.ballot = new Ballot(view, now);
    }

    /// Who comes and who goes, each with the cause to tell. `isStuck`: the group should shrink, but
    /// everyone left is protected. `questions`: what the group's function is to be asked first.
    record Plan(
            List<Launch> launches,
            List<Leave> leaves,
            boolean isStuck,
            List<TerminationQuestion> questions) {
        Plan(List<Launch> launches, List<Leave> leaves, boolean isStuck) {
            this(launches, leaves, isStuck, List.of());
        }

        private Plan asking(List<TerminationQuestion> what) {
            return new Plan(launches, leaves, isStuck && what.isEmpty(), List.copyOf(what));
        }

        boolean isEmpty() {
            return launches.isEmpty() && leaves.isEmpty() && !isStuck && questions.isEmpty();
        }
    }

    /// A new instance in a zone.
    record Launch(String zone, Offer offer, String cause) {
        Launch(Place place, String cause) {
            this(place.zone(), place.offer(), cause);
        }
    }

    /// The end of a member, and why it was this one, if it was one of several.
    record Leave(Instance member, String cause, List<Consideration> why) {
        Leave {
            why = List.copyOf(why);
        }

        Leave(Instance member, String cause) {
            this(member, cause, List.of());
        }
    }

    static Plan plan(GroupView view, Instant now) {
        var planner = new InstancePlanner(view, now);
        return planner.plan().asking(planner.ballot.questions());
    }

    private Plan plan() {
        if (view.group().deleting()) {
            return endAll();
        }
        List<Instance> sick = sick();
        var leaves = new ArrayList<Leave>();
        for (Instance member : sick) {
            String why = GroupView.membership(member).unhealthyWhy();
            leaves.add(new Leave(member, ActivityText.takenOutOfService(now, why)));
        }
        List<Instance> staying = without(view.counted(), sick);
        Turnover turnover = Turnover.of(view, ballot, staying, now);
        leaves.addAll(turnover.leaves());
        List<Instance> left = without(staying, turnover.leaving());
        int surplus = turnover.surplus(left);
        if (surplus >= GroupView.lightest(left)) {
            return shrink(left, leaves, surplus);
        }
        int missing = view.desired() - GroupView.units(staying);
        int ahead = turnover.launches(left) - Math.max(0, missing);
        if (missing > 0 || ahead > 0) {
            List<Launch> launches = grow(staying, missing, sick.size());
            return new Plan(ahead(launches, left, turnover, ahead), leaves, false);
        }
        return new Plan(leaves.isEmpty() ? even(staying) : List.of(), leaves, false);
    }

    /// With a maintenance policy, whom only a balancer calls sick is replaced as it says.
    private List<Instance> sick() {
        List<Instance> certain = Replacement.certain(view, now);
        if (view.group().rules().maintenance().isPresent()) {
            return certain;
        }
        return Stream.concat(certain.stream(), Replacement.likely(view, now).stream()).toList();
    }

    private static List<Instance> without(List<Instance> all, List<Instance> some) {
        return all.stream().filter(m -> !some.contains(m)).toList();
    }

    /// What steps aside or waits in the pool is ended with the group; what is being detached is
    /// not.
    private Plan endAll() {
        List<Instance> staying =
                view.members().stream()
                        .filter(m -> GroupView.phase(m) != Phase.LEAVING)
                        .filter(m -> GroupView.lifecycle(m) != Lifecycle.DETACHING)
                        .toList();
        List<Leave> leaves =
                staying.stream()
                        .map(m -> new Leave(m, selected(m, GroupView.units(staying))))
                        .toList();
        return new Plan(List.of(), leaves, false);
    }

    private List<Launch> grow(List<Instance> staying, int missing, int replaced) {
        if (missing <= 0 || view.isSuspended("Launch")) {
            return List.of();
        }
        String started =
                ActivityText.started(
                        view.group().lastChange(), now, GroupView.units(staying), view.desired());
        var launches = new ArrayList<Launch>();
        for (Place place : Allocation.beside(view, staying, now).places(missing)) {
            boolean replaces = launches.size() < replaced;
            launches.add(
                    new Launch(place, replaces ? ActivityText.startedAsReplacement(now) : started));
        }
        return launches;
    }

    /// `units` more, ahead of or instead of members that are being replaced.
    private List<Launch> ahead(
            List<Launch> launches, List<Instance> left, Turnover turnover, int units) {
        if (units <= 0 || view.isSuspended("Launch")) {
            return launches;
        }
        var all = new ArrayList<>(launches);
        Allocation allocation = Allocation.beside(view, turnover.remaining(left), now);
        launches.forEach(launch -> allocation.add(new Place(launch.zone(), launch.offer())));
        allocation.places(units).stream()
                .map(place -> new Launch(place, turnover.launchCause()))
                .forEach(all::add);
        return all;
    }

    private Plan shrink(List<Instance> staying, List<Leave> sick, int tooMany) {
        if (view.isSuspended("Terminate")) {
            return new Plan(List.of(), sick, false);
        }
        boolean isEvening = ZoneSpread.isEvening(view, now);
        if (isEvening && view.group().launchSource().isWeighted()) {
            return new Plan(
                    List.of(), sick, false); // Only together may launches outweigh a victim.
        }
        List<Instance> candidates =
                isEvening
                        ? staying.stream()
                                .filter(m -> GroupView.lifecycle(m) == Lifecycle.IN_SERVICE)
                                .toList()
                        : staying;
        int surplus =
                isEvening ? Math.max(0, GroupView.units(candidates) - view.desired()) : tooMany;
        List<Picked> victims = ballot.pick(candidates, surplus);
        var leaves = new ArrayList<>(sick);
        for (Picked victim : victims) {
            String cause = selected(victim.member(), GroupView.units(staying));
            leaves.add(new Leave(victim.member(), cause, victim.why()));
        }
        boolean isStuck =
                surplus >= GroupView.lightest(candidates)
                        && leaves.isEmpty()
                        && !view.group().lastChange().isEmpty();
        return new Plan(List.of(), leaves, isStuck);
    }

    private String selected(Instance victim, int size) {
        return ActivityText.selected(
                view.group().lastChange(), now, size, view.desired(), victim.instanceId());
    }

    private List<Launch> even(List<Instance> staying) {
        Optional<ZoneSpread.Move> move = ZoneSpread.moveToEven(view, ballot, now);
        if (move.isEmpty()) {
            return List.of();
        }
        return Allocation.beside(view, staying, now)
                .places(move.get().units(), Allocation.isSpot(move.get().from()))
                .stream()
                .map(place -> new Launch(place, ActivityText.startedToBalance(now)))
                .toList();
    }
}
