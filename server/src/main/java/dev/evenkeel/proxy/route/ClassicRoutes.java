package dev.evenkeel.proxy.route;

import dev.evenkeel.model.ClassicLoadBalancer;
import dev.evenkeel.model.ClassicPolicy;
import dev.evenkeel.model.LoadBalancerNode;
import dev.evenkeel.model.Protocol;
import dev.evenkeel.model.TargetRef;
import dev.evenkeel.proxy.balance.Algorithm;
import dev.evenkeel.proxy.balance.Node;
import dev.evenkeel.proxy.balance.PoolOptions;
import dev.evenkeel.proxy.balance.Split;
import dev.evenkeel.proxy.balance.Stickiness;
import dev.evenkeel.proxy.balance.TargetPool;
import dev.evenkeel.proxy.balance.TargetProtocol;
import java.util.List;
import java.util.TreeSet;

/// Compiles the routes of one Classic Load Balancer: every request or connection to one pool, no
/// rules, never to a sick instance. Each listener has a pool of its own, as its policies and its
/// protocol say how instances are picked.
record ClassicRoutes(MemberReader reader, ClassicLoadBalancer balancer, PoolCompiler pools) {
    private static final Split ALL = new Split(List.of(1));
    private static final Rules FORWARD =
            new Rules(List.of(), new Action.Forward(ALL, new Action.Places(List.of(0))));

    /// Draining over, what is left is closed, whatever its health.
    private static final PoolRule.Ends ENDS = new PoolRule.Ends(false, true);

    Route route(
            Node node, ClassicLoadBalancer.ListenerPorts ports, RouteCompiler.RouteSource before) {
        boolean http = ports.protocol().isHttp();
        List<TargetPool> now = List.of(pool(node, ports));
        if (before instanceof RouteCompiler.RouteSource.Same(Route same)
                && same.pools().equals(now)) {
            return same;
        }
        var options = HttpOptions.of(balancer.attributes());
        return http
                ? new Route.Http(FORWARD, now, options)
                : new Route.Stream(
                        ALL, now, Route.Stream.Choice.ROUND_ROBIN, options.idleTimeout());
    }

    private TargetPool pool(Node node, ClassicLoadBalancer.ListenerPorts ports) {
        int port = ports.instancePort();
        var zones = new TreeSet<String>();
        for (LoadBalancerNode each : balancer.nodes()) {
            zones.add(each.zone());
        }
        boolean crossZone =
                balancer.attributes().isTrue("load_balancing.cross_zone.enabled", false);
        return pools.pool(
                node,
                new PoolCompiler.PoolSource(
                        TargetRef.CLASSIC + balancer.name() + ":" + ports.port(),
                        port,
                        ports.instanceProtocol() == Protocol.HTTPS,
                        reader.of(balancer, port),
                        new PoolRule(
                                zones,
                                crossZone,
                                TargetProtocol.HTTP1,
                                options(ports),
                                null,
                                ENDS)));
    }

    /// Least outstanding requests for HTTP, round robin for connections.
    private PoolOptions options(ClassicLoadBalancer.ListenerPorts ports) {
        if (!ports.protocol().isHttp()) {
            return PoolOptions.DEFAULT.with(Algorithm.ROUND_ROBIN);
        }
        return PoolOptions.DEFAULT.with(Algorithm.LEAST_OUTSTANDING).with(stickiness(ports));
    }

    private Stickiness stickiness(ClassicLoadBalancer.ListenerPorts ports) {
        for (ClassicPolicy policy : balancer.policiesOf(ports)) {
            switch (policy) {
                case ClassicPolicy.LoadBalancerCookie(String _, int seconds) -> {
                    return new Stickiness.Classic("", seconds);
                }
                case ClassicPolicy.ApplicationCookie(String _, String cookie) -> {
                    return new Stickiness.Classic(cookie, 0);
                }
                case ClassicPolicy.SslNegotiation _ -> {}
            }
        }
        return new Stickiness.Off();
    }
}
