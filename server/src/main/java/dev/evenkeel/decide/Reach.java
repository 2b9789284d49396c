package dev.evenkeel.decide;

import dev.evenkeel.model.LoadBalancerNode;
import dev.evenkeel.model.Scope;
import dev.evenkeel.model.World;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Which targets a node may send to, and so checks: those of its own zone, with cross-zone those of
/// every zone that has a node, and always those outside all zones.
public record Reach(Set<String> zones, boolean crossZone) {
    public Reach {
        zones = Set.copyOf(zones);
    }

    public static Reach of(List<LoadBalancerNode> nodes, boolean crossZone) {
        var zones = new TreeSet<String>();
        nodes.forEach(node -> zones.add(node.zone()));
        return new Reach(zones, crossZone);
    }

    /// Whether the node in the zone `node` may send to a target in the zone `target`.
    public boolean covers(String node, Optional<String> target) {
        return target.isEmpty()
                || target.get().equals(node)
                || crossZone && zones.contains(target.get());
    }

    /// The nodes that check. One whose zone is switched off is off itself; if all are, somebody has
    /// to say how the targets are.
    public static List<LoadBalancerNode> checking(
            World world, Scope scope, List<LoadBalancerNode> nodes) {
        var on = nodes.stream().filter(node -> !world.isOut(scope, node.zone())).toList();
        return on.isEmpty() ? nodes : on;
    }
}
