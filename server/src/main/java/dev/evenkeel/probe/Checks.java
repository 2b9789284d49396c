package dev.evenkeel.probe;

import dev.evenkeel.decide.HealthVerdict.Thresholds;
import dev.evenkeel.decide.HealthVerdict.Wording;
import dev.evenkeel.decide.Reach;
import dev.evenkeel.decide.TargetGroupUse;
import dev.evenkeel.model.ClassicLoadBalancer;
import dev.evenkeel.model.ClassicLoadBalancer.ClassicHealthCheck;
import dev.evenkeel.model.ClassicLoadBalancer.Registration;
import dev.evenkeel.model.HealthCheck;
import dev.evenkeel.model.Instance;
import dev.evenkeel.model.Listener;
import dev.evenkeel.model.ListenerRule;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.LoadBalancerNode;
import dev.evenkeel.model.NodeRef;
import dev.evenkeel.model.Protocol;
import dev.evenkeel.model.Resource;
import dev.evenkeel.model.Target;
import dev.evenkeel.model.TargetAddress;
import dev.evenkeel.model.TargetGroup;
import dev.evenkeel.model.TargetRef;
import dev.evenkeel.model.World;
import dev.evenkeel.model.ZoneOutage;
import dev.evenkeel.probe.Check.Question;
import dev.evenkeel.probe.Check.Terms;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// Derives what must be checked in one region, and by which nodes: each node asks every target that
/// it could send a request to. Instances are asked as far as they run, draining targets to the end.
final class Checks {
    private static final String ELB_V2 = "ELB-HealthChecker/2.0";
    private static final String CLASSIC = "ELB-HealthChecker/1.0";

    /// The only kinds of resources that bear on checks.
    private static final List<Class<? extends Resource>> SOURCES =
            List.of(
                    Target.class,
                    TargetGroup.class,
                    Instance.class,
                    LoadBalancer.class,
                    Listener.class,
                    ListenerRule.class,
                    ClassicLoadBalancer.class,
                    ZoneOutage.class);

    private final World world;
    private final World.Region region;
    private final TargetGroupUse use;
    private final Map<TargetRef, List<Check>> checks = new HashMap<>();

    private Checks(World world, World.Region region) {
        this.world = world;
        this.region = region;
        this.use = TargetGroupUse.in(region);
    }

    /// The checks of each target, one for each node that asks it.
    static Map<TargetRef, List<Check>> in(World world, World.Region region) {
        var checks = new Checks(world, region);
        region.all(LoadBalancer.class).forEach(checks::addGroups);
        region.all(ClassicLoadBalancer.class).forEach(checks::addInstances);
        return checks.checks;
    }

    /// Whether two versions of a region have the same checks, as far as that is seen at a glance.
    static boolean areSame(World.Region one, World.Region other) {
        return SOURCES.stream().allMatch(kind -> one.shares(other, kind));
    }

    private void addGroups(LoadBalancer loadBalancer) {
        for (var arn : use.groupsOf(loadBalancer.arn())) {
            region.find(TargetGroup.class, arn.value())
                    .filter(group -> group.healthCheck().enabled())
                    .ifPresent(group -> addTargets(loadBalancer, group));
        }
    }

    private void addTargets(LoadBalancer loadBalancer, TargetGroup group) {
        boolean crossZone = group.isCrossZone(loadBalancer);
        var reach = new Reach(world, region.scope(), loadBalancer.nodes(), crossZone);
        Map<LoadBalancerNode, Terms> terms = new HashMap<>();
        for (LoadBalancerNode node : loadBalancer.nodes()) {
            terms.put(node, terms(loadBalancer, node, group));
        }
        Optional<Integer> port = group.healthCheck().port();
        for (Target target : region.withPrefix(Target.class, Target.prefix(group.arn()))) {
            TargetAddress.of(world, group, target)
                    .map(at -> place(at, port.orElse(target.port())))
                    .ifPresent(place -> add(target.ref(), place, reach, terms));
        }
    }

