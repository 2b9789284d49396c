package dev.evenkeel.proxy.route;

import dev.evenkeel.model.World;
import dev.evenkeel.proxy.balance.Node;
import dev.evenkeel.proxy.balance.TargetPool;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Everything the data plane needs to know, compiled from one version of the world.
///
/// Immutable. What did not change is the same object as in the table before, so that a reader can
/// compare by reference.
public final class RouteTable {
    public static final RouteTable EMPTY =
            new RouteTable(Origin.NONE, Map.of(), Map.of(), Map.of(), TlsCompiler.Compiled.NONE);

    private final Origin origin;
    private final Map<NodeKey, Node> nodes;
    private final Map<PoolKey, CompiledPool> pools;
    private final Map<Frontend.Address, Compiled> frontends;
    private final TlsCompiler.Compiled tls;

    RouteTable(
            Origin origin,
            Map<NodeKey, Node> nodes,
            Map<PoolKey, CompiledPool> pools,
            Map<Frontend.Address, Compiled> frontends,
            TlsCompiler.Compiled tls) {
        this.origin = origin;
        this.nodes = nodes;
        this.pools = pools;
        this.frontends = frontends;
        this.tls = tls;
    }

    /// The table for `world`; shares with `previous` what is the same.
    public static RouteTable compile(RouteTable previous, World world) {
        return new RouteCompiler(previous, world).table();
    }

    /// The world a table was compiled from, and the members of its groups.
    record Origin(Optional<World> world, Map<String, MemberReader.Known> members) {
        static final Origin NONE = new Origin(Optional.empty(), Map.of());

        Origin(World world, Map<String, MemberReader.Known> members) {
            this(Optional.of(world), members);
        }

        /// A reader of the `next` world that knows what was read before.
        MemberReader reader(
                World next, World.Region region, Map<String, MemberReader.Known> found) {
            World before = world.orElseGet(() -> World.empty(next.site()));
            return new MemberReader(next, before, region, members, found);
        }
    }

    /// Names a node.
    record NodeKey(
            Node.Kind kind, String account, String region, String loadBalancer, String zone) {}

    /// Names a pool. `port` tells the instance ports of a Classic Load Balancer apart, else 0.
    record PoolKey(Node node, String group, int port, boolean encrypted) {}

    /// A pool with what it was compiled from.
    @SuppressWarnings("ReferenceEquality") // Members that are the same are the same object.
    record CompiledPool(TargetPool pool, Members members, PoolRule rule) {
        boolean isFrom(Members otherMembers, PoolRule otherRule) {
            return members == otherMembers && rule.equals(otherRule);
        }
    }

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
            return frontend.route() == other.route()
                    && frontend.node() == other.node()
                    && frontend.tls().orElse(null) == other.tls().orElse(null);
        }
    }

    public List<Frontend> frontends() {
        return frontends.values().stream().map(Compiled::frontend).toList();
    }

    public List<TargetPool> pools() {
        return pools.values().stream().map(CompiledPool::pool).toList();
    }

    /// What became of endpoints since the `previous` table: only pools that changed are looked at.
    @SuppressWarnings("ReferenceEquality") // A pool that did not change is the same object.
    public EndpointChanges changesSince(RouteTable previous) {
        var changes = new EndpointChanges();
        pools.forEach((key, compiled) -> {
            changes.mayPark(compiled.pool);
            CompiledPool before = previous.pools.get(key);
            if (before == null || before.pool != compiled.pool) {
                changes.has(compiled.pool);
            }
        });
        previous.pools.forEach((key, before) -> {
            CompiledPool now = pools.get(key);
            if (now == null || now.pool != before.pool) {
                changes.had(before.pool);
            }
        });
        return changes;
    }

    public List<Node> nodes() {
        return List.copyOf(nodes.values());
    }

    Origin origin() {
        return origin;
    }

    Map<NodeKey, Node> nodesByKey() {
        return nodes;
    }

    Map<PoolKey, CompiledPool> poolsByKey() {
        return pools;
    }

    /// How frontends speak TLS, those that do.
    public List<Tls> tls() {
        return tls.settings().values().stream().map(TlsCompiler.Made::tls).toList();
    }

    TlsCompiler.Compiled compiledTls() {
        return tls;
    }

    Map<Frontend.Address, Compiled> compiled() {
        return frontends;
    }
}
