package dev.evenkeel.decide.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.evenkeel.model.MetricId;
import dev.evenkeel.model.MetricQuery;
import dev.evenkeel.model.MetricReader.Value;
import dev.evenkeel.model.PredictiveForecast;
import dev.evenkeel.model.ScalingPolicy;
import dev.evenkeel.model.ScalingPolicy.Named;
import dev.evenkeel.model.ScalingPolicy.PredictedMetrics;
import dev.evenkeel.model.ScalingPolicy.Predictive;
import dev.evenkeel.sim.Fleet;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CapacityForecastTest {
    private static final Instant NOW = Instant.parse("2026-01-15T10:20:00Z");
    private static final Instant HOUR = Instant.parse("2026-01-15T10:00:00Z");
    private static final String LABEL = "app/web/0123/targetgroup/shop/4567";

    /// `count` hours up to the last full one; `value` gets the hour of the day.
    private static List<Value> hours(int count, IntToDoubleFunction value) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(back -> HOUR.minus(Duration.ofHours(count + 1L - back)))
                .map(at ->
                        new Value(at, value.applyAsDouble((int) (at.getEpochSecond() / 3600 % 24))))
                .toList();
    }

    private static Predictive pair(String type, double target) {
        return predictive(
                target,
                new PredictedMetrics(
                        Optional.of(new Named(type, Optional.of(LABEL))),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        List.of(),
                        List.of()));
    }

    private static Predictive own(double target) {
        var query =
                new MetricQuery(
                        "q",
                        new MetricQuery.Source.Expression("1"),
                        Optional.empty(),
                        Optional.empty(),
                        true);
        return predictive(
                target,
                new PredictedMetrics(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(query),
                        List.of(query),
                        List.of(query)));
    }

    private static Predictive predictive(double target, PredictedMetrics metrics) {
        return new Predictive(target, metrics, true, Duration.ZERO, Optional.empty());
    }

    private static Optional<PredictiveForecast> forecast(Predictive method, History history) {
        var policy =
                new ScalingPolicy(
                        Fleet.SCOPE.arn("autoscaling", "scalingPolicy:1"),
                        Fleet.SCOPE,
                        "web",
                        "ahead",
                        true,
                        method,
                        List.of());
        return CapacityForecast.of(policy, method, history, 4, NOW);
    }

    private static History load(int hours, IntToDoubleFunction load) {
        return new History(hours(hours, load), List.of(), List.of());
    }

    @Test
    void requestsOfAnHourAreSharedByInstancesThatTakeSoManyAMinute() {
        var found =
                forecast(
                        pair("ALBRequestCount", 100),
                        load(48, hour -> hour == 11 ? 13_000 : 12_000));
        assertThat(found.orElseThrow().capacityAt(HOUR)).contains(2.0);
        assertThat(found.orElseThrow().capacityAt(HOUR.plusSeconds(3_600))).contains(3.0);
        assertThat(found.orElseThrow().loadAt(HOUR.plusSeconds(3_600)).orElseThrow())
                .isCloseTo(13_000, within(1e-6));
    }

    @Test
    void theSumOfCpuSamplesTellsHowManyInstancesItWouldKeepBusy() {
        // Three instances at 80%, each measured every five seconds.
        var found = forecast(pair("ASGCPUUtilization", 40), load(48, _ -> 3 * 80 * 720));
        assertThat(found.orElseThrow().capacityAt(HOUR)).contains(6.0);
    }

    @Test
    void reachesFortyEightHoursFromTheRunningOne() {
        PredictiveForecast found =
                forecast(pair("ALBRequestCount", 1), load(48, _ -> 60)).orElseThrow();
        assertThat(found.start()).isEqualTo(HOUR);
        assertThat(found.madeAt()).isEqualTo(NOW);
        assertThat(found.load()).hasSize(48);
        assertThat(found.capacityAt(HOUR.plus(Duration.ofHours(47)))).contains(1.0);
        assertThat(found.capacityAt(HOUR.plus(Duration.ofHours(48)))).isEmpty();
        assertThat(found.capacityAt(HOUR.minusSeconds(1))).isEmpty();
    }

    @Test
    void needsADayOfData() {
        assertThat(forecast(pair("ALBRequestCount", 1), load(23, _ -> 60))).isEmpty();
        assertThat(forecast(pair("ALBRequestCount", 1), load(24, _ -> 60))).isPresent();
    }

    @Test
    void whatAnInstanceOfOnesOwnMetricsBearsIsWhatItBoreInThePast() {
        // 900 orders an hour on three instances: each is 30% busy.
        var history = new History(hours(48, _ -> 900), hours(48, _ -> 30), hours(48, _ -> 3));
        assertThat(forecast(own(60), history).orElseThrow().capacityAt(HOUR)).contains(2.0);
        assertThat(forecast(own(10), history).orElseThrow().capacityAt(HOUR)).contains(9.0);
    }

    @Test
    void whereNobodyCountedTheInstancesTodaysAreTaken() {
        var history = new History(hours(48, _ -> 900), hours(48, _ -> 30), List.of());
        assertThat(forecast(own(60), history).orElseThrow().capacityAt(HOUR)).contains(2.0);
        assertThat(forecast(own(10), history).orElseThrow().capacityAt(HOUR)).contains(12.0);
    }

    @Test
    void withoutTheScalingMetricNothingTellsWhatAnInstanceBears() {
        assertThat(forecast(own(60), load(48, _ -> 900))).isEmpty();
    }

    @Test
    void metricsThatGoTogetherCorrelate() {
        var together =
                new History(
                        hours(48, hour -> 900 + hour),
                        hours(48, hour -> 30 + hour / 30.0),
                        hours(48, _ -> 3));
        var apart =
                new History(
                        hours(48, hour -> 900 + hour),
                        hours(48, hour -> 30 - hour / 30.0),
                        hours(48, _ -> 3));
        assertThat(forecast(own(60), together).orElseThrow().correlation().orElseThrow())
                .isCloseTo(1, within(1e-9));
        assertThat(forecast(own(60), apart).orElseThrow().correlation().orElseThrow())
                .isCloseTo(-1, within(1e-9));
        assertThat(
                        forecast(pair("ALBRequestCount", 1), load(48, _ -> 60))
                                .orElseThrow()
                                .correlation())
                .isEmpty();
    }

    @Test
    void theQuestionsNameAwsMetrics() {
        MetricPair cpu = MetricPair.of("web", pair("ASGCPUUtilization", 1).metrics());
        assertThat(cpu.load().getFirst().source())
                .isEqualTo(
                        new MetricQuery.Source.Stat(
                                MetricId.of(
                                        "AWS/EC2",
                                        "CPUUtilization",
                                        Map.of("AutoScalingGroupName", "web")),
                                "Sum",
                                MetricPair.HOUR,
                                Optional.empty()));
        MetricPair requests = MetricPair.of("web", pair("ALBRequestCount", 1).metrics());
        assertThat(requests.load().getFirst().source())
                .isEqualTo(
                        new MetricQuery.Source.Stat(
                                MetricId.of(
                                        "AWS/ApplicationELB",
                                        "RequestCount",
                                        Map.of(
                                                "LoadBalancer", "app/web/0123",
                                                "TargetGroup", "targetgroup/shop/4567")),
                                "Sum",
                                MetricPair.HOUR,
                                Optional.empty()));
        assertThat(MetricPair.of("web", own(1).metrics()).share()).isEmpty();
    }
}
