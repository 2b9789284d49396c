package dev.evenkeel.decide.group;

import dev.evenkeel.model.AutoScalingGroup;
import dev.evenkeel.model.GroupMembership.Lifecycle;
import dev.evenkeel.model.GroupMembership.Phase;
import dev.evenkeel.model.Instance;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// Spreads a group's instances evenly over the zones where launches may succeed.
final class ZoneSpread {
    private ZoneSpread() {}

    /// A zone for each of `count` launches, the emptiest first; none if there is no zone to go to.
    static List<String> zonesFor(GroupView view, List<Instance> staying, int count, Instant now) {
        List<String> open = view.launchZones(now);
        List<String> zones = view.group().rules().balancedOnly() ? view.group().zones() : open;
        Map<String, Integer> perZone = view.perZone(staying);
        var chosen = new ArrayList<String>();
        for (int i = 0; i < count && !zones.isEmpty(); i++) {
            String zone = Collections.min(zones, Comparator.comparing(perZone::get));
            if (!open.contains(zone)) {
                break; // Only a balanced group waits for its emptiest zone.
            }
            perZone.merge(zone, 1, Integer::sum);
            chosen.add(zone);
        }
        return chosen;
    }

    /// How many launches would even out `settled` members; 0 when they are even.
    static int movesToEven(GroupView view, List<Instance> settled, Instant now) {
        List<String> zones = view.launchZones(now);
        if (zones.isEmpty()) {
            return 0;
        }
        Map<String, Integer> perZone = view.perZone(settled);
        int strays = (int) settled.stream().filter(m -> isStray(view, m)).count();
        List<Integer> counts = zones.stream().map(perZone::get).toList();
        boolean isEven = Collections.max(counts) - Collections.min(counts) < 2;
        if (isEven && strays == 0) {
            return 0;
        }
        int fair = (counts.stream().mapToInt(c -> c).sum() + strays) / zones.size();
        int missing = counts.stream().mapToInt(c -> Math.max(0, fair - c)).sum();
        return Math.max(1, missing);
    }

    /// A member in a zone its group has left.
    private static boolean isStray(GroupView view, Instance member) {
        return !view.group().zones().contains(member.placement().zone());
    }

    /// How many instances to launch now to even out the group, ahead of ending others. Only a
    /// settled group is touched, and it may pass its maximum by a tenth, or one.
    static int launchesToEven(GroupView view, Instant now) {
        List<Instance> counted = view.counted();
        boolean isSettled = counted.size() == view.desired() && view.in(Phase.COMING).isEmpty();
        if (!isSettled || view.isSuspended("AZRebalance") || view.isSuspended("Launch")) {
            return 0;
        }
        int moves = movesToEven(view, counted, now);
        int room = largestSize(view.group()) - counted.size();
        return Math.max(0, Math.min(Math.min(moves, tenth(view.desired())), room));
    }

    static int largestSize(AutoScalingGroup group) {
        return group.capacity().max() + tenth(group.capacity().max());
    }

    private static int tenth(int size) {
        return Math.max(1, size / 10);
    }

    /// Whether the group is larger than it should be only for as long as launches that even it out
    /// are on their way.
    static boolean isEvening(GroupView view, Instant now) {
        List<Instance> settled = view.in(Lifecycle.IN_SERVICE);
        return !view.in(Phase.COMING).isEmpty()
                && settled.size() >= view.desired()
                && movesToEven(view, settled, now) > 0;
    }
}
