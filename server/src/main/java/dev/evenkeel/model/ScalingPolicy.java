package dev.evenkeel.model;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// A rule that changes a group's desired capacity. `alarms` are those it created itself (target
/// tracking), by name.
public record ScalingPolicy(
        Arn arn,
        Scope scope,
        String group,
        String name,
        boolean enabled,
        Method method,
        List<String> alarms)
        implements Resource {
    public ScalingPolicy {
        alarms = List.copyOf(alarms);
    }

    @Override
    public String id() {
        return idOf(group, name);
    }

    /// By their ARNs, with which alarms call them.
    @Override
    public List<String> foundBy() {
        return List.of(arn.value());
    }

    public static String idOf(String group, String name) {
        return prefix(group) + name;
    }

    /// What the ids of all policies of a group begin with.
    public static String prefix(String group) {
        return group + "\n";
    }

    /// How the new capacity is found.
    public sealed interface Method {}

    /// One fixed step, then a pause. Without a cooldown of its own it takes the group's.
    public record Simple(
            Adjustment adjustment,
            int amount,
            Optional<Duration> cooldown,
            Optional<Integer> minMagnitude)
            implements Method {}

    /// A step that grows with how far the alarm is breached.
    public record Step(
            Adjustment adjustment,
            List<Interval> steps,
            String aggregation,
            Optional<Duration> warmup,
            Optional<Integer> minMagnitude)
            implements Method {
        public Step {
            steps = List.copyOf(steps);
        }

        /// The amount for breaches between the bounds, both relative to the alarm's threshold.
        public record Interval(Optional<Double> lower, Optional<Double> upper, int amount) {}
    }

    /// Keeps a metric near a value, through two alarms of its own.
    public record TargetTracking(
            TrackedMetric metric, double target, boolean disableScaleIn, Optional<Duration> warmup)
            implements Method {}

    /// Forecasts the load of the hours to come and, if it `scales`, has the group ready for them,
    /// each by `buffer` before it begins. `maxBuffer` is by how many percent of the forecast the
    /// group's maximum may be raised; empty if it may not.
    public record Predictive(
            double target,
            PredictedMetrics metrics,
            boolean scales,
            Duration buffer,
            Optional<Integer> maxBuffer)
            implements Method {}

    /// What a predictive policy looks at: a `pair` of metrics, or load and scaling metric each by
    /// name or as queries. `capacityQueries` tell how many instances there were; without them the
    /// group's own count does.
    public record PredictedMetrics(
            Optional<Named> pair,
            Optional<Named> load,
            Optional<Named> scaling,
            List<MetricQuery> loadQueries,
            List<MetricQuery> scalingQueries,
            List<MetricQuery> capacityQueries) {
        public PredictedMetrics {
            loadQueries = List.copyOf(loadQueries);
            scalingQueries = List.copyOf(scalingQueries);
            capacityQueries = List.copyOf(capacityQueries);
        }
    }

    /// A metric, or a pair of them, by AWS's name and with its resource label.
    public record Named(String type, Optional<String> resourceLabel) {}

    /// The metric that target tracking follows.
    public sealed interface TrackedMetric {}

    /// `ASGAverageCPUUtilization`, `ASGAverageNetworkIn`, `ASGAverageNetworkOut` or
    /// `ALBRequestCountPerTarget` (with its resource label).
    public record Predefined(String type, Optional<String> resourceLabel)
            implements TrackedMetric {}

    /// Any metric, with the length of its periods: 10, 30 or 60 seconds.
    public record Customized(
            MetricId metric, String statistic, Optional<String> unit, Duration period)
            implements TrackedMetric {}

    /// What metric math makes of several metrics: the one of `queries` that is returned.
    public record Computed(List<MetricQuery> queries, Duration period) implements TrackedMetric {
        public Computed {
            queries = List.copyOf(queries);
        }
    }

    /// What an amount means.
    public enum Adjustment {
        CHANGE_IN_CAPACITY("ChangeInCapacity"),
        EXACT_CAPACITY("ExactCapacity"),
        PERCENT_CHANGE_IN_CAPACITY("PercentChangeInCapacity");

        private final String word;

        Adjustment(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    public ScalingPolicy withAlarms(List<String> next) {
        return new ScalingPolicy(arn, scope, group, name, enabled, method, next);
    }
}
