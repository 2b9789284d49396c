package dev.evenkeel.proxy.route;

import dev.evenkeel.model.World;
import dev.evenkeel.proxy.balance.Endpoint;
import dev.evenkeel.proxy.balance.Node;
import dev.evenkeel.proxy.balance.TargetPool;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Everything the data plane needs to know, compiled from one version of the world.
///
/// Immutable. What did not change is the same object as in the table before, so that a reader can
/// compare by reference.
public final class RouteTable {
    public static final RouteTable EMPTY = new RouteTable(Map.of(), Map.of(), Map.of());

    private final Map<NodeKey, Node> nodes;
    private final Map<PoolKey, TargetPool> pools;
    private final Map<Frontend.Address, Compiled> frontends;

    RouteTable(
            Map<NodeKey, Node> nodes,
            Map<PoolKey, TargetPool> pools,
            Map<Frontend.Address, Compiled> frontends) {
        this.nodes = nodes;
        this.pools = pools;
        this.frontends = frontends;
    }

    /// The table for `world`; shares with `previous` what is the same.
    public static RouteTable compile(RouteTable previous, World world) {
        return new RouteCompiler(previous, world).table();
    }

    /// Names a node.
    record NodeKey(
            Node.Kind kind, String account, String region, String loadBalancer, String zone) {}

    /// Names a pool. `port` tells the instance ports of a Classic Load Balancer apart, else 0.
    record PoolKey(Node node, String group, int port) {}

    /// A frontend with the resources its rules were compiled from.
    @SuppressWarnings(
            "ReferenceEquality") // The same object means the same; a copy is rare and harmless.
    record Compiled(Frontend frontend, List<Object> source) {
        boolean isFrom(List<Object> others) {
            boolean same = source.size() == others.size();
            for (int at = 0; same && at < source.size(); at++) {
                same = source.get(at) == others.get(at);
            }
            return same;
        }

        boolean is(Frontend other) {
            return frontend.route() == other.route() && frontend.node() == other.node();
        }
    }

    public List<Frontend> frontends() {
        return frontends.values().stream().map(Compiled::frontend).toList();
    }

    public List<TargetPool> pools() {
        return List.copyOf(pools.values());
    }

    /// Every endpoint that gets traffic now.
    public Set<Endpoint> servingEndpoints() {
        var serving = new HashSet<Endpoint>();
        for (TargetPool pool : pools.values()) {
            for (int index = 0; index < pool.size(); index++) {
                serving.add(pool.serving(index));
            }
        }
        return serving;
    }

    /// Every endpoint of a registered target, draining and sick ones too.
    public Set<Endpoint> knownEndpoints() {
        var known = new HashSet<Endpoint>();
        pools.values().forEach(pool -> known.addAll(pool.all()));
        return known;
    }

    public List<Node> nodes() {
        return List.copyOf(nodes.values());
    }

    Map<NodeKey, Node> nodesByKey() {
        return nodes;
    }

    Map<PoolKey, TargetPool> poolsByKey() {
        return pools;
    }

    Map<Frontend.Address, Compiled> compiled() {
        return frontends;
    }
}
