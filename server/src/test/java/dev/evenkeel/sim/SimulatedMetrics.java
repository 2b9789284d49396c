package dev.evenkeel.sim;

import dev.evenkeel.model.MetricId;
import dev.evenkeel.model.MetricReader;
import dev.evenkeel.model.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/// Metrics that are functions of time.
public final class SimulatedMetrics implements MetricReader {
    private ToDoubleFunction<Instant> value = _ -> Double.NaN;
    private final Map<String, ToDoubleFunction<Instant>> named = new HashMap<>();

    /// What every metric reads from now on; NaN is no data.
    public void show(ToDoubleFunction<Instant> next) {
        value = next;
    }

    /// What the metrics of this name read, whatever the others do.
    public void show(String name, ToDoubleFunction<Instant> next) {
        named.put(name, next);
    }

    public void show(double next) {
        value = _ -> next;
    }

    @Override
    public List<Value> read(
            Scope scope, MetricId metric, String statistic, Duration period, Span span) {
        var values = new ArrayList<Value>();
        long seconds = period.toSeconds();
        long first = Math.ceilDiv(span.from().getEpochSecond(), seconds) * seconds;
        for (long at = first; at < span.to().getEpochSecond(); at += seconds) {
            Instant start = Instant.ofEpochSecond(at);
            double measured = named.getOrDefault(metric.name(), value).applyAsDouble(start);
            if (!Double.isNaN(measured)) {
                values.add(new Value(start, measured));
            }
        }
        return values;
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
