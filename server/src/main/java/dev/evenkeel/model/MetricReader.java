package dev.evenkeel.model;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// The port through which measured values are read.
public interface MetricReader {
    /// The values of `statistic` (one that [Statistic] knows) for every period of `period` in
    /// `[from, to)` that has data, oldest first. Periods are aligned to multiples of `period` since
    /// the epoch.
    List<Value> read(Scope scope, MetricId metric, String statistic, Duration period, Span span);

    /// The same without waiting for a disk: empty where it would take one. A reader that holds all
    /// it knows in memory need not tell them apart.
    default Optional<List<Value>> recall(
            Scope scope, MetricId metric, String statistic, Duration period, Span span) {
        return Optional.of(read(scope, metric, statistic, period, span));
    }

    /// Metrics that have data, by namespace and name where given.
    List<MetricId> list(Scope scope, Optional<String> namespace, Optional<String> name);

    /// Whether the metric has data that is not older than `since`.
    default boolean isActive(Scope scope, MetricId metric, Instant since) {
        return list(scope, Optional.of(metric.namespace()), Optional.of(metric.name()))
                .contains(metric);
    }

    /// The unit the metric was last recorded in; `None` if it was never recorded.
    String unit(Scope scope, MetricId metric);

    /// From (inclusive) and to (exclusive).
    record Span(Instant from, Instant to) {}

    /// The statistic of one period.
    record Value(Instant start, double value) {}

    /// The last value in `values`, if any.
    static OptionalDouble last(List<Value> values) {
        return values.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(values.getLast().value());
    }
}
