package dev.evenkeel.proxy.route;

import dev.evenkeel.model.TargetRef;
import dev.evenkeel.proxy.balance.Endpoint;
import dev.evenkeel.proxy.balance.Node;
import dev.evenkeel.proxy.balance.PoolOptions;
import dev.evenkeel.proxy.balance.TargetPool;
import dev.evenkeel.proxy.balance.TargetProtocol;
import dev.evenkeel.proxy.route.RouteTable.CompiledPool;
import dev.evenkeel.proxy.route.RouteTable.PoolKey;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Compiles target pools; keeps the pool, or at least its endpoints, of the table before.
final class PoolCompiler {
    private final Map<PoolKey, CompiledPool> previous;
    private final Map<PoolKey, CompiledPool> compiled = new LinkedHashMap<>();

    PoolCompiler(Map<PoolKey, CompiledPool> previous) {
        this.previous = previous;
    }

    Map<PoolKey, CompiledPool> compiled() {
        return compiled;
    }

    TargetPool pool(Node node, PoolSource source) {
        var key = new PoolKey(node, source.group, source.port, source.encrypted);
        return compiled.computeIfAbsent(key, _ -> next(key, source)).pool();
    }

    /// What a pool is made of.
    record PoolSource(String group, int port, boolean encrypted, Members members, PoolRule rule) {
        CompiledPool with(TargetPool pool) {
            return new CompiledPool(pool, members, rule);
        }
    }

    private CompiledPool next(PoolKey key, PoolSource source) {
        CompiledPool before = previous.get(key);
        PoolOptions options = source.rule.options();
        if (before == null) {
            var membership = membership(key, source, new Endpoints(source, List.of()));
            return source.with(TargetPool.of(key.node(), source.group, options, membership));
        }
        if (before.isFrom(source.members, source.rule)) {
            return before;
        }
        TargetPool pool = before.pool();
        return source.with(
                pool.with(options, membership(key, source, new Endpoints(source, pool.all()))));
    }

    private static TargetPool.Membership membership(
            PoolKey key, PoolSource source, Endpoints endpoints) {
        var choice = source.rule.choose(source.members, key.node().ref());
        return new TargetPool.Membership(
                endpoints.of(choice.all()),
                endpoints.of(choice.serving()),
                endpoints.of(choice.healthy()),
                choice.failedOpen(),
                new TargetPool.Severing(
                        endpoints.of(choice.severed()), source.rule.ends().whenDeregistered()));
    }

    /// The endpoints of one pool: an old one as long as its target keeps its address and zone.
    private static final class Endpoints {
        private final Map<TargetRef, Endpoint> known = new HashMap<>();
        private final boolean encrypted;
        private final TargetProtocol protocol;

        Endpoints(PoolSource source, List<Endpoint> before) {
            this.encrypted = source.encrypted;
            this.protocol = source.rule.protocol();
            before.forEach(endpoint -> known.put(endpoint.ref(), endpoint));
        }

        List<Endpoint> of(List<Members.Member> members) {
            return members.stream()
                    .map(member -> of(member.ref(), member.zone(), member.address()))
                    .toList();
        }

        private Endpoint of(TargetRef ref, String zone, InetSocketAddress address) {
            Endpoint endpoint = known.get(ref);
            if (endpoint == null
                    || !endpoint.address().equals(address)
                    || !endpoint.zone().equals(zone)) {
                endpoint = new Endpoint(ref, zone, address, encrypted, protocol);
                known.put(ref, endpoint);
            }
            return endpoint;
        }
    }
}
