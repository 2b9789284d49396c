package dev.evenkeel.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.decide.forecast.ForecastMetric;
import dev.evenkeel.metric.MetricStore;
import dev.evenkeel.metric.Retention;
import dev.evenkeel.model.Change;
import dev.evenkeel.model.MetricId;
import dev.evenkeel.model.MetricReader.Span;
import dev.evenkeel.model.MetricReader.Value;
import dev.evenkeel.model.PredictiveForecast;
import dev.evenkeel.model.ScalingPolicy;
import dev.evenkeel.model.World;
import dev.evenkeel.sim.Fleet;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ForecastMetricsTest {
    private static final Instant HOUR = Fleet.THEN;
    private static final ScalingPolicy POLICY =
            new ScalingPolicy(
                    Fleet.SCOPE.arn("autoscaling", "scalingPolicy:1"),
                    Fleet.SCOPE,
                    "web",
                    "ahead",
                    true,
                    new ScalingPolicy.Simple(
                            ScalingPolicy.Adjustment.EXACT_CAPACITY,
                            1,
                            Optional.empty(),
                            Optional.empty()),
                    List.of());

    private final MetricStore store = new MetricStore(Retention.CLOUDWATCH);
    private final ForecastMetrics metrics = new ForecastMetrics(store);

    private static World world(List<Double> load) {
        return World.empty(Fleet.SITE)
                .with(
                        List.of(
                                new Change.Put(POLICY),
                                new Change.Put(
                                        new PredictiveForecast(
                                                Fleet.SCOPE,
                                                "web",
                                                "ahead",
                                                HOUR,
                                                HOUR,
                                                load,
                                                List.of(1.0, 2.0),
                                                Optional.of(0.5),
                                                HOUR))));
    }

    private List<Value> values(MetricId metric, String statistic) {
        return store.read(
                Fleet.SCOPE,
                metric,
                statistic,
                Duration.ofHours(1),
                new Span(HOUR, HOUR.plus(Duration.ofDays(1))));
    }

    @Test
    void anHoursForecastIsKeptOnceItHasBegun() {
        World world = world(List.of(60.0, 120.0));
        metrics.record(world, HOUR.plusSeconds(5));
        metrics.record(world, HOUR.plusSeconds(10));
        metrics.record(world, HOUR.plusSeconds(3_600));
        metrics.record(world, HOUR.plusSeconds(7_200));
        assertThat(values(ForecastMetric.load(POLICY), "Sum"))
                .containsExactly(new Value(HOUR, 60), new Value(HOUR.plusSeconds(3_600), 120));
        assertThat(values(ForecastMetric.capacity(POLICY), "Average"))
                .containsExactly(new Value(HOUR, 1), new Value(HOUR.plusSeconds(3_600), 2));
        assertThat(values(ForecastMetric.correlation(POLICY), "Maximum"))
                .contains(new Value(HOUR, 0.5));
    }

    @Test
    void anotherForecastForTheHourIsNotAddedToIt() {
        metrics.record(world(List.of(60.0)), HOUR.plusSeconds(5));
        metrics.record(world(List.of(90.0)), HOUR.plusSeconds(600));
        assertThat(values(ForecastMetric.load(POLICY), "Sum")).containsExactly(new Value(HOUR, 60));
    }

    @Test
    void aForecastWhosePolicyIsGoneTellsNothing() {
        World world = world(List.of(60.0)).with(List.of(new Change.Remove(POLICY.key())));
        metrics.record(world, HOUR);
        assertThat(values(ForecastMetric.load(POLICY), "Sum")).isEmpty();
    }
}
