package dev.evenkeel.scenario;

import dev.evenkeel.model.Action;
import dev.evenkeel.model.Arn;
import dev.evenkeel.model.Attributes;
import dev.evenkeel.model.Change;
import dev.evenkeel.model.ClassicLoadBalancer;
import dev.evenkeel.model.ClassicLoadBalancer.ClassicHealthCheck;
import dev.evenkeel.model.ClassicLoadBalancer.ListenerPorts;
import dev.evenkeel.model.ClassicLoadBalancer.Registration;
import dev.evenkeel.model.Condition;
import dev.evenkeel.model.HealthCheck;
import dev.evenkeel.model.Instance;
import dev.evenkeel.model.InstanceId;
import dev.evenkeel.model.InstanceSettings;
import dev.evenkeel.model.Listener;
import dev.evenkeel.model.ListenerRule;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.LoadBalancerNode;
import dev.evenkeel.model.Protocol;
import dev.evenkeel.model.Resource;
import dev.evenkeel.model.Scope;
import dev.evenkeel.model.Site;
import dev.evenkeel.model.Tags;
import dev.evenkeel.model.Target;
import dev.evenkeel.model.TargetGroup;
import dev.evenkeel.model.TargetHealth;
import dev.evenkeel.model.TargetRef;
import dev.evenkeel.model.World;
import dev.evenkeel.model.ZoneOutage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Builds worlds for tests: load balancers, groups, targets and instances, in a few words each.
public final class Fleet {
    public static final Scope SCOPE = new Scope("000000000000", "us-east-1");
    public static final List<String> ZONES = List.of("us-east-1a", "us-east-1b", "us-east-1c");
    private static final Instant THEN = Instant.parse("2026-01-01T00:00:00Z");

    private World world = World.empty(Site.of(SCOPE, ZONES, 1));
    private int instances;

    public World world() {
        return world;
    }

    public Fleet put(Resource resource) {
        world = world.with(List.of(new Change.Put(resource)));
        return this;
    }

    public Fleet remove(Resource resource) {
        world = world.with(List.of(new Change.Remove(resource.key())));
        return this;
    }

    /// A load balancer with a node `127.31.<zone>.10` in each of the zones numbered `zones`.
    public LoadBalancer loadBalancer(LoadBalancer.Type type, String name, int... zones) {
        boolean network = type == LoadBalancer.Type.NETWORK;
        String kind = network ? "net" : "app";
        String dnsName =
                network
                        ? name + "-50dc6c495c0c9188.elb.us-east-1.amazonaws.com"
                        : name + "-1234567890.us-east-1.elb.amazonaws.com";
        var made =
                new LoadBalancer(
                        elb("loadbalancer/" + kind + "/" + name + "/50dc6c495c0c9188"),
                        SCOPE,
                        name,
                        type,
                        false,
                        LoadBalancer.State.ACTIVE,
                        THEN,
                        dnsName,
                        nodes(zones),
                        List.of(),
                        Attributes.DEFAULTS,
                        Tags.NONE);
        put(made);
        return made;
    }

    public static List<LoadBalancerNode> nodes(int... zones) {
        var nodes = new ArrayList<LoadBalancerNode>();
        for (int zone : zones) {
            nodes.add(
                    new LoadBalancerNode(
                            ZONES.get(zone),
                            "subnet-" + zone,
                            "127.31." + zone * 16 + ".10",
                            "eni-" + zone));
        }
        return nodes;
    }

    /// A listener that forwards everything to `group`.
    public Listener listener(LoadBalancer lb, Protocol protocol, int port, TargetGroup group) {
        Arn arn = new Arn(lb.arn().sibling("listener").value() + "/" + port);
        var weighted = new Action.Forward.Weighted(group.arn(), 1);
        var made =
                new Listener(
                        arn,
                        SCOPE,
                        lb.arn(),
                        protocol,
                        port,
                        "",
                        List.of(),
                        List.of(),
                        List.of(new Action.Forward(List.of(weighted), Optional.empty())),
                        Attributes.DEFAULTS,
                        Tags.NONE);
        put(made);
        return made;
    }

