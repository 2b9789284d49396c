package dev.evenkeel.bench.scale;

import dev.evenkeel.decide.scaling.TargetTrackingAlarms;
import dev.evenkeel.model.Action;
import dev.evenkeel.model.Arn;
import dev.evenkeel.model.Attributes;
import dev.evenkeel.model.AutoScalingGroup;
import dev.evenkeel.model.GroupRules;
import dev.evenkeel.model.HealthCheck;
import dev.evenkeel.model.LaunchSource;
import dev.evenkeel.model.Listener;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.LoadBalancerNode;
import dev.evenkeel.model.MetricId;
import dev.evenkeel.model.Protocol;
import dev.evenkeel.model.Resource;
import dev.evenkeel.model.ScalingPolicy;
import dev.evenkeel.model.Scope;
import dev.evenkeel.model.Site;
import dev.evenkeel.model.Tags;
import dev.evenkeel.model.TargetGroup;
import dev.evenkeel.model.World;
import dev.evenkeel.sim.Fleet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/// What users set up for each group: a load balancer with a listener and a target group, the group,
/// and every second time a policy that tracks the load.
final class Estate {
    static final Scope SCOPE = Fleet.SCOPE;

    /// Six subnets hold 24,000 addresses.
    private static final List<String> ZONES =
            List.of(
                    "us-east-1a",
                    "us-east-1b",
                    "us-east-1c",
                    "us-east-1d",
                    "us-east-1e",
                    "us-east-1f");

    static final Site SITE = Site.of(SCOPE, ZONES, 80);
    static final int SIZE = 20;

    private final int number;

    Estate(int number) {
        this.number = number;
    }

    static List<Resource> shared() {
        return List.of(Fleet.template(), Fleet.version());
    }

    static String group(int number) {
        return String.format("group-%04d", number);
    }

    /// The load that group's policy tracks.
    static MetricId load(int number) {
        return MetricId.of(
                "AWS/EC2", "CPUUtilization", Map.of("AutoScalingGroupName", group(number)));
    }

    List<Resource> resources() {
        var all = new ArrayList<Resource>();
        all.add(loadBalancer());
        all.add(targetGroup());
        all.add(listener());
        all.add(group());
        if (number % 2 == 0) {
            var random = new SplittableRandom(number);
            ScalingPolicy policy = policy(List.of());
            var alarms =
                    TargetTrackingAlarms.of(
                            World.empty(SITE).in(SCOPE), policy, TRACKING, Fleet.THEN, random);
            all.addAll(alarms);
            all.add(policy(alarms.stream().map(alarm -> alarm.name()).toList()));
        }
        return all;
    }

    private Arn arn(String kind, String more) {
        return SCOPE.arn(
                "elasticloadbalancing",
                kind + group(number) + String.format("/%016x", number) + more);
    }

    private LoadBalancer loadBalancer() {
        return new LoadBalancer(
                arn("loadbalancer/app/", ""),
                SCOPE,
                group(number),
                LoadBalancer.Type.APPLICATION,
                false,
                LoadBalancer.State.ACTIVE,
                Fleet.THEN,
                group(number) + "-1.us-east-1.elb.amazonaws.com",
                List.of(node(number % ZONES.size()), node((number + 3) % ZONES.size())),
                List.of(),
                Attributes.DEFAULTS,
                Tags.NONE);
    }

    /// At the end of the subnet, which instances fill from its beginning.
    private LoadBalancerNode node(int zone) {
        int host = zone * 4096 + 4090 - number / 3;
        return new LoadBalancerNode(
                ZONES.get(zone),
                SITE.network().subnets().get(zone).subnetId(),
                "127.31." + (host >> 8) + "." + (host & 255),
                "eni-" + number + "-" + zone);
    }

    private TargetGroup targetGroup() {
        return new TargetGroup(
                arn("targetgroup/", ""),
                SCOPE,
                group(number),
                Protocol.HTTP,
                "HTTP1",
                80,
                TargetGroup.TargetType.INSTANCE,
                new HealthCheck(
                        true,
                        Protocol.HTTP,
                        Optional.empty(),
                        "/",
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(2),
                        2,
                        2,
                        "200"),
                Attributes.DEFAULTS,
                Tags.NONE);
    }

    private Listener listener() {
        var weighted = new Action.Forward.Weighted(targetGroup().arn(), 1);
        return new Listener(
                arn("listener/app/", "/1"),
                SCOPE,
                loadBalancer().arn(),
                Protocol.HTTP,
                80,
                "",
                List.of(),
                List.of(),
                List.of(new Action.Forward(List.of(weighted), Optional.empty())),
                Attributes.DEFAULTS,
                Tags.NONE);
    }

    private AutoScalingGroup group() {
        int first = number % ZONES.size();
        return new AutoScalingGroup(
                SCOPE.arn(
                        "autoscaling", "autoScalingGroup:1:autoScalingGroupName/" + group(number)),
                SCOPE,
                group(number),
                new AutoScalingGroup.Capacity(1, SIZE, 2 * SIZE),
                new LaunchSource.Template("lt-1", "web", "$Latest"),
                List.of(
                        ZONES.get(first),
                        ZONES.get((first + 2) % ZONES.size()),
                        ZONES.get((first + 4) % ZONES.size())),
                List.of(),
                new AutoScalingGroup.Traffic(List.of(targetGroup().arn()), List.of()),
                new AutoScalingGroup.HealthPolicy(true, Duration.ofSeconds(10)),
                Duration.ofSeconds(60),
                Optional.empty(),
                List.of("Default"),
                false,
                Set.of(),
                Fleet.THEN,
                false,
                List.of(new AutoScalingGroup.PropagatedTag("app", group(number), true)),
                AutoScalingGroup.Cooldown.NONE,
                "",
                GroupRules.NONE);
    }

    private static final ScalingPolicy.TargetTracking TRACKING =
            new ScalingPolicy.TargetTracking(
                    new ScalingPolicy.Predefined("ASGAverageCPUUtilization", Optional.empty()),
                    50,
                    false,
                    Optional.of(Duration.ofSeconds(30)));

    private ScalingPolicy policy(List<String> alarms) {
        return new ScalingPolicy(
                SCOPE.arn(
                        "autoscaling",
                        "scalingPolicy:1:autoScalingGroupName/"
                                + group(number)
                                + ":policyName/cpu"),
                SCOPE,
                group(number),
                "cpu",
                true,
                TRACKING,
                alarms);
    }
}
