package dev.evenkeel.control;

import dev.evenkeel.decide.forecast.ForecastMetric;
import dev.evenkeel.model.Datapoint;
import dev.evenkeel.model.Key;
import dev.evenkeel.model.MetricId;
import dev.evenkeel.model.MetricWriter;
import dev.evenkeel.model.PredictiveForecast;
import dev.evenkeel.model.ScalingPolicy;
import dev.evenkeel.model.World;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Records what was forecast for an hour once it has begun, so that it can be compared with what
/// came. Runs on the control thread.
public final class ForecastMetrics {
    private final MetricWriter writer;
    private final Map<Key, Instant> recorded = new HashMap<>();

    public ForecastMetrics(MetricWriter writer) {
        this.writer = writer;
    }

    public void record(World world, Instant now) {
        Instant hour = now.truncatedTo(ChronoUnit.HOURS);
        recorded.keySet().removeIf(key -> forecast(world, key).isEmpty());
        for (World.Region region : world.regions()) {
            for (PredictiveForecast forecast : region.all(PredictiveForecast.class)) {
                boolean isNews = !hour.equals(recorded.put(forecast.key(), hour));
                if (isNews) {
                    region.find(ScalingPolicy.class, forecast.id())
                            .ifPresent(policy -> record(policy, forecast, hour));
                }
            }
        }
    }

    private static Optional<PredictiveForecast> forecast(World world, Key key) {
        return world.in(key.scope()).find(PredictiveForecast.class, key.id());
    }

    private void record(ScalingPolicy policy, PredictiveForecast forecast, Instant hour) {
        forecast.loadAt(hour).ifPresent(v -> record(policy, ForecastMetric.load(policy), hour, v));
        forecast.capacityAt(hour)
                .ifPresent(v -> record(policy, ForecastMetric.capacity(policy), hour, v));
        forecast.correlation()
                .ifPresent(v -> record(policy, ForecastMetric.correlation(policy), hour, v));
    }

    private void record(ScalingPolicy policy, MetricId metric, Instant hour, double value) {
        writer.record(policy.scope(), metric, Datapoint.of(hour, value), "None");
    }
}
