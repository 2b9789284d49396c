package dev.evenkeel.decide;

import dev.evenkeel.model.Attributes;
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

    /// How a target group stands: what the node in each zone sees of the targets it may send to.
    public record Group(Threshold threshold, Map<String, Count> byNode) {
        public Group {
            byNode = Map.copyOf(byNode);
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

        /// The attributes of a target group that hold one: these, and `count` or `percentage`.
        public static final String DNS =
                "target_group_health.dns_failover.minimum_healthy_targets.";

        public static final String ROUTING =
                "target_group_health.unhealthy_state_routing.minimum_healthy_targets.";

        /// Below which a zone leaves the DNS, by a group's attributes.
        public static Threshold dns(Attributes group) {
            return of(group, DNS);
        }

        /// Below which sick targets get traffic too.
        public static Threshold routing(Attributes group) {
            return of(group, ROUTING);
        }

        private static Threshold of(Attributes group, String key) {
            return new Threshold(
                    number(group.get(key + "count", "1")),
                    number(group.get(key + "percentage", "off")));
        }

        private static int number(String value) {
            return value.equals("off") ? 0 : Integer.parseInt(value);
        }

        /// Whether `healthy` of `registered` targets are as many as it asks for.
        public boolean isMetBy(int healthy, int registered) {
            return healthy >= count && healthy * 100L >= (long) percentage * registered;
        }

        boolean isMetBy(Count count) {
            return count.all() > 0 && isMetBy(count.healthy(), count.all());
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

    /// Whether the node in a zone sees the healthy targets that the group's threshold asks for. A
    /// group without any targets asks for none.
    public static boolean isWellIn(String zone, Group group) {
        boolean hasTargets = group.byNode().values().stream().anyMatch(seen -> seen.all() > 0);
        return !hasTargets
                || group.threshold().isMetBy(group.byNode().getOrDefault(zone, Count.NONE));
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
