package dev.evenkeel.sim;

import dev.evenkeel.model.Action;
import dev.evenkeel.model.Arn;
import dev.evenkeel.model.Attributes;
import dev.evenkeel.model.AutoScalingGroup;
import dev.evenkeel.model.GroupRules;
import dev.evenkeel.model.HealthCheck;
import dev.evenkeel.model.InstanceSettings;
import dev.evenkeel.model.LaunchSource;
import dev.evenkeel.model.LaunchTemplate;
import dev.evenkeel.model.LaunchTemplateVersion;
import dev.evenkeel.model.Listener;
import dev.evenkeel.model.Protocol;
import dev.evenkeel.model.Resource;
import dev.evenkeel.model.Scope;
import dev.evenkeel.model.Site;
import dev.evenkeel.model.Tags;
import dev.evenkeel.model.TargetGroup;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What a user sets up: a template, a target group behind a listener, and a group named `web`.
public final class Fleet {
    public static final Scope SCOPE = new Scope("000000000000", "us-east-1");
    public static final List<String> ZONES = List.of("us-east-1a", "us-east-1b", "us-east-1c");
    public static final Site SITE = Site.of(SCOPE, ZONES, 80);
    public static final Instant THEN = Instant.parse("2026-01-01T00:00:00Z");
    public static final Arn TARGETS =
            SCOPE.arn("elasticloadbalancing", "targetgroup/web/0123456789abcdef");
    private static final Arn LISTENER =
            SCOPE.arn("elasticloadbalancing", "listener/app/web/0123456789abcdef/1");

    private static final InstanceSettings HIBERNATING =
            InstanceSettings.EMPTY.with(
                    new InstanceSettings.Options(
                            Optional.of(true), Optional.empty(), Optional.empty()));

    private Fleet() {}

    public static Resource[] with(AutoScalingGroup group) {
        return new Resource[] {template(), version(), targetGroup(5), listener(), group};
    }

    public static LaunchTemplate template() {
        return new LaunchTemplate(SCOPE, "lt-1", "web", THEN, 1, 1, Tags.NONE);
    }

    public static LaunchTemplateVersion version() {
        return new LaunchTemplateVersion(SCOPE, "lt-1", 1, "", THEN, HIBERNATING);
    }

    static TargetGroup targetGroup(int delaySeconds) {
        return new TargetGroup(
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
                        Optional.empty(),
                        "/",
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(2),
                        2,
                        2,
                        "200"),
                Attributes.of(
                        Map.of(
                                "deregistration_delay.timeout_seconds",
                                Integer.toString(delaySeconds))),
                Tags.NONE);
    }

    static Listener listener() {
        return new Listener(
                LISTENER,
                SCOPE,
                LISTENER.sibling("loadbalancer"),
                Protocol.HTTP,
                80,
                "",
                List.of(),
                List.of(),
                List.of(
                        new Action.Forward(
                                List.of(new Action.Forward.Weighted(TARGETS, 1)),
                                Optional.empty())),
                Attributes.DEFAULTS,
                Tags.NONE);
    }

    public static AutoScalingGroup group(int min, int desired, int max) {
        return new AutoScalingGroup(
                SCOPE.arn("autoscaling", "autoScalingGroup:1:autoScalingGroupName/web"),
                SCOPE,
                "web",
                new AutoScalingGroup.Capacity(min, desired, max),
                new LaunchSource.Template("lt-1", "web", "$Latest"),
                ZONES,
                List.of(),
                new AutoScalingGroup.Traffic(List.of(TARGETS), List.of()),
                new AutoScalingGroup.HealthPolicy(true, Duration.ofSeconds(10)),
                Duration.ofSeconds(60),
                Optional.empty(),
                List.of("Default"),
                false,
                Set.of(),
                THEN,
                false,
                List.of(new AutoScalingGroup.PropagatedTag("app", "web", true)),
                AutoScalingGroup.Cooldown.NONE,
                "",
                GroupRules.NONE);
    }
}
