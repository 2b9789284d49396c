package dev.evenkeel.api.http;

import dev.evenkeel.model.ClassicLoadBalancer;
import dev.evenkeel.model.Listener;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.LoadBalancerNode;
import dev.evenkeel.model.Scope;
import dev.evenkeel.model.World;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/// The front door's directory: `NAME.elb.localhost`, or a load balancer's DNS name, leads to its
/// HTTP listener (the one on port 80, else the one with the lowest port) in the first zone that is
/// not switched off.
public final class LoadBalancerNames implements FrontDoor {
    private static final int HTTP = 80;

    private final Supplier<World> world;

    public LoadBalancerNames(Supplier<World> world) {
        this.world = world;
    }

    @Override
    public Optional<InetSocketAddress> addressOf(String host) {
        World now = world.get();
        for (World.Region region : now.regions()) {
            Optional<InetSocketAddress> found = find(now, region, host);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static Optional<InetSocketAddress> find(World world, World.Region region, String host) {
        for (LoadBalancer loadBalancer : region.all(LoadBalancer.class)) {
            if (isNamed(host, loadBalancer.name(), loadBalancer.dnsName())) {
                return door(
                        world,
                        region.scope(),
                        loadBalancer.nodes(),
                        httpPort(region, loadBalancer));
            }
        }
        for (ClassicLoadBalancer classic : region.all(ClassicLoadBalancer.class)) {
            if (isNamed(host, classic.name(), classic.dnsName())) {
                var ports =
                        classic.listeners().stream()
                                .filter(listener -> listener.protocol().isHttp())
                                .mapToInt(ClassicLoadBalancer.ListenerPorts::port);
                return door(world, region.scope(), classic.nodes(), preferred(ports));
            }
        }
        return Optional.empty();
    }

    private static boolean isNamed(String host, String name, String dnsName) {
        return host.equals(name.toLowerCase(Locale.ROOT) + DOMAIN)
                || host.equals(dnsName.toLowerCase(Locale.ROOT));
    }

    private static OptionalInt httpPort(World.Region region, LoadBalancer loadBalancer) {
        String listeners = loadBalancer.arn().sibling("listener").value() + "/";
        Collection<Listener> all = region.withPrefix(Listener.class, listeners);
        return preferred(
                all.stream()
                        .filter(listener -> listener.protocol().isHttp())
                        .mapToInt(Listener::port));
    }

    private static OptionalInt preferred(IntStream ports) {
        int[] all = ports.sorted().toArray();
        boolean usual = IntStream.of(all).anyMatch(port -> port == HTTP);
        return usual ? OptionalInt.of(HTTP) : IntStream.of(all).findFirst();
    }

    private static Optional<InetSocketAddress> door(
            World world, Scope scope, List<LoadBalancerNode> nodes, OptionalInt port) {
        return port.isEmpty()
                ? Optional.empty()
                : nodes.stream()
                        .filter(node -> !world.isOut(scope, node.zone()))
                        .findFirst()
                        .map(node ->
                                new InetSocketAddress(
                                        InetAddress.ofLiteral(node.address()), port.getAsInt()));
    }
}
