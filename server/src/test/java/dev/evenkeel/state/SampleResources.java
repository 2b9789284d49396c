package dev.evenkeel.state;

import dev.evenkeel.model.AcmCertificate;
import dev.evenkeel.model.Action;
import dev.evenkeel.model.Arn;
import dev.evenkeel.model.Attributes;
import dev.evenkeel.model.CertifiedKey;
import dev.evenkeel.model.ClassicLoadBalancer;
import dev.evenkeel.model.ClassicPolicy;
import dev.evenkeel.model.ClientToken;
import dev.evenkeel.model.Condition;
import dev.evenkeel.model.GroupMembership;
import dev.evenkeel.model.HealthCheck;
import dev.evenkeel.model.Instance;
import dev.evenkeel.model.InstanceId;
import dev.evenkeel.model.InstanceSettings;
import dev.evenkeel.model.LaunchSource;
import dev.evenkeel.model.LaunchTemplate;
import dev.evenkeel.model.LaunchTemplateVersion;
import dev.evenkeel.model.LifecycleAction;
import dev.evenkeel.model.LifecycleHook;
import dev.evenkeel.model.Listener;
import dev.evenkeel.model.ListenerRule;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.LoadBalancerNode;
import dev.evenkeel.model.Notification;
import dev.evenkeel.model.NotificationConfiguration;
import dev.evenkeel.model.Protocol;
import dev.evenkeel.model.Resource;
import dev.evenkeel.model.Scope;
import dev.evenkeel.model.SecurityGroup;
import dev.evenkeel.model.ServerCertificate;
import dev.evenkeel.model.Tags;
import dev.evenkeel.model.Target;
import dev.evenkeel.model.TargetGroup;
import dev.evenkeel.model.Transform;
import dev.evenkeel.model.WarmPool;
import dev.evenkeel.model.ZonalShift;
import dev.evenkeel.model.ZoneOutage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// One of every kind of resource, with every case of every sealed part and no part left empty.
public final class SampleResources {
    public static final Scope SCOPE = new Scope("000000000000", "us-east-1");
    static final Instant THEN = Instant.parse("2026-01-02T03:04:05.678Z");
    static final Tags TAGS = Tags.of(Map.of("Name", "web"));
    private static final Arn BALANCER = elb("loadbalancer/app/web/0123456789abcdef");
    private static final Arn LISTENER = elb("listener/app/web/0123456789abcdef/1");
    static final Arn TARGETS = elb("targetgroup/web/0123456789abcdef");
    private static final InstanceId INSTANCE = new InstanceId("i-0123456789abcdef0");
    static final InstanceSettings SETTINGS =
            new InstanceSettings(
                    Optional.of("ami-1"),
                    Optional.of("t3.micro"),
                    Optional.of("IyEvYmluL3No"),
                    Optional.of("key"),
                    List.of("sg-1"),
                    Optional.of(true),
                    TAGS,
                    new InstanceSettings.Options(
                            Optional.of(true),
                            Optional.of(true),
                            Optional.of(new InstanceSettings.SpotRequest(Optional.of("0.05")))));
    private static final LoadBalancerNode NODE =
            new LoadBalancerNode("us-east-1a", "subnet-1", "127.31.0.4", "eni-1");

    private SampleResources() {}

    private static Arn elb(String resource) {
        return SCOPE.arn("elasticloadbalancing", resource);
    }

    public static List<Resource> all() {
        var all = new ArrayList<Resource>(balancing());
        all.addAll(certificates());
        all.addAll(compute());
        all.addAll(SampleScaling.all());
        return all;
    }

    private static List<Resource> certificates() {
        var material = new CertifiedKey("certificate", "chain", "key");
        return List.of(
                new AcmCertificate(
                        SCOPE.arn("acm", "certificate/1"), SCOPE, material, THEN, THEN, TAGS),
                new ServerCertificate(SCOPE, "web", "/", "ASCA1", material, THEN, TAGS));
    }

    private static List<Resource> balancing() {
        return List.of(
                new LoadBalancer(
                        BALANCER,
                        SCOPE,
                        "web",
                        LoadBalancer.Type.APPLICATION,
                        false,
                        LoadBalancer.State.ACTIVE,
                        THEN,
                        "web-1.us-east-1.elb.amazonaws.com",
                        List.of(NODE),
                        List.of("sg-1"),
                        Attributes.of(Map.of("idle_timeout.timeout_seconds", "5")),
                        TAGS),
                listener(),
                rule(),
                new TargetGroup(
                        TARGETS,
                        SCOPE,
                        "web",
                        Protocol.HTTP,
                        "HTTP1",
                        80,
                        TargetGroup.TargetType.INSTANCE,
                        new HealthCheck(
                                true,
                                Protocol.HTTP,
                                Optional.of(8080),
                                "/",
                                Duration.ofSeconds(30),
                                Duration.ofMillis(1500),
                                5,
                                2,
                                "200"),
                        Attributes.DEFAULTS,
                        TAGS),
                new Target(
                        TARGETS,
                        SCOPE,
                        INSTANCE.value(),
                        80,
                        Optional.of("us-east-1a"),
                        THEN,
                        Optional.of(THEN)),
                classic());
    }

    private static Listener listener() {
        return new Listener(
                LISTENER,
                SCOPE,
                BALANCER,
                Protocol.HTTPS,
                443,
                "policy",
                List.of("arn:aws:acm:us-east-1:000000000000:certificate/1"),
                List.of("None"),
                List.of(
                        new Action.Forward(
                                List.of(new Action.Forward.Weighted(TARGETS, 1)), Optional.of(60)),
                        new Action.Redirect("HTTPS", "#{host}", "443", "/#{path}", "#{query}", 301),
                        new Action.FixedResponse(503, "text/plain", "closed")),
                Attributes.DEFAULTS,
                TAGS);
    }

