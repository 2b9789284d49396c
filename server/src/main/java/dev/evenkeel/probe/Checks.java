package dev.evenkeel.probe;

import dev.evenkeel.decide.HealthVerdict.Thresholds;
import dev.evenkeel.decide.HealthVerdict.Wording;
import dev.evenkeel.decide.TargetGroupUse;
import dev.evenkeel.model.Arn;
import dev.evenkeel.model.ClassicLoadBalancer;
import dev.evenkeel.model.ClassicLoadBalancer.ClassicHealthCheck;
import dev.evenkeel.model.ClassicLoadBalancer.Registration;
import dev.evenkeel.model.HealthCheck;
import dev.evenkeel.model.Instance;
import dev.evenkeel.model.Protocol;
import dev.evenkeel.model.Target;
import dev.evenkeel.model.TargetAddress;
import dev.evenkeel.model.TargetGroup;
import dev.evenkeel.model.TargetRef;
import dev.evenkeel.model.World;
import dev.evenkeel.probe.Check.Question;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Derives what must be checked in one region: the targets of groups that a load balancer uses, and
/// the instances of Classic Load Balancers, as far as they run. Draining ones are checked to the
/// end.
final class Checks {
    private static final String ELB_V2 = "ELB-HealthChecker/2.0";
    private static final String CLASSIC = "ELB-HealthChecker/1.0";

    private final World world;
    private final World.Region region;
    private final Map<TargetRef, Check> checks = new HashMap<>();

    private Checks(World world, World.Region region) {
        this.world = world;
        this.region = region;
    }

    static Map<TargetRef, Check> in(World world, World.Region region) {
        var checks = new Checks(world, region);
        for (Arn arn : TargetGroupUse.in(region).usedGroups()) {
            region.find(TargetGroup.class, arn.value())
                    .filter(group -> group.healthCheck().enabled())
                    .ifPresent(checks::addTargets);
        }
        region.all(ClassicLoadBalancer.class).forEach(checks::addInstances);
        return checks.checks;
    }

    private void addTargets(TargetGroup group) {
        Question question = question(group);
        for (Target target : region.withPrefix(Target.class, Target.prefix(group.arn()))) {
            TargetAddress.of(world, group, target)
                    .ifPresent(at -> add(check(group.healthCheck(), question, target, at)));
        }
    }

    private Check check(HealthCheck settings, Question question, Target target, TargetAddress at) {
        return new Check(
                target.ref(),
                socket(at.address(), settings.port().orElse(target.port())),
                question,
                isReachable(at.zone()),
                settings.interval(),
                settings.timeout(),
                new Thresholds(
                        settings.healthyThreshold(),
                        settings.unhealthyThreshold(),
                        Wording.TARGET_GROUP));
    }

    private void addInstances(ClassicLoadBalancer loadBalancer) {
        for (Registration registration : loadBalancer.instances()) {
            region.find(Instance.class, registration.instance().value())
                    .filter(instance -> instance.state() == Instance.State.RUNNING)
                    .ifPresent(instance -> add(check(loadBalancer, instance)));
        }
    }

    private Check check(ClassicLoadBalancer loadBalancer, Instance instance) {
        ClassicHealthCheck settings = loadBalancer.healthCheck();
        TargetAddress at = TargetAddress.of(instance);
        return new Check(
                loadBalancer.ref(instance.instanceId()),
                socket(at.address(), settings.port()),
                question(settings.protocol(), settings.path(), "200", CLASSIC),
                isReachable(at.zone()),
                settings.interval(),
                settings.timeout(),
                new Thresholds(
                        settings.healthyThreshold(),
                        settings.unhealthyThreshold(),
                        Wording.CLASSIC));
    }

    private void add(Check check) {
        checks.put(check.target(), check);
    }

    private boolean isReachable(Optional<String> zone) {
        return zone.isEmpty() || !world.isOut(region.scope(), zone.get());
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

    private static InetSocketAddress socket(String address, int port) {
        return new InetSocketAddress(InetAddress.ofLiteral(address), port);
    }
}
