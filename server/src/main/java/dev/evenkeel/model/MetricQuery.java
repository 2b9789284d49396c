package dev.evenkeel.model;

import java.time.Duration;
import java.util.Optional;

/// One line of a question for numbers: a statistic of a metric, or an expression over other lines.
/// `returned` says whether its values are part of the answer.
public record MetricQuery(
        String id,
        Source source,
        Optional<String> label,
        Optional<Duration> period,
        boolean returned) {
    /// Where the values come from.
    public sealed interface Source {
        /// A statistic of one metric.
        record Stat(MetricId metric, String statistic, Duration period, Optional<String> unit)
                implements Source {}

        /// Metric math, as the user wrote it.
        record Expression(String text) implements Source {}
    }
}