    /// A rule of `listener` that forwards to `group`.
    public ListenerRule rule(
            Listener listener, int priority, List<Condition> conditions, TargetGroup group) {
        var weighted = new Action.Forward.Weighted(group.arn(), 1);
        var made =
                new ListenerRule(
                        new Arn(listener.arn().sibling("listener-rule").value() + "/" + priority),
                        SCOPE,
                        listener.arn(),
                        priority,
                        conditions,
                        List.of(new Action.Forward(List.of(weighted), Optional.empty())),
                        List.of(),
                        Tags.NONE);
        put(made);
        return made;
    }

    public TargetGroup group(String name, TargetGroup.TargetType type, Protocol protocol) {
        var check =
                new HealthCheck(
                        true,
                        protocol,
                        Optional.empty(),
                        "/",
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(5),
                        5,
                        2,
                        "200");
        var made =
                new TargetGroup(
                        elb("targetgroup/" + name + "/73e2d6bc24d8a067"),
                        SCOPE,
                        name,
                        protocol,
                        "HTTP1",
                        80,
                        type,
                        check,
                        Attributes.DEFAULTS,
                        Tags.NONE);
        put(made);
        return made;
    }

    public TargetGroup with(TargetGroup group, Map<String, String> attributes) {
        TargetGroup changed = group.withAttributes(Attributes.of(attributes));
        put(changed);
        return changed;
    }

    public Target target(TargetGroup group, String id, int port) {
        var made =
                new Target(group.arn(), SCOPE, id, port, Optional.empty(), THEN, Optional.empty());
        put(made);
        return made;
    }

    /// A running instance at `address`, in the zone the address belongs to.
    public Instance instance(String address) {
        String zone = world.site().network().zoneOf(address).orElseThrow();
        var made =
                new Instance(
                        new InstanceId(String.format("i-%017x", ++instances)),
                        SCOPE,
                        "r-0",
                        new Instance.Placement(zone, "subnet-0", address, "eni-0"),
                        InstanceSettings.EMPTY,
                        THEN,
                        Instance.State.RUNNING,
                        "",
                        Optional.empty(),
                        Optional.empty(),
                        Tags.NONE);
        put(made);
        return made;
    }

    /// A Classic Load Balancer with one listener and the given instances.
    public ClassicLoadBalancer classic(
            String name, ListenerPorts listener, Instance... registered) {
        var made =
                new ClassicLoadBalancer(
                        SCOPE,
                        name,
                        false,
                        THEN,
                        name + "-987654321.us-east-1.elb.amazonaws.com",
                        List.of(listener),
                        nodes(0, 1, 2),
                        List.of(registered).stream()
                                .map(i -> new Registration(i.instanceId(), THEN, Optional.empty()))
                                .toList(),
                        new ClassicHealthCheck(
                                listener.instanceProtocol(),
                                listener.instancePort(),
                                listener.instanceProtocol().isHttp() ? "/" : "",
                                Duration.ofSeconds(30),
                                Duration.ofSeconds(5),
                                2,
                                10),
                        List.of(),
                        List.of(),
                        Attributes.DEFAULTS,
                        Tags.NONE);
        put(made);
        return made;
    }

    public Fleet healthy(TargetRef... targets) {
        for (TargetRef target : targets) {
            world = world.observing(target, TargetHealth.HEALTHY);
        }
        return this;
    }

    public Fleet unhealthy(TargetRef target) {
        var verdict =
                new TargetHealth(
                        TargetHealth.State.UNHEALTHY, "Target.Timeout", "Request timed out");
        world = world.observing(target, verdict);
        return this;
    }

    public Fleet seen(TargetRef target, TargetHealth verdict) {
        world = world.observing(target, verdict);
        return this;
    }

    public Fleet switchOff(int zone) {
        return put(new ZoneOutage(SCOPE, ZONES.get(zone), THEN));
    }

    private static Arn elb(String resource) {
        return SCOPE.arn("elasticloadbalancing", resource);
    }
}