    private void addInstances(ClassicLoadBalancer loadBalancer) {
        boolean crossZone = loadBalancer.isCrossZone();
        var reach = new Reach(world, region.scope(), loadBalancer.nodes(), crossZone);
        Map<LoadBalancerNode, Terms> terms = new HashMap<>();
        for (LoadBalancerNode node : loadBalancer.nodes()) {
            terms.put(node, terms(loadBalancer, node));
        }
        int port = loadBalancer.healthCheck().port();
        for (Registration registration : loadBalancer.instances()) {
            region.find(Instance.class, registration.instance().value())
                    .filter(instance -> instance.state() == Instance.State.RUNNING)
                    .ifPresent(instance ->
                            add(
                                    loadBalancer.ref(instance.instanceId()),
                                    place(TargetAddress.of(instance), port),
                                    reach,
                                    terms));
        }
    }

    /// Where a target is asked.
    private record Place(InetSocketAddress address, Optional<String> zone, boolean reachable) {}

    private Place place(TargetAddress at, int port) {
        var address = new InetSocketAddress(InetAddress.ofLiteral(at.address()), port);
        boolean reachable = at.zone().isEmpty() || !world.isOut(region.scope(), at.zone().get());
        return new Place(address, at.zone(), reachable);
    }

    private void add(
            TargetRef target, Place place, Reach reach, Map<LoadBalancerNode, Terms> terms) {
        for (LoadBalancerNode node : reach.checking(place.zone)) {
            Terms its = Objects.requireNonNull(terms.get(node));
            checks.computeIfAbsent(target, _ -> new ArrayList<>(terms.size()))
                    .add(new Check(target, place.address, place.reachable, its));
        }
    }

    private Terms terms(LoadBalancer loadBalancer, LoadBalancerNode node, TargetGroup group) {
        HealthCheck settings = group.healthCheck();
        boolean network = loadBalancer.type() == LoadBalancer.Type.NETWORK;
        return new Terms(
                NodeRef.of(loadBalancer, node),
                InetAddress.ofLiteral(node.address()),
                question(group),
                network ? Optional.of(front(loadBalancer, node, group)) : Optional.empty(),
                settings.interval(),
                settings.timeout(),
                new Thresholds(
                        settings.healthyThreshold(),
                        settings.unhealthyThreshold(),
                        network ? Wording.NETWORK : Wording.TARGET_GROUP));
    }

    private static Terms terms(ClassicLoadBalancer loadBalancer, LoadBalancerNode node) {
        ClassicHealthCheck settings = loadBalancer.healthCheck();
        return new Terms(
                NodeRef.of(loadBalancer, node),
                InetAddress.ofLiteral(node.address()),
                question(settings.protocol(), settings.path(), "200", CLASSIC),
                Optional.empty(),
                settings.interval(),
                settings.timeout(),
                new Thresholds(
                        settings.healthyThreshold(),
                        settings.unhealthyThreshold(),
                        Wording.CLASSIC));
    }

    /// What a Network Load Balancer's HTTP checks give as `Host`: the node's address, and the port
    /// of the (lowest) listener that uses the group.
    private String front(LoadBalancer loadBalancer, LoadBalancerNode node, TargetGroup group) {
        int port =
                region.all(Listener.class).stream()
                        .filter(listener -> listener.loadBalancer().equals(loadBalancer.arn()))
                        .filter(listener -> TargetGroupUse.uses(listener, group.arn()))
                        .mapToInt(Listener::port)
                        .min()
                        .orElse(group.port());
        return node.address() + ":" + port;
    }

    private static Question question(TargetGroup group) {
        HealthCheck settings = group.healthCheck();
        Question plain = question(settings.protocol(), settings.path(), settings.matcher(), ELB_V2);
        boolean grpc = group.protocolVersion().equals(TargetGroup.GRPC);
        boolean http2 = grpc || group.protocolVersion().equals(TargetGroup.HTTP2);
        return http2 && plain instanceof Question.Get get ? new Question.Http2(grpc, get) : plain;
    }

    private static Question question(
            Protocol protocol, String path, String matcher, String userAgent) {
        return switch (protocol) {
            case HTTP -> new Question.Get(false, path, HttpCodes.parse(matcher), userAgent);
            case HTTPS -> new Question.Get(true, path, HttpCodes.parse(matcher), userAgent);
            case TCP, UDP, TCP_UDP -> new Question.Connect();
            case TLS, SSL -> new Question.Handshake();
        };
    }
}
