package dev.evenkeel.dns;

import dev.evenkeel.decide.DnsAnswer;
import dev.evenkeel.decide.DnsAnswer.Node;
import dev.evenkeel.decide.Standing;
import dev.evenkeel.model.ClassicLoadBalancer;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.LoadBalancerNode;
import dev.evenkeel.model.Scope;
import dev.evenkeel.model.World;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/// The names of all load balancers of one world, each with the nodes it resolves to.
///
/// Immutable to its readers. Compiling only collects names; which nodes a name resolves to is
/// worked out when it is first asked for, so a verdict on one target costs nothing for names nobody
/// asks.
public final class Zones {
    /// Browsers and resolvers take everything below `localhost` as the machine itself.
    private static final String SHORT_NAMES = "elb.localhost";

    private final Map<String, Supplier<List<String>>> names = new HashMap<>();
    private final Set<String> apexes = new HashSet<>();
    private final Map<String, List<String>> answers = new ConcurrentHashMap<>();

    private Zones() {}

    public static Zones compile(World world) {
        var zones = new Zones();
        zones.apexes.add(SHORT_NAMES);
        zones.addApexes(world.site().home());
        for (World.Region region : world.regions()) {
            zones.addApexes(region.scope());
            var standing = new Standing(world, region);
            for (LoadBalancer lb : region.all(LoadBalancer.class)) {
                List<Node> nodes = nodes(world, region.scope(), lb.nodes());
                zones.add(lb.name(), lb.dnsName(), nodes, () -> standing.of(lb));
            }
            for (ClassicLoadBalancer lb : region.all(ClassicLoadBalancer.class)) {
                List<Node> nodes = nodes(world, region.scope(), lb.nodes());
                zones.add(lb.name(), lb.dnsName(), nodes, () -> List.of(standing.of(lb)));
            }
        }
        return zones;
    }

    private void addApexes(Scope scope) {
        apexes.add(scope.region() + ".elb.amazonaws.com");
        apexes.add("elb." + scope.region() + ".amazonaws.com");
    }

    private static List<Node> nodes(World world, Scope scope, List<LoadBalancerNode> nodes) {
        return nodes.stream()
                .map(n -> new Node(n.zone(), n.address(), world.isOut(scope, n.zone())))
                .toList();
    }

    private void add(
            String name, String dnsName, List<Node> nodes, Supplier<List<DnsAnswer.Group>> groups) {
        String full = dnsName.toLowerCase(Locale.ROOT);
        String brief = name.toLowerCase(Locale.ROOT) + "." + SHORT_NAMES;
        apexes.add(full.substring(full.indexOf('.') + 1));
        for (String own : List.of(full, brief)) {
            names.putIfAbsent(own, () -> addresses(DnsAnswer.of(nodes, groups.get())));
            for (Node node : nodes) {
                names.putIfAbsent(node.zone() + "." + own, () -> List.of(node.address()));
            }
        }
    }

    private static List<String> addresses(List<Node> nodes) {
        return nodes.stream().map(Node::address).toList();
    }

    /// What is known about `name`, in any case, with or without the final dot.
    public Lookup lookup(String name) {
        String wanted = name.toLowerCase(Locale.ROOT);
        String plain = wanted.endsWith(".") ? wanted.substring(0, wanted.length() - 1) : wanted;
        Optional<String> apex = apexOf(plain);
        if (apex.isEmpty()) {
            return new Lookup.NotOurs();
        }
        if (apex.get().equals(plain)) {
            return new Lookup.Apex(plain);
        }
        Supplier<List<String>> known = names.get(plain);
        return known == null
                ? new Lookup.NoSuchName(apex.get())
                : new Lookup.Addresses(
                        apex.get(), answers.computeIfAbsent(plain, asked -> known.get()));
    }

    private Optional<String> apexOf(String name) {
        for (String rest = name; !rest.isEmpty(); rest = withoutFirstLabel(rest)) {
            if (apexes.contains(rest)) {
                return Optional.of(rest);
            }
        }
        return Optional.empty();
    }

    private static String withoutFirstLabel(String name) {
        int dot = name.indexOf('.');
        return dot < 0 ? "" : name.substring(dot + 1);
    }
}
