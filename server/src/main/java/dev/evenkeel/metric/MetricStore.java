package dev.evenkeel.metric;

import dev.evenkeel.model.Datapoint;
import dev.evenkeel.model.MetricId;
import dev.evenkeel.model.MetricReader;
import dev.evenkeel.model.MetricWriter;
import dev.evenkeel.model.Scope;
import dev.evenkeel.model.Statistic;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// All measurements: the recent ones in memory, all of them in a journal. Any thread may write and
/// read; only what is older than memory goes waits for the disk.
public final class MetricStore implements MetricReader, MetricWriter {
    private record Name(Scope scope, MetricId metric) {}

    private final ConcurrentHashMap<Name, Series> series = new ConcurrentHashMap<>();
    private final Retention retention;
    private final Journal journal;

    /// From when on memory holds every point.
    private volatile Instant floor;

    /// A store that keeps nothing beyond this process.
    public MetricStore(Retention retention) {
        this(retention, Journal.NONE);
    }

    /// A store that begins with what `journal` kept, and writes there what it records.
    public MetricStore(Retention retention, Journal journal) {
        this.retention = retention;
        this.journal = journal;
        floor = journal.replay(retention.recent(), new Beginning());
    }

    private final class Beginning implements Journal.Replay {
        @Override
        public void metric(Scope scope, MetricId metric, String unit, Instant newest) {
            if (series.size() < retention.usualSeries()) {
                known(new Name(scope, metric), unit)
                        .ifPresent(found -> found.touch(newest.getEpochSecond(), unit));
            }
        }

        @Override
        public void point(Scope scope, MetricId metric, Datapoint datapoint) {
            known(new Name(scope, metric), "None").ifPresent(found -> found.add(datapoint));
        }
    }

    /// A new metric beyond the limit of series is not recorded.
    @Override
    public void record(Scope scope, MetricId metric, Datapoint datapoint, String unit) {
        Optional<Series> known = known(new Name(scope, metric), unit);
        if (known.isEmpty()) {
            return;
        }
        known.get().touch(datapoint.start().getEpochSecond(), unit);
        if (!datapoint.start().isBefore(floor)) {
            known.get().add(datapoint);
        }
        journal.append(scope, metric, datapoint, unit);
    }

    private Optional<Series> known(Name name, String unit) {
        Series known = series.get(name);
        if (known == null && series.size() < retention.series()) {
            known = series.computeIfAbsent(name, _ -> new Series(unit));
        }
        return Optional.ofNullable(known);
    }

    @Override
    public void flush() {
        journal.flush();
    }

    @Override
    public List<Value> read(
            Scope scope, MetricId metric, String statistic, Duration period, Span span) {
        return recall(scope, metric, statistic, period, span)
                .orElseGet(() -> {
                    var periods = new Periods(period.toSeconds());
                    Span whole = periods.whole(span);
                    Instant border = floor;
                    Instant to = whole.to().isBefore(border) ? whole.to() : border;
                    journal.read(scope, metric, new Span(whole.from(), to)).forEach(periods);
                    known(scope, metric)
                            .ifPresent(found -> found.forEach(new Span(to, whole.to()), periods));
                    return periods.values(statistic(statistic));
                });
    }

    /// What memory held of the span may be forgotten while it is read: then it did not hold it.
    @Override
    public Optional<List<Value>> recall(
            Scope scope, MetricId metric, String statistic, Duration period, Span span) {
        Statistic wanted = statistic(statistic);
        Optional<Series> known = known(scope, metric);
        if (known.isEmpty()) {
            return Optional.of(List.of());
        }
        var periods = new Periods(period.toSeconds());
        Span whole = periods.whole(span);
        if (whole.from().isBefore(floor)) {
            return Optional.empty();
        }
        known.get().forEach(whole, periods);
        return whole.from().isBefore(floor)
                ? Optional.empty()
                : Optional.of(periods.values(wanted));
    }

    private Optional<Series> known(Scope scope, MetricId metric) {
        return Optional.ofNullable(series.get(new Name(scope, metric)));
    }

    private static Statistic statistic(String word) {
        return Statistic.parse(word)
                .orElseThrow(() -> new IllegalArgumentException("statistic " + word));
    }

    /// Datapoints joined into periods. A period counts if it begins inside the span.
    private static final class Periods implements Consumer<Datapoint> {
        private final long length;
        private final TreeMap<Long, Datapoint> joined = new TreeMap<>();

        Periods(long length) {
            this.length = length;
        }

        Span whole(Span span) {
            long from = Math.ceilDiv(span.from().getEpochSecond(), length) * length;
            long to = Math.ceilDiv(span.to().getEpochSecond(), length) * length;
            return new Span(Instant.ofEpochSecond(from), Instant.ofEpochSecond(Math.max(from, to)));
        }

        @Override
        public void accept(Datapoint point) {
            long start = Math.floorDiv(point.start().getEpochSecond(), length) * length;
            joined.merge(start, point.startingAt(Instant.ofEpochSecond(start)), Datapoint::plus);
        }

        List<Value> values(Statistic statistic) {
            var values = new ArrayList<Value>(joined.size());
            joined.values()
                    .forEach(point ->
                            statistic
                                    .of(point)
                                    .ifPresent(v -> values.add(new Value(point.start(), v))));
            return values;
        }
    }

    @Override
    public boolean isActive(Scope scope, MetricId metric, Instant since) {
        return known(scope, metric)
                .filter(found -> !found.isOlderThan(since.getEpochSecond()))
                .isPresent();
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
        journal.flush();
        Instant recent = now.minus(retention.recent());
        floor = recent.isAfter(floor) ? recent : floor;
        long from = floor.getEpochSecond();
        series.values().forEach(known -> known.age(now, retention, from));
        long oldest = retention.oldest(now);
        series.values().removeIf(known -> known.isOlderThan(oldest));
        makeRoom(from);
        journal.age(now, retention);
    }

    /// Forgets the metrics that have been silent for longest before there is no room for new ones:
    /// each instance that ever ran leaves a few. Who had data since `from` stays.
    private void makeRoom(long from) {
        int tooMany = series.size() - retention.usualSeries();
        if (tooMany <= 0) {
            return;
        }
        Map<Name, Long> silent = new HashMap<>();
        series.forEach((name, known) -> {
            if (known.isOlderThan(from)) {
                silent.put(name, known.newest());
            }
        });
        silent.entrySet().stream()
                .sorted(Map.Entry.comparingByValue())
                .limit(tooMany)
                .forEach(entry -> series.remove(entry.getKey()));
    }
}
