package dev.evenkeel.metric;

import dev.evenkeel.model.Datapoint;
import dev.evenkeel.model.MetricReader.Span;
import dev.evenkeel.model.MetricReader.Value;
import dev.evenkeel.model.Statistic;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/// One metric over time: a datapoint for each second, or minute once it is old. Guarded by its own
/// monitor.
final class Series {
    private static final long MINUTE = 60;

    private final TreeMap<Long, Datapoint> bySecond = new TreeMap<>();
    private String unit = "None";

    synchronized void add(Datapoint datapoint, String newUnit) {
        unit = newUnit;
        merge(datapoint.start().getEpochSecond(), datapoint);
    }

    private void merge(long second, Datapoint datapoint) {
        Datapoint starting = datapoint.startingAt(Instant.ofEpochSecond(second));
        bySecond.merge(second, starting, Datapoint::plus);
    }

    synchronized String unit() {
        return unit;
    }

    synchronized boolean isEmpty() {
        return bySecond.isEmpty();
    }

    /// The statistic of each period in the span that has data. A period counts if it begins inside
    /// the span.
    synchronized List<Value> read(Statistic statistic, Duration period, Span span) {
        long length = period.toSeconds();
        long from = Math.ceilDiv(span.from().getEpochSecond(), length) * length;
        long to = span.to().getEpochSecond();
        var periods = new TreeMap<Long, Datapoint>();
        for (Datapoint point : bySecond.subMap(from, Math.max(from, end(to, length))).values()) {
            long start = Math.floorDiv(point.start().getEpochSecond(), length) * length;
            periods.merge(start, point.startingAt(Instant.ofEpochSecond(start)), Datapoint::plus);
        }
        var values = new ArrayList<Value>(periods.size());
        periods.values()
                .forEach(p -> statistic.of(p).ifPresent(v -> values.add(new Value(p.start(), v))));
        return values;
    }

    private static long end(long to, long length) {
        return Math.ceilDiv(to, length) * length;
    }

    /// Forgets what is older than is kept, and joins the seconds of old minutes.
    synchronized void age(Instant now, Retention retention) {
        bySecond.headMap(now.minus(retention.minutes()).getEpochSecond()).clear();
        long fineFrom = now.minus(retention.seconds()).getEpochSecond() / MINUTE * MINUTE;
        var old = bySecond.headMap(fineFrom);
        var coarse = new ArrayList<Datapoint>();
        for (var entry : old.entrySet()) {
            if (entry.getKey() % MINUTE != 0) {
                coarse.add(entry.getValue());
            }
        }
        old.keySet().removeIf(second -> second % MINUTE != 0);
        coarse.forEach(p -> merge(p.start().getEpochSecond() / MINUTE * MINUTE, p));
    }
}
