package dev.evenkeel.decide;

import dev.evenkeel.model.LoadBalancerNode;
import dev.evenkeel.model.Scope;
import dev.evenkeel.model.World;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Which targets the nodes of a load balancer may send to, and so check: those of their own zone,
/// with cross-zone those of every zone that has a node, and always those outside all zones.
///
/// A node whose zone is switched off checks nothing. But somebody has to say how a target is that
/// no other node may send to: then it does, and finds it out of reach.
public final class Reach {
    private final List<LoadBalancerNode> nodes;
    private final List<LoadBalancerNode> on;
    private final Set<String> zones = new TreeSet<>();
    private final boolean crossZone;

    public Reach(World world, Scope scope, List<LoadBalancerNode> nodes, boolean crossZone) {
        this.nodes = nodes;
        this.on = nodes.stream().filter(node -> !world.isOut(scope, node.zone())).toList();
        this.crossZone = crossZone;
        nodes.forEach(node -> zones.add(node.zone()));
    }

    /// The nodes that check a target in the zone `target`.
    public List<LoadBalancerNode> checking(Optional<String> target) {
        List<LoadBalancerNode> able = covering(on, target);
        return able.isEmpty() ? covering(nodes, target) : able;
    }

    /// The nodes that may check anything.
    public List<LoadBalancerNode> checking() {
        return on.isEmpty() ? nodes : on;
    }

    private List<LoadBalancerNode> covering(List<LoadBalancerNode> some, Optional<String> target) {
        return some.stream().filter(node -> covers(node.zone(), target)).toList();
    }

    private boolean covers(String node, Optional<String> target) {
        return target.isEmpty()
                || target.get().equals(node)
                || crossZone && zones.contains(target.get());
    }
}
