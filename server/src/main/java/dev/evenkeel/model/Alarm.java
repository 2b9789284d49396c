package dev.evenkeel.model;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A CloudWatch metric alarm: what it watches, and the state it was last found in.
public record Alarm(
        Arn arn,
        Scope scope,
        String name,
        String description,
        Watch watch,
        Rule rule,
        Actions actions,
        Instant configuredAt,
        Status status,
        Tags tags)
        implements Resource, AnyAlarm {
    @Override
    public String id() {
        return name;
    }

    /// By the ARNs of what it calls.
    @Override
    public List<String> foundBy() {
        return Stream.of(actions.ok(), actions.alarm(), actions.insufficientData())
                .flatMap(List::stream)
                .distinct()
                .toList();
    }

    /// The numbers an alarm looks at.
    public sealed interface Watch {
        Duration period();

        /// One metric. `statistic` is `Average`, `Sum`, ... or a percentile such as `p99`; see
        /// [Statistic].
        record Metric(MetricId metric, String statistic, Duration period, Optional<String> unit)
                implements Watch {}

        /// Metric math: the one of `queries` that is returned, computed from the others.
        record Computed(List<MetricQuery> queries, Duration period) implements Watch {
            public Computed {
                queries = List.copyOf(queries);
            }
        }

        /// One of two returned `queries` held against the other, the band `threshold`, which the
        /// anomaly detector of that id learned.
        record Banded(List<MetricQuery> queries, String threshold, String detector, Duration period)
                implements Watch {
            public Banded {
                queries = List.copyOf(queries);
            }
        }
    }

    /// When those numbers are bad. `datapoints` of the last `periods` must breach. With
    /// `ignoresFewSamples` a percentile of too few values changes nothing.
    public record Rule(
            Comparison comparison,
            double threshold,
            int periods,
            int datapoints,
            Missing missing,
            boolean ignoresFewSamples) {
        public Rule(
                Comparison comparison,
                double threshold,
                int periods,
                int datapoints,
                Missing missing) {
            this(comparison, threshold, periods, datapoints, missing, false);
        }
    }

    /// ARNs to call on entering a state; Auto Scaling policies are called again every evaluation
    /// while it lasts.
    public record Actions(
            boolean enabled, List<String> ok, List<String> alarm, List<String> insufficientData) {
        public Actions {
            ok = List.copyOf(ok);
            alarm = List.copyOf(alarm);
            insufficientData = List.copyOf(insufficientData);
        }
    }

    /// The state, why, and since when.
    public record Status(
            State state,
            String reason,
            String reasonData,
            Instant updatedAt,
            Instant transitionedAt) {}

    /// The three states of an alarm, named as the API writes them.
    public enum State {
        OK,
        ALARM,
        INSUFFICIENT_DATA
    }

    /// How a datapoint is held against the threshold, or against a band.
    public enum Comparison {
        GREATER_OR_EQUAL("GreaterThanOrEqualToThreshold"),
        GREATER("GreaterThanThreshold"),
        LESS("LessThanThreshold"),
        LESS_OR_EQUAL("LessThanOrEqualToThreshold"),
        OUTSIDE_BAND("LessThanLowerOrGreaterThanUpperThreshold"),
        BELOW_BAND("LessThanLowerThreshold"),
        ABOVE_BAND("GreaterThanUpperThreshold");

        private final String word;

        Comparison(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }

        /// Whether it is one for a band.
        public boolean isOfBand() {
            return this == OUTSIDE_BAND || this == BELOW_BAND || this == ABOVE_BAND;
        }

        /// A single threshold is both, the lower and the upper one.
        public boolean breaches(double value, double lower, double upper) {
            return switch (this) {
                case GREATER_OR_EQUAL -> value >= upper;
                case GREATER, ABOVE_BAND -> value > upper;
                case LESS, BELOW_BAND -> value < lower;
                case LESS_OR_EQUAL -> value <= lower;
                case OUTSIDE_BAND -> value < lower || value > upper;
            };
        }
    }

    /// How a period without data counts.
    public enum Missing {
        MISSING("missing"),
        IGNORE("ignore"),
        BREACHING("breaching"),
        NOT_BREACHING("notBreaching");

        private final String word;

        Missing(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    @Override
    public Alarm withStatus(Status next) {
        return new Alarm(
                arn, scope, name, description, watch, rule, actions, configuredAt, next, tags);
    }

    @Override
    public Alarm withActions(Actions next) {
        return new Alarm(
                arn, scope, name, description, watch, rule, next, configuredAt, status, tags);
    }

    @Override
    public Alarm withTags(Tags next) {
        return new Alarm(
                arn, scope, name, description, watch, rule, actions, configuredAt, status, next);
    }

    @Override
    public Key key() {
        return Resource.super.key();
    }

    @Override
    public Change.Put put() {
        return new Change.Put(this);
    }
}
