package dev.evenkeel.proxy.route;

import dev.evenkeel.decide.tls.SecurityPolicy;
import dev.evenkeel.model.ClassicLoadBalancer;
import dev.evenkeel.model.ClassicPolicy;
import dev.evenkeel.model.Listener;
import dev.evenkeel.model.ListenerRule;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.LoadBalancerNode;
import dev.evenkeel.model.Protocol;
import dev.evenkeel.model.Resource;
import dev.evenkeel.model.Scope;
import dev.evenkeel.model.World;
import dev.evenkeel.proxy.balance.Node;
import dev.evenkeel.proxy.route.RouteTable.Compiled;
import dev.evenkeel.proxy.route.RouteTable.NodeKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Compiles one route table: walks load balancers, their nodes in zones that are on, and their
/// listeners.
final class RouteCompiler {

    /// A Classic Load Balancer speaks nothing newer.
    private static final List<String> HTTP1_ONLY = List.of("http/1.1");

    private final RouteTable previous;
    private final World world;
    private final Map<NodeKey, Node> nodes = new LinkedHashMap<>();
    private final Map<Frontend.Address, Compiled> frontends = new TreeMap<>();
    private final PoolCompiler pools;
    private final TlsCompiler tls;
    private final Map<String, MemberReader.Known> members = new HashMap<>();

    RouteCompiler(RouteTable previous, World world) {
        this.previous = previous;
        this.world = world;
        this.pools = new PoolCompiler(previous.poolsByKey());
        this.tls = new TlsCompiler(world, previous.compiledTls());
    }

    RouteTable table() {
        for (World.Region region : world.regions()) {
            compile(region);
        }
        return new RouteTable(
                new RouteTable.Origin(world, members),
                nodes,
                pools.compiled(),
                frontends,
                tls.compiled());
    }

    private void compile(World.Region region) {
        Map<String, List<Listener>> listeners = new TreeMap<>();
        for (Listener listener : region.all(Listener.class)) {
            listeners
                    .computeIfAbsent(listener.loadBalancer().value(), _ -> new ArrayList<>())
                    .add(listener);
        }
        Map<String, List<ListenerRule>> rules = new TreeMap<>();
        for (ListenerRule rule : region.all(ListenerRule.class)) {
            rules.computeIfAbsent(rule.listener().value(), _ -> new ArrayList<>()).add(rule);
        }
        rules.values().forEach(list -> list.sort(Comparator.comparingInt(ListenerRule::priority)));
        var reader = previous.origin().reader(world, region, members);
        for (LoadBalancer balancer : region.all(LoadBalancer.class)) {
            var routes = new LoadBalancerRoutes(region, reader, balancer, pools);
            for (Listener listener : listeners.getOrDefault(balancer.id(), List.of())) {
                var own = rules.getOrDefault(listener.id(), List.of());
                addEach(routes, listener, own);
            }
        }
        for (ClassicLoadBalancer balancer : region.all(ClassicLoadBalancer.class)) {
            addClassic(reader, balancer);
        }
    }

    private void addEach(LoadBalancerRoutes routes, Listener listener, List<ListenerRule> rules) {
        LoadBalancer balancer = routes.balancer();
        boolean http = balancer.type() == LoadBalancer.Type.APPLICATION;
        Optional<Tls> secured = tls(balancer, listener);
        if (listener.protocol() != (http ? Protocol.HTTP : Protocol.TCP) && secured.isEmpty()) {
            return;
        }
        var kind = http ? Node.Kind.APPLICATION : Node.Kind.NETWORK;
        var source = new ArrayList<Object>(rules);
        source.add(listener);
        source.add(balancer.attributes());
        for (LoadBalancerNode place : on(balancer, balancer.nodes())) {
            Node node = node(kind, balancer, place.zone(), balancer.dnsName());
            var address = new Frontend.Address(place.address(), listener.port());
            RouteSource before = before(address, source);
            Route route =
                    http
                            ? routes.http(node, listener, rules, before)
                            : routes.stream(node, listener, before);
            add(new Frontend(address, listener.protocol(), node, route, secured), source);
        }
    }

