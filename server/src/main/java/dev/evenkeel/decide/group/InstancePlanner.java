package dev.evenkeel.decide.group;

import dev.evenkeel.model.GroupMembership.Lifecycle;
import dev.evenkeel.model.GroupMembership.Phase;
import dev.evenkeel.model.Instance;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Closes the gap between the members a group has and those it should have. Same view, same plan.
final class InstancePlanner {
    private final GroupView view;
    private final Instant now;

    private InstancePlanner(GroupView view, Instant now) {
        this.view = view;
        this.now = now;
    }

    /// Who comes and who goes, each with the cause to tell. `isStuck`: the group should shrink, but
    /// everyone left is protected.
    record Plan(List<Launch> launches, List<Leave> leaves, boolean isStuck) {
        boolean isEmpty() {
            return launches.isEmpty() && leaves.isEmpty() && !isStuck;
        }
    }

    /// A new instance in a zone.
    record Launch(String zone, String cause) {}

    /// The end of a member.
    record Leave(Instance member, String cause) {}

    static Plan plan(GroupView view, Instant now) {
        return new InstancePlanner(view, now).plan();
    }

    private Plan plan() {
        if (view.group().deleting()) {
            return endAll();
        }
        List<Instance> sick = Replacement.due(view, now);
        var leaves = new ArrayList<Leave>();
        for (Instance member : sick) {
            String why = GroupView.membership(member).unhealthyWhy();
            leaves.add(new Leave(member, ActivityText.takenOutOfService(now, why)));
        }
        List<Instance> staying = view.counted().stream().filter(m -> !sick.contains(m)).toList();
        int missing = view.desired() - staying.size();
        if (missing > 0) {
            return new Plan(grow(staying, missing, sick.size()), leaves, false);
        }
        if (missing < 0) {
            return shrink(staying, leaves);
        }
        return new Plan(leaves.isEmpty() ? even(staying) : List.of(), leaves, false);
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
                staying.stream().map(m -> new Leave(m, selected(m, staying.size()))).toList();
        return new Plan(List.of(), leaves, false);
    }

    private List<Launch> grow(List<Instance> staying, int missing, int replaced) {
        if (view.isSuspended("Launch")) {
            return List.of();
        }
        String started =
                ActivityText.started(
                        view.group().lastChange(), now, staying.size(), view.desired());
        var launches = new ArrayList<Launch>();
        for (String zone : ZoneSpread.zonesFor(view, staying, missing, now)) {
            boolean replaces = launches.size() < replaced;
            launches.add(
                    new Launch(zone, replaces ? ActivityText.startedAsReplacement(now) : started));
        }
        return launches;
    }

    private Plan shrink(List<Instance> staying, List<Leave> sick) {
        if (view.isSuspended("Terminate")) {
            return new Plan(List.of(), sick, false);
        }
        boolean isEvening = ZoneSpread.isEvening(view, now);
        List<Instance> candidates =
                isEvening
                        ? staying.stream()
                                .filter(m -> GroupView.lifecycle(m) == Lifecycle.IN_SERVICE)
                                .toList()
                        : staying;
        int surplus = Math.max(0, candidates.size() - view.desired());
        List<Instance> victims = new TerminationChoice(view, now).pick(candidates, surplus);
        var leaves = new ArrayList<>(sick);
        for (Instance victim : victims) {
            leaves.add(new Leave(victim, selected(victim, staying.size())));
        }
        boolean isStuck =
                victims.size() < surplus
                        && leaves.isEmpty()
                        && !view.group().lastChange().isEmpty();
        return new Plan(List.of(), leaves, isStuck);
    }

    private String selected(Instance victim, int size) {
        return ActivityText.selected(
                view.group().lastChange(), now, size, view.desired(), victim.instanceId());
    }

    private List<Launch> even(List<Instance> staying) {
        int count = ZoneSpread.launchesToEven(view, now);
        return ZoneSpread.zonesFor(view, staying, count, now).stream()
                .map(zone -> new Launch(zone, ActivityText.startedToBalance(now)))
                .toList();
    }
}
