package dev.evenkeel.metric;

import dev.evenkeel.model.Datapoint;
import dev.evenkeel.model.MetricId;
import dev.evenkeel.model.MetricReader;
import dev.evenkeel.model.MetricWriter;
import dev.evenkeel.model.Scope;
import dev.evenkeel.model.Statistic;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// All measurements, in memory and in a journal. Any thread may write and read.
public final class MetricStore implements MetricReader, MetricWriter {
    private record Name(Scope scope, MetricId metric) {}

    private final ConcurrentHashMap<Name, Series> series = new ConcurrentHashMap<>();
    private final Retention retention;
    private final Journal journal;

    /// A store that keeps nothing beyond this process.
    public MetricStore(Retention retention) {
        this(retention, Journal.NONE);
    }

    /// A store that begins with what `journal` kept, and writes there what it records.
    public MetricStore(Retention retention, Journal journal) {
        this.retention = retention;
        this.journal = journal;
        journal.replay(
                new MetricWriter() {
                    @Override
                    public void record(
                            Scope scope, MetricId metric, Datapoint datapoint, String unit) {
                        remember(new Name(scope, metric), datapoint, unit);
                    }

                    @Override
                    public void flush() {}
                });
    }

    /// A new metric beyond the limit of series is not recorded.
    @Override
    public void record(Scope scope, MetricId metric, Datapoint datapoint, String unit) {
        if (remember(new Name(scope, metric), datapoint, unit)) {
            journal.append(scope, metric, datapoint, unit);
        }
    }

    private boolean remember(Name name, Datapoint datapoint, String unit) {
        Series known = series.get(name);
        if (known == null && series.size() < retention.series()) {
            known = series.computeIfAbsent(name, _ -> new Series());
        }
        if (known != null) {
            known.add(datapoint, unit);
        }
        return known != null;
    }

    @Override
    public void flush() {
        journal.flush();
    }

    @Override
    public List<Value> read(
            Scope scope, MetricId metric, String statistic, Duration period, Span span) {
        Series known = series.get(new Name(scope, metric));
        return known == null ? List.of() : known.read(statistic(statistic), period, span);
    }

    private static Statistic statistic(String word) {
        return Statistic.parse(word)
                .orElseThrow(() -> new IllegalArgumentException("statistic " + word));
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
        journal.age(now, retention);
    }
}
