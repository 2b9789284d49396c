package dev.evenkeel.decide.scaling;

import dev.evenkeel.model.Alarm;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.MetricId;
import dev.evenkeel.model.MetricQuery;
import dev.evenkeel.model.ResourceIds;
import dev.evenkeel.model.ResourceLabel;
import dev.evenkeel.model.ScalingPolicy;
import dev.evenkeel.model.ScalingPolicy.Customized;
import dev.evenkeel.model.ScalingPolicy.Predefined;
import dev.evenkeel.model.ScalingPolicy.TargetTracking;
import dev.evenkeel.model.Tags;
import dev.evenkeel.model.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// The CloudWatch alarms a target-tracking policy keeps: one above the target, and unless it may
/// not scale in, one well below it.
public final class TargetTrackingAlarms {
    private static final int HIGH_PERIODS = 3;
    private static final int LOW_PERIODS = 15;
    private static final double LOW_SHARE = 0.7;
    private static final Duration USUAL_PERIOD = Duration.ofSeconds(60);

    private TargetTrackingAlarms() {}

    /// New alarms for `policy`, the high one first. Their names are what the policy lists as its
    /// own.
    public static List<Alarm> of(
            World.Region region,
            ScalingPolicy policy,
            TargetTracking method,
            Instant now,
            RandomGenerator random) {
        var alarms = new ArrayList<Alarm>();
        alarms.add(
                alarm(
                        policy,
                        watchAbove(region, policy.group(), method.metric()),
                        name(policy, "High", random),
                        new Alarm.Rule(
                                Alarm.Comparison.GREATER,
                                method.target(),
                                HIGH_PERIODS,
                                HIGH_PERIODS,
                                Alarm.Missing.MISSING),
                        now));
        if (!method.disableScaleIn()) {
            alarms.add(
                    alarm(
                            policy,
                            watch(policy.group(), method.metric()),
                            name(policy, "Low", random),
                            new Alarm.Rule(
                                    Alarm.Comparison.LESS,
                                    lowThreshold(method.target()),
                                    LOW_PERIODS,
                                    LOW_PERIODS,
                                    Alarm.Missing.MISSING),
                            now));
        }
        return List.copyOf(alarms);
    }

    /// Where scaling in begins, without the noise of binary fractions: 35 for a target of 50.
    static double lowThreshold(double target) {
        return Math.round(target * LOW_SHARE * 1e9) / 1e9;
    }

    private static String name(ScalingPolicy policy, String which, RandomGenerator random) {
        return "TargetTracking-"
                + policy.group()
                + "-Alarm"
                + which
                + "-"
                + ResourceIds.uuid(random);
    }

    private static Alarm alarm(
            ScalingPolicy policy, Alarm.Watch watch, String name, Alarm.Rule rule, Instant now) {
        String policyArn = policy.arn().value();
        return new Alarm(
                policy.scope().arn("cloudwatch", "alarm:" + name),
                policy.scope(),
                name,
                "DO NOT EDIT OR DELETE. For TargetTrackingScaling policy " + policyArn + ".",
                watch,
                rule,
                new Alarm.Actions(true, List.of(), List.of(policyArn), List.of()),
                now,
                new Alarm.Status(
                        Alarm.State.INSUFFICIENT_DATA,
                        "Unchecked: Initial alarm creation",
                        "",
                        now,
                        now),
                Tags.NONE);
    }

    /// Whether the alarms that `policy` has still watch what they should: its load balancer may
    /// have been told another period since.
    public static boolean areCurrent(
            World.Region region, ScalingPolicy policy, TargetTracking method) {
        Alarm.Watch above = watchAbove(region, policy.group(), method.metric());
        return policy.alarms().stream()
                .flatMap(name -> region.find(Alarm.class, name).stream())
                .filter(alarm -> alarm.rule().comparison() == Alarm.Comparison.GREATER)
                .allMatch(alarm -> alarm.watch().equals(above));
    }

    /// Requests to a load balancer with short periods are counted in those; scaling in keeps AWS's
    /// minutes.
    private static Alarm.Watch watchAbove(
            World.Region region, String group, ScalingPolicy.TrackedMetric metric) {
        Alarm.Watch usual = watch(group, metric);
        return metric instanceof Predefined(String _, Optional<String> label)
                        && label.isPresent()
                        && usual instanceof Alarm.Watch.Metric requests
                ? perMinute(requests, period(region, label.get()))
                : usual;
    }

    private static Duration period(World.Region region, String label) {
        String tail = ResourceLabel.of(label).loadBalancer();
        return region.all(LoadBalancer.class).stream()
                .filter(balancer -> balancer.arn().tail().equals(tail))
                .map(LoadBalancer::metricsPeriod)
                .findFirst()
                .orElse(USUAL_PERIOD);
    }

    /// A shorter period's sum, as if it went on so for a minute: so the target stays one of
    /// requests a minute.
    private static Alarm.Watch perMinute(Alarm.Watch.Metric requests, Duration period) {
        if (period.equals(USUAL_PERIOD)) {
            return requests;
        }
        long times = USUAL_PERIOD.dividedBy(period);
        var count =
                new MetricQuery(
                        "requests",
                        new MetricQuery.Source.Stat(
                                requests.metric(), requests.statistic(), period, requests.unit()),
                        Optional.empty(),
                        Optional.empty(),
                        false);
        var rate =
                new MetricQuery(
                        "rate",
                        new MetricQuery.Source.Expression("requests * " + times),
                        Optional.of("requests a minute"),
                        Optional.empty(),
                        true);
        return new Alarm.Watch.Computed(List.of(count, rate), period);
    }

    private static Alarm.Watch watch(String group, ScalingPolicy.TrackedMetric metric) {
        return switch (metric) {
            case Predefined(String type, Optional<String> label) ->
                    predefined(group, type, label.orElse(""));
            case ScalingPolicy.Computed computed ->
                    new Alarm.Watch.Computed(computed.queries(), computed.period());
            case Customized custom ->
                    new Alarm.Watch.Metric(
                            custom.metric(), custom.statistic(), custom.period(), custom.unit());
        };
    }

    private static Alarm.Watch predefined(String group, String type, String label) {
        return switch (type) {
            case "ASGAverageCPUUtilization" -> average(group, "CPUUtilization");
            case "ASGAverageNetworkIn" -> average(group, "NetworkIn");
            case "ASGAverageNetworkOut" -> average(group, "NetworkOut");
            case "ALBRequestCountPerTarget" -> requestsPerTarget(label);
            default -> throw new IllegalArgumentException("no such predefined metric: " + type);
        };
    }

    private static Alarm.Watch average(String group, String name) {
        MetricId metric = MetricId.of("AWS/EC2", name, Map.of("AutoScalingGroupName", group));
        return new Alarm.Watch.Metric(metric, "Average", USUAL_PERIOD, Optional.empty());
    }

    private static Alarm.Watch requestsPerTarget(String label) {
        MetricId metric =
                MetricId.of(
                        "AWS/ApplicationELB",
                        "RequestCountPerTarget",
                        ResourceLabel.of(label).dimensions());
        return new Alarm.Watch.Metric(metric, "Sum", USUAL_PERIOD, Optional.empty());
    }
}
