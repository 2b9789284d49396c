package dev.evenkeel.decide;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Which nodes of a load balancer its name resolves to: those in zones that can serve.
///
/// A zone leaves the answer when it is switched off, or when any target group that has targets
/// falls below its threshold there. If no zone can serve, all are answered: some hope beats none.
public final class DnsAnswer {
    private DnsAnswer() {}

    /// A node's zone and address.
    public record Node(String zone, String address, boolean zoneIsOff) {}

    /// How a target group stands: targets and healthy ones for each zone that has any.
    public record Group(Threshold threshold, boolean crossZone, Map<String, Count> byZone) {
        public Group {
            byZone = Map.copyOf(byZone);
        }
    }

    /// Registered targets, draining ones not counted, and how many of them are healthy.
    public record Count(int healthy, int all) {
        public static final Count NONE = new Count(0, 0);

        public Count plus(Count other) {
            return new Count(healthy + other.healthy, all + other.all);
        }
    }

    /// The fewest healthy targets a zone may have, as a number and in percent; 0 switches one off.
    public record Threshold(int count, int percentage) {
        public static final Threshold DEFAULT = new Threshold(1, 0);

        boolean isMetBy(Count count) {
            return count.all() > 0
                    && count.healthy() >= this.count
                    && count.healthy() * 100L >= (long) percentage * count.all();
        }
    }

    /// The nodes to answer, in the order of `nodes`.
    public static List<Node> of(List<Node> nodes, List<Group> groups) {
        List<Node> serving = nodes.stream().filter(node -> serves(node, groups)).toList();
        return serving.isEmpty() ? nodes : serving;
    }

    private static boolean serves(Node node, List<Group> groups) {
        return !node.zoneIsOff() && groups.stream().allMatch(group -> isWellIn(node.zone(), group));
    }

    /// Whether a group has the healthy targets in a zone that its threshold asks for; one without
    /// any targets has.
    public static boolean isWellIn(String zone, Group group) {
        Count total = group.byZone().values().stream().reduce(Count.NONE, Count::plus);
        if (total.all() == 0) {
            return true;
        }
        Count counted = group.crossZone() ? total : group.byZone().getOrDefault(zone, Count.NONE);
        return group.threshold().isMetBy(counted);
    }

    /// `items` beginning at the one with number `turn`, so that successive answers lead with each
    /// in its turn.
    public static <T> List<T> rotated(List<T> items, int turn) {
        if (items.size() < 2) {
            return items;
        }
        int first = Math.floorMod(turn, items.size());
        var rotated = new ArrayList<T>(items.size());
        rotated.addAll(items.subList(first, items.size()));
        rotated.addAll(items.subList(0, first));
        return rotated;
    }
}
