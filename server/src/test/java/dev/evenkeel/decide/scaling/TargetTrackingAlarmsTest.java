package dev.evenkeel.decide.scaling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.model.Alarm;
import dev.evenkeel.model.Attributes;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.MetricId;
import dev.evenkeel.model.MetricQuery;
import dev.evenkeel.model.ScalingPolicy;
import dev.evenkeel.model.Scope;
import dev.evenkeel.scenario.Fleet;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetTrackingAlarmsTest {
    private static final Scope SCOPE = new Scope("000000000000", "us-east-1");
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final Fleet fleet = new Fleet();

    private List<Alarm> alarms(ScalingPolicy.TrackedMetric metric, double target, boolean outOnly) {
        var method = new ScalingPolicy.TargetTracking(metric, target, outOnly, Optional.empty());
        var policy =
                new ScalingPolicy(
                        SCOPE.arn("autoscaling", "scalingPolicy:1:autoScalingGroupName/web"),
                        SCOPE,
                        "web",
                        "cpu",
                        true,
                        method,
                        List.of());
        return TargetTrackingAlarms.of(
                fleet.world().in(SCOPE),
                policy,
                method,
                NOW,
                RandomGenerator.of("L64X128MixRandom"));
    }

    private static ScalingPolicy.Predefined cpu() {
        return new ScalingPolicy.Predefined("ASGAverageCPUUtilization", Optional.empty());
    }

    private static Alarm.Watch.Metric watch(Alarm alarm) {
        return (Alarm.Watch.Metric) alarm.watch();
    }

    @Test
    void oneAlarmWatchesEachSideOfTheTarget() {
        List<Alarm> alarms = alarms(cpu(), 50, false);
        assertThat(alarms).hasSize(2);
        Alarm high = alarms.get(0);
        assertThat(high.name()).matches("TargetTracking-web-AlarmHigh-[0-9a-f-]{36}");
        assertThat(high.rule())
                .isEqualTo(
                        new Alarm.Rule(Alarm.Comparison.GREATER, 50, 3, 3, Alarm.Missing.MISSING));
        assertThat(watch(high).metric())
                .isEqualTo(
                        MetricId.of(
                                "AWS/EC2",
                                "CPUUtilization",
                                Map.of("AutoScalingGroupName", "web")));
        assertThat(high.watch().period()).isEqualTo(Duration.ofSeconds(60));
        assertThat(high.actions().alarm())
                .containsExactly(
                        "arn:aws:autoscaling:us-east-1:000000000000:"
                                + "scalingPolicy:1:autoScalingGroupName/web");
        Alarm low = alarms.get(1);
        assertThat(low.name()).startsWith("TargetTracking-web-AlarmLow-");
        assertThat(low.rule())
                .isEqualTo(
                        new Alarm.Rule(Alarm.Comparison.LESS, 35, 15, 15, Alarm.Missing.MISSING));
        assertThat(low.status().state()).isEqualTo(Alarm.State.INSUFFICIENT_DATA);
    }

    @Test
    void aPolicyThatMayNotScaleInHasNoLowAlarm() {
        assertThat(alarms(cpu(), 50, true)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"75, 52.5", "50, 35", "40, 28", "30, 21", "90, 63"})
    void scalingInBeginsAtSeventyPercentOfTheTarget(double target, double threshold) {
        assertThat(TargetTrackingAlarms.lowThreshold(target)).isEqualTo(threshold);
    }

    @Test
    void requestsPerTargetAreSummedForTheLabelledTargetGroup() {
        var metric =
                new ScalingPolicy.Predefined(
                        "ALBRequestCountPerTarget", Optional.of("app/web/1/targetgroup/web/2"));
        Alarm.Watch.Metric watch = watch(alarms(metric, 1000, false).getFirst());
        assertThat(watch.metric())
                .isEqualTo(
                        MetricId.of(
                                "AWS/ApplicationELB",
                                "RequestCountPerTarget",
                                Map.of(
                                        "LoadBalancer", "app/web/1",
                                        "TargetGroup", "targetgroup/web/2")));
        assertThat(watch.statistic()).isEqualTo("Sum");
    }

    @Test
    void requestsAreCountedInTheShortPeriodsOfTheirLoadBalancer() {
        LoadBalancer alb = fleet.loadBalancer(LoadBalancer.Type.APPLICATION, "web", 0);
        fleet.put(
                alb.withAttributes(
                        Attributes.DEFAULTS.with(Map.of("x.metrics.period_seconds", "5"))));
        var metric =
                new ScalingPolicy.Predefined(
                        "ALBRequestCountPerTarget",
                        Optional.of(alb.arn().tail() + "/targetgroup/web/2"));

        List<Alarm> alarms = alarms(metric, 600, false);

        Alarm high = alarms.getFirst();
        var rate = (Alarm.Watch.Computed) high.watch();
        assertThat(rate.period()).isEqualTo(Duration.ofSeconds(5));
        assertThat(rate.queries())
                .extracting(MetricQuery::source)
                .contains(new MetricQuery.Source.Expression("requests * 12"));
        assertThat(high.rule().threshold()).as("requests a minute still").isEqualTo(600);
        assertThat(watch(alarms.getLast()).period())
                .as("scaling in is as slow as on AWS")
                .isEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void aCustomMetricKeepsItsPeriod() {
        var metric =
                new ScalingPolicy.Customized(
                        MetricId.of("app", "load", Map.of()),
                        "Maximum",
                        Optional.of("Count"),
                        Duration.ofSeconds(10));
        Alarm.Watch watch = alarms(metric, 5, false).getLast().watch();
        assertThat(watch)
                .isEqualTo(
                        new Alarm.Watch.Metric(
                                metric.metric(),
                                "Maximum",
                                Duration.ofSeconds(10),
                                Optional.of("Count")));
    }
}
