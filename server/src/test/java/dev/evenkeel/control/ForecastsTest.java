package dev.evenkeel.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.model.AutoScalingGroup;
import dev.evenkeel.model.MetricId;
import dev.evenkeel.model.MetricReader;
import dev.evenkeel.model.PredictiveForecast;
import dev.evenkeel.model.ScalingPolicy;
import dev.evenkeel.model.ScalingPolicy.Named;
import dev.evenkeel.model.Scope;
import dev.evenkeel.sim.Fleet;
import dev.evenkeel.sim.Plant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ForecastsTest {
    private final Plant plant = new Plant(1, Fleet.SITE);
    private final List<Runnable> background = new ArrayList<>();
    private final Forecasts forecasts =
            new Forecasts(
                    plant.controller(),
                    plant.metrics(),
                    plant.time(),
                    plant.time(),
                    background::add);

    private static ScalingPolicy policy(double target) {
        return new ScalingPolicy(
                Fleet.SCOPE.arn("autoscaling", "scalingPolicy:1"),
                Fleet.SCOPE,
                "web",
                "ahead",
                true,
                new ScalingPolicy.Predictive(
                        target,
                        new ScalingPolicy.PredictedMetrics(
                                Optional.of(
                                        new Named(
                                                "ALBRequestCount",
                                                Optional.of("app/web/01/targetgroup/web/02"))),
                                Optional.empty(),
                                Optional.empty(),
                                List.of(),
                                List.of(),
                                List.of()),
                        false,
                        Duration.ZERO,
                        Optional.empty()),
                List.of());
    }

    private Optional<PredictiveForecast> made() {
        return plant.world()
                .in(Fleet.SCOPE)
                .find(PredictiveForecast.class, ScalingPolicy.idOf("web", "ahead"));
    }

    private void givenGroup() {
        AutoScalingGroup group = Fleet.group(0, 0, 5);
        plant.put(Fleet.with(group));
        plant.time().runFor(Duration.ofMillis(1));
    }

    private void runBackground() {
        background.forEach(Runnable::run);
        background.clear();
        plant.time().runFor(Duration.ofSeconds(1));
    }

    @Test
    void isRenewedAfterSixHours() {
        givenGroup();
        plant.metrics().show("RequestCount", _ -> 3_600);
        plant.put(policy(60));
        plant.time().runFor(Duration.ofSeconds(10));
        var first = made().orElseThrow();
        plant.time().runFor(Duration.ofHours(5).plusMinutes(59));
        assertThat(made()).contains(first);
        plant.time().runFor(Duration.ofMinutes(2));
        assertThat(made().orElseThrow().madeAt()).isAfter(first.madeAt());
        assertThat(made().orElseThrow().start()).isEqualTo(first.start().plusSeconds(6 * 3_600));
    }

    @Test
    void measurementsAreReadInTheBackgroundOnePolicyAtATime() {
        givenGroup();
        plant.metrics().show("RequestCount", _ -> Double.NaN);
        plant.put(policy(60));
        plant.time().runFor(Duration.ofMillis(1));
        forecasts.start();
        plant.time().runFor(Duration.ofSeconds(20));
        assertThat(background).hasSize(1);
        assertThat(forecasts.underWay()).containsExactly("the forecast of policy ahead");
        runBackground();
        assertThat(forecasts.underWay()).isEmpty();
        assertThat(made()).isEmpty();
        plant.time().runFor(Duration.ofMinutes(9));
        assertThat(background).isEmpty();
        plant.time().runFor(Duration.ofMinutes(2));
        assertThat(background).hasSize(1);
    }

    @Test
    void aForecastOfAPolicyThatChangedMeanwhileIsDropped() {
        givenGroup();
        plant.metrics().show("RequestCount", _ -> Double.NaN);
        plant.put(policy(60));
        plant.time().runFor(Duration.ofSeconds(6));
        forecasts.start();
        plant.metrics().show("RequestCount", _ -> 3_600);
        plant.put(policy(30).withAlarms(List.of()));
        plant.time().runFor(Duration.ofMillis(1));
        runBackground();
        assertThat(made().map(f -> f.capacity().getFirst())).isNotEqualTo(Optional.of(1.0));
    }

    @Test
    void measurementsThatCannotBeReadAreTriedAgain() {
        givenGroup();
        plant.put(policy(60));
        plant.time().runFor(Duration.ofMillis(1));
        var broken =
                new Forecasts(
                        plant.controller(),
                        new Broken(),
                        plant.time(),
                        plant.time(),
                        Runnable::run);
        broken.start();
        assertThat(broken.underWay()).isEmpty();
        assertThat(made()).isEmpty();
    }

    /// A disk that cannot be read.
    private static final class Broken implements MetricReader {
        @Override
        public List<Value> read(
                Scope scope, MetricId metric, String statistic, Duration period, Span span) {
            throw new IllegalStateException("metrics.db: disk I/O error");
        }

        @Override
        public List<MetricId> list(Scope scope, Optional<String> namespace, Optional<String> name) {
            return List.of();
        }

        @Override
        public String unit(Scope scope, MetricId metric) {
            return "None";
        }
    }
}