    private Optional<Tls> tls(LoadBalancer balancer, Listener listener) {
        return listener.protocol() == Protocol.HTTPS
                ? tls.tls(
                        new TlsCompiler.Wanted(
                                balancer.scope(),
                                balancer.id(),
                                listener.sslPolicy(),
                                listener.certificates(),
                                HttpOptions.applicationProtocols(balancer.attributes()),
                                TlsHeaders.of(balancer.attributes(), listener.attributes())))
                : Optional.empty();
    }

    private void addClassic(MemberReader reader, ClassicLoadBalancer balancer) {
        var routes = new ClassicRoutes(reader, balancer, pools);
        for (var ports : balancer.listeners()) {
            Optional<Tls> secured = tls(balancer, ports);
            if (ports.protocol() == Protocol.HTTPS && secured.isEmpty()) {
                continue;
            }
            List<Object> source = List.of(ports, balancer.attributes(), balancer.policies());
            for (LoadBalancerNode place : on(balancer, balancer.nodes())) {
                Node node = node(Node.Kind.CLASSIC, balancer, place.zone(), balancer.dnsName());
                var address = new Frontend.Address(place.address(), ports.port());
                RouteSource before = before(address, source);
                Route route = routes.route(node, ports, before);
                add(new Frontend(address, ports.protocol(), node, route, secured), source);
            }
        }
    }

    /// The one certificate there can be, under the policy that holds, or AWS's default.
    private Optional<Tls> tls(
            ClassicLoadBalancer balancer, ClassicLoadBalancer.ListenerPorts ports) {
        return ports.certificate()
                .flatMap(arn ->
                        tls.tls(
                                new TlsCompiler.Wanted(
                                        balancer.scope(),
                                        balancer.id(),
                                        securityPolicy(balancer, ports),
                                        List.of(arn),
                                        HTTP1_ONLY,
                                        TlsHeaders.NONE)));
    }

    private static String securityPolicy(
            ClassicLoadBalancer balancer, ClassicLoadBalancer.ListenerPorts ports) {
        for (ClassicPolicy policy : balancer.policiesOf(ports)) {
            if (policy instanceof ClassicPolicy.SslNegotiation negotiation) {
                return negotiation.securityPolicy();
            }
        }
        return SecurityPolicy.DEFAULT;
    }

    private List<LoadBalancerNode> on(Resource balancer, List<LoadBalancerNode> places) {
        Scope scope = balancer.scope();
        return places.stream().filter(place -> !world.isOut(scope, place.zone())).toList();
    }

    private Node node(Node.Kind kind, Resource balancer, String zone, String dnsName) {
        Scope scope = balancer.scope();
        String id = balancer.id();
        var key = new NodeKey(kind, scope.account(), scope.region(), id, zone);
        return nodes.computeIfAbsent(
                key,
                _ -> {
                    Node before = previous.nodesByKey().get(key);
                    return before != null ? before : new Node(kind, scope, id, zone, dnsName);
                });
    }

    /// What a frontend's route was in the table before, if it was made from the very same
    /// resources.
    sealed interface RouteSource {
        /// There was such a route.
        record Same(Route route) implements RouteSource {}

        /// It is new, or something about it changed.
        record Changed() implements RouteSource {}
    }

    private RouteSource before(Frontend.Address address, List<Object> source) {
        Compiled before = previous.compiled().get(address);
        return before != null && before.isFrom(source)
                ? new RouteSource.Same(before.frontend().route())
                : new RouteSource.Changed();
    }

    private void add(Frontend frontend, List<Object> source) {
        Compiled before = previous.compiled().get(frontend.address());
        boolean same = before != null && before.isFrom(source) && before.is(frontend);
        frontends.put(
                frontend.address(), same ? before : new Compiled(frontend, List.copyOf(source)));
    }
}
