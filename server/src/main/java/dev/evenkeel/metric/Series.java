package dev.evenkeel.metric;

import dev.evenkeel.model.Datapoint;
import dev.evenkeel.model.MetricReader.Span;
import java.time.Instant;
import java.util.function.Consumer;

/// One metric over time: a datapoint for each second, or for longer once it is old. Guarded by its
/// own monitor.
final class Series {
    private Points points = new Points();
    private String unit;
    private long newest = Long.MIN_VALUE;

    Series(String unit) {
        this.unit = unit;
    }

    /// Notes that the metric has data at `second`, wherever they are.
    synchronized void touch(long second, String newUnit) {
        unit = newUnit;
        newest = Math.max(newest, second);
    }

    synchronized void add(Datapoint datapoint) {
        points.add(datapoint.start().getEpochSecond(), datapoint);
    }

    synchronized String unit() {
        return unit;
    }

    synchronized long newest() {
        return newest;
    }

    synchronized boolean isOlderThan(long second) {
        return newest < second;
    }

    synchronized void forEach(Span span, Consumer<Datapoint> each) {
        points.forEach(span.from().getEpochSecond(), span.to().getEpochSecond(), each);
    }

    /// Forgets what is older than `floor` or than is kept, and joins what is old.
    synchronized void age(Instant now, Retention retention, long floor) {
        points =
                points.joined(
                        second -> second < floor ? Points.FORGOTTEN : retention.place(second, now));
    }
}