    private static ListenerRule rule() {
        return new ListenerRule(
                elb("listener-rule/app/web/0123456789abcdef/1/2"),
                SCOPE,
                LISTENER,
                10,
                List.of(
                        new Condition.HostHeader(List.of("*.example.com")),
                        new Condition.PathPattern(List.of("/api/*")),
                        new Condition.HttpHeader("X-A", List.of("b")),
                        new Condition.HostRegex(List.of("^web-")),
                        new Condition.PathRegex(List.of("/v[12]/")),
                        new Condition.HeaderRegex("X-B", List.of("c+")),
                        new Condition.HttpRequestMethod(List.of("GET")),
                        new Condition.QueryString(
                                List.of(
                                        new Condition.QueryString.Pair(Optional.empty(), "v"),
                                        new Condition.QueryString.Pair(Optional.of("k"), "v"))),
                        new Condition.SourceIp(List.of("127.0.0.0/8"))),
                List.of(new Action.FixedResponse(200, "text/plain", "yes")),
                List.of(
                        new Transform(Transform.Kind.HOST_HEADER, "^a", "b"),
                        new Transform(Transform.Kind.URL, "^/(x)", "/$1")),
                TAGS);
    }

    private static ClassicLoadBalancer classic() {
        return new ClassicLoadBalancer(
                SCOPE,
                "old",
                false,
                THEN,
                "old-1.us-east-1.elb.amazonaws.com",
                List.of(
                        new ClassicLoadBalancer.ListenerPorts(
                                Protocol.HTTP, 80, Protocol.HTTP, 8080, Optional.of("arn"))),
                List.of(NODE),
                List.of(new ClassicLoadBalancer.Registration(INSTANCE, THEN, Optional.of(THEN))),
                new ClassicLoadBalancer.ClassicHealthCheck(
                        Protocol.TCP, 80, "", Duration.ofSeconds(30), Duration.ofSeconds(5), 2, 10),
                List.of(
                        new ClassicPolicy.LoadBalancerCookie("stay", 60),
                        new ClassicPolicy.ApplicationCookie("session", "JSESSIONID"),
                        new ClassicPolicy.SslNegotiation("tls", "ELBSecurityPolicy-2016-08")),
                List.of("sg-1"),
                Attributes.DEFAULTS,
                TAGS);
    }

    private static List<Resource> compute() {
        return List.of(
                new Instance(
                        INSTANCE,
                        SCOPE,
                        "r-1",
                        new Instance.Placement("us-east-1a", "subnet-1", "127.31.0.5", "eni-2"),
                        SETTINGS,
                        THEN,
                        Instance.State.TERMINATED,
                        "Client.UserInitiatedShutdown: User initiated shutdown",
                        Optional.of(THEN),
                        Optional.of(
                                new GroupMembership(
                                        "web",
                                        GroupMembership.Lifecycle.IN_SERVICE,
                                        THEN,
                                        Optional.of(new LaunchSource.Template("lt-1", "web", "1")),
                                        Optional.of(THEN),
                                        "an EC2 health check",
                                        true,
                                        "activity",
                                        1)),
                        TAGS),
                new LaunchTemplate(SCOPE, "lt-1", "web", THEN, 1, 2, TAGS),
                new LaunchTemplateVersion(SCOPE, "lt-1", 2, "second", THEN, SETTINGS),
                SampleScaling.refresh(),
                new WarmPool(SCOPE, "web", 1, Optional.of(5), WarmPool.State.RUNNING, true, true),
                new LifecycleHook(
                        SCOPE,
                        "web",
                        "wait",
                        LifecycleHook.Transition.LAUNCHING,
                        Duration.ofMinutes(5),
                        true,
                        "arn:aws:sns:us-east-1:000000000000:hooks",
                        "role",
                        "metadata"),
                new Notification(
                        SCOPE, "000001767323045-000000-id", "id", "arn:aws:sns:::ops", "{}"),
                new NotificationConfiguration(
                        SCOPE,
                        "web",
                        "arn:aws:sns:us-east-1:000000000000:ops",
                        Set.of(
                                NotificationConfiguration.Occasion.LAUNCH,
                                NotificationConfiguration.Occasion.TERMINATE_ERROR)),
                new LifecycleAction(
                        SCOPE,
                        INSTANCE,
                        "web",
                        "wait",
                        LifecycleHook.Transition.TERMINATING,
                        "token",
                        Duration.ofMinutes(5),
                        THEN,
                        THEN,
                        false,
                        Optional.of(new LifecycleAction.Outcome(true, "why"))),
                new SecurityGroup(
                        SCOPE,
                        "sg-1",
                        "default",
                        "all",
                        List.of(
                                new SecurityGroup.Permission(
                                        "sgr-1", "tcp", 80, 80, "0.0.0.0/0", "http")),
                        List.of(),
                        TAGS),
                new ZoneOutage(SCOPE, "us-east-1a", THEN),
                new ZonalShift(
                        SCOPE,
                        "shift",
                        "arn:aws:autoscaling:us-east-1:0:group",
                        "us-east-1a",
                        THEN,
                        THEN.plusSeconds(60),
                        "it is slow",
                        true),
                new ClientToken(SCOPE, "RunInstances", "token", "f", List.of("i-1"), THEN));
    }
}
