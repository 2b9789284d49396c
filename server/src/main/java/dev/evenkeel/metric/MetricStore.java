package dev.evenkeel.metric;

import dev.evenkeel.model.Datapoint;
import dev.evenkeel.model.MetricId;
import dev.evenkeel.model.MetricReader;
import dev.evenkeel.model.MetricWriter;
import dev.evenkeel.model.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;

/// All measurements of this process, in memory. Any thread may write and read.
public final class MetricStore implements MetricReader, MetricWriter {
    private record Name(Scope scope, MetricId metric) {}

    private final ConcurrentHashMap<Name, Series> series = new ConcurrentHashMap<>();
    private final Retention retention;

    public MetricStore(Retention retention) {
        this.retention = retention;
    }

    /// A new metric beyond the limit of series is not recorded.
    @Override
    public void record(Scope scope, MetricId metric, Datapoint datapoint, String unit) {
        var name = new Name(scope, metric);
        Series known = series.get(name);
        if (known == null && series.size() < retention.series()) {
            known = series.computeIfAbsent(name, _ -> new Series());
        }
        if (known != null) {
            known.add(datapoint, unit);
        }
    }

    @Override
    public List<Value> read(
            Scope scope, MetricId metric, String statistic, Duration period, Span span) {
        Series known = series.get(new Name(scope, metric));
        return known == null ? List.of() : known.read(statistic(statistic), period, span);
    }

    private static ToDoubleFunction<Datapoint> statistic(String name) {
        return switch (name) {
            case "Average" -> Datapoint::average;
            case "Sum" -> Datapoint::sum;
            case "Minimum" -> Datapoint::minimum;
            case "Maximum" -> Datapoint::maximum;
            case "SampleCount" -> Datapoint::sampleCount;
            default -> throw new IllegalArgumentException("statistic " + name);
        };
    }

    @Override
    public String unit(Scope scope, MetricId metric) {
        Series known = series.get(new Name(scope, metric));
        return known == null ? "None" : known.unit();
    }

    @Override
    public List<MetricId> list(Scope scope, Optional<String> namespace, Optional<String> name) {
        return series.keySet().stream()
                .filter(known -> known.scope().equals(scope))
                .map(Name::metric)
                .filter(m -> namespace.isEmpty() || m.namespace().equals(namespace.get()))
                .filter(m -> name.isEmpty() || m.name().equals(name.get()))
                .sorted(
                        Comparator.comparing(MetricId::namespace)
                                .thenComparing(MetricId::name)
                                .thenComparing(m -> m.dimensions().toString()))
                .toList();
    }

    /// Applies the retention. Called now and then by whoever owns a timer.
    public void age(Instant now) {
        series.values().forEach(known -> known.age(now, retention));
        series.values().removeIf(Series::isEmpty);
    }
}
