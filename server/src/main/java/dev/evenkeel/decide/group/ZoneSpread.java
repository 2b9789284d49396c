package dev.evenkeel.decide.group;

import dev.evenkeel.decide.group.TerminationQuestion.Cause;
import dev.evenkeel.model.AutoScalingGroup;
import dev.evenkeel.model.GroupMembership.Lifecycle;
import dev.evenkeel.model.GroupMembership.Phase;
import dev.evenkeel.model.Instance;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Spreads a group's capacity evenly over the zones where launches may succeed.
final class ZoneSpread {
    private ZoneSpread() {}

    /// The zone that has least of those where a launch may succeed; none if there is no zone to go
    /// to.
    static Optional<String> emptiest(
            GroupView view, List<String> open, Map<String, Integer> perZone, Instant now) {
        List<String> zones = view.group().rules().balancedOnly() ? wanted(view, now) : open;
        return zones.stream()
                .min(Comparator.comparing(perZone::get))
                .filter(open::contains); // Only a balanced group waits for its emptiest zone.
    }

    /// All zones but those that a zonal shift takes the group out of.
    private static List<String> wanted(GroupView view, Instant now) {
        return view.group().zones().stream().filter(z -> !view.isShifted(z, now)).toList();
    }

    /// How many units would have to move to even out `settled` members; 0 when they are even: no
    /// zone has more than another by more than one instance.
    static int movesToEven(GroupView view, List<Instance> settled, Instant now) {
        List<String> zones = view.launchZones(now);
        if (zones.isEmpty()) {
            return 0;
        }
        Map<String, Integer> perZone = view.perZone(settled);
        int strays = GroupView.units(settled.stream().filter(m -> isStray(view, m)).toList());
        List<Integer> counts = zones.stream().map(perZone::get).toList();
        int most = Collections.max(counts) - Collections.min(counts);
        boolean isEven = most <= step(view, settled);
        if (isEven && strays == 0) {
            return 0;
        }
        int fair = (counts.stream().mapToInt(c -> c).sum() + strays) / zones.size();
        int missing = counts.stream().mapToInt(c -> Math.max(0, fair - c)).sum();
        return Math.max(1, missing);
    }

    /// How many units one instance may be: zones that differ by less cannot be evened out.
    private static int step(GroupView view, List<Instance> members) {
        return Math.max(GroupView.heaviest(members), view.group().launchSource().heaviest());
    }

    /// A member in a zone its group has left.
    private static boolean isStray(GroupView view, Instance member) {
        return !view.group().zones().contains(member.placement().zone());
    }

    /// A step that evens the group out: `units` are launched where there are few, so that `from`,
    /// or one like it, can be ended where there are many.
    record Move(Instance from, int units) {}

    /// What to launch now to even out the group, ahead of ending others. Only a settled group is
    /// touched, and it may pass its maximum by a tenth, or one instance.
    static Optional<Move> moveToEven(GroupView view, Ballot ballot, Instant now) {
        List<Instance> counted = view.counted();
        boolean isSettled = view.isFilled() && view.in(Phase.COMING).isEmpty();
        if (!isSettled || view.isSuspended("AZRebalance") || view.isSuspended("Launch")) {
            return Optional.empty();
        }
        int moves = Math.min(movesToEven(view, counted, now), tenth(view.desired()));
        if (moves == 0) {
            return Optional.empty();
        }
        int room = largestSize(view.group(), step(view, counted)) - GroupView.units(counted);
        List<Instance> outOfPlace = outOfPlace(view, counted, now);
        Optional<Instance> ready =
                outOfPlace.stream().filter(m -> ballot.isReady(Cause.REBALANCE, m)).findFirst();
        if (ready.isEmpty()) {
            ballot.ask(Cause.REBALANCE, GroupView.within(outOfPlace, moves), outOfPlace);
        }
        return ready.map(from -> new Move(from, Math.max(moves, GroupView.weight(from))))
                .map(move -> new Move(move.from(), Math.min(move.units(), room)))
                .filter(move -> move.units() >= GroupView.weight(move.from()));
    }

    /// Those that may be ended where there are most, the smallest first, if another zone has fewer
    /// by more than one instance. Nothing is launched for the sake of members that may not go.
    private static List<Instance> outOfPlace(GroupView view, List<Instance> counted, Instant now) {
        Map<String, Integer> perZone = view.perZone(counted);
        int least = view.launchZones(now).stream().mapToInt(perZone::get).min().orElse(0);
        int one = step(view, counted);
        return counted.stream()
                .filter(m -> !GroupView.membership(m).protectedFromScaleIn())
                .filter(m -> isStray(view, m) || load(m, perZone) - least > one)
                .sorted(
                        Comparator.comparing((Instance m) -> !isStray(view, m))
                                .thenComparingInt(m -> -load(m, perZone))
                                .thenComparingInt(GroupView::weight)
                                .thenComparing(Instance::instanceId))
                .toList();
    }

    private static int load(Instance member, Map<String, Integer> perZone) {
        return perZone.getOrDefault(member.placement().zone(), 0);
    }

    private static int largestSize(AutoScalingGroup group, int step) {
        int most = group.capacity().max();
        return most + Math.max(tenth(most), step) + step - 1;
    }

    private static int tenth(int size) {
        return Math.max(1, size / 10);
    }

    /// Whether the group is larger than it should be only for as long as launches that even it out
    /// are on their way.
    static boolean isEvening(GroupView view, Instant now) {
        List<Instance> settled = view.in(Lifecycle.IN_SERVICE);
        return !view.in(Phase.COMING).isEmpty()
                && GroupView.units(settled) >= view.desired()
                && movesToEven(view, settled, now) > 0;
    }
}
