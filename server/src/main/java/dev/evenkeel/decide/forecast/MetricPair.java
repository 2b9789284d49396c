package dev.evenkeel.decide.forecast;

import dev.evenkeel.model.MetricId;
import dev.evenkeel.model.MetricQuery;
import dev.evenkeel.model.MetricQuery.Source;
import dev.evenkeel.model.ResourceLabel;
import dev.evenkeel.model.ScalingPolicy.Named;
import dev.evenkeel.model.ScalingPolicy.PredictedMetrics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/// The questions a predictive policy asks of the metrics, all by the hour: the `load` of the whole
/// group, the `scaling` metric of one instance, and how many instances there were.
///
/// `share` is what one unit of load in an hour is of the scaling metric of a single instance, where
/// the metrics' own nature tells.
public record MetricPair(
        List<MetricQuery> load,
        List<MetricQuery> scaling,
        List<MetricQuery> capacity,
        OptionalDouble share) {
    public static final Duration HOUR = Duration.ofHours(1);

    /// An instance is measured every five seconds; the load is the sum of what was measured.
    private static final double SAMPLES = 720;

    private static final double MINUTES = 60;

    /// What a pair consists of: `ASGCPUUtilization` of the total and of the average.
    private enum Kind {
        CPU("ASGCPUUtilization", "ASGTotalCPUUtilization", "ASGAverageCPUUtilization"),
        IN("ASGNetworkIn", "ASGTotalNetworkIn", "ASGAverageNetworkIn"),
        OUT("ASGNetworkOut", "ASGTotalNetworkOut", "ASGAverageNetworkOut"),
        REQUESTS("ALBRequestCount", "ALBTargetGroupRequestCount", "ALBRequestCountPerTarget");

        private final String pair;
        private final String load;
        private final String scaling;

        Kind(String pair, String load, String scaling) {
            this.pair = pair;
            this.load = load;
            this.scaling = scaling;
        }

        static Kind of(Named metric) {
            for (Kind kind : values()) {
                if (List.of(kind.pair, kind.load, kind.scaling).contains(metric.type())) {
                    return kind;
                }
            }
            throw new IllegalArgumentException("no such predefined metric: " + metric.type());
        }

        String metric() {
            return switch (this) {
                case CPU -> "CPUUtilization";
                case IN -> "NetworkIn";
                case OUT -> "NetworkOut";
                case REQUESTS -> "RequestCount";
            };
        }
    }

    public static MetricPair of(String group, PredictedMetrics metrics) {
        Optional<Named> load = metrics.pair().or(metrics::load);
        Optional<Named> scaling = metrics.pair().or(metrics::scaling);
        return new MetricPair(
                load.map(named -> load(group, named)).orElse(metrics.loadQueries()),
                scaling.map(named -> scaling(group, named)).orElse(metrics.scalingQueries()),
                metrics.capacityQueries().isEmpty() ? inService(group) : metrics.capacityQueries(),
                share(load, scaling));
    }

    private static OptionalDouble share(Optional<Named> load, Optional<Named> scaling) {
        Optional<Kind> kind = load.map(Kind::of);
        if (kind.isEmpty() || !kind.equals(scaling.map(Kind::of))) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(kind.get() == Kind.REQUESTS ? 1 / MINUTES : 1 / SAMPLES);
    }

    private static List<MetricQuery> load(String group, Named named) {
        Kind kind = Kind.of(named);
        MetricId metric =
                kind == Kind.REQUESTS
                        ? ofBalancer(kind.metric(), named)
                        : ofInstances(kind.metric(), group);
        return List.of(stat("load", metric, "Sum", true));
    }

    private static List<MetricQuery> scaling(String group, Named named) {
        Kind kind = Kind.of(named);
        if (kind != Kind.REQUESTS) {
            return List.of(stat("scaling", ofInstances(kind.metric(), group), "Average", true));
        }
        var queries = new ArrayList<MetricQuery>();
        queries.add(stat("hourly", ofBalancer("RequestCountPerTarget", named), "Sum", false));
        queries.add(
                new MetricQuery(
                        "scaling",
                        new Source.Expression("hourly / 60"),
                        Optional.empty(),
                        Optional.empty(),
                        true));
        return List.copyOf(queries);
    }

    private static List<MetricQuery> inService(String group) {
        MetricId metric =
                MetricId.of(
                        "AWS/AutoScaling",
                        "GroupInServiceInstances",
                        Map.of("AutoScalingGroupName", group));
        return List.of(stat("capacity", metric, "Average", true));
    }

    private static MetricQuery stat(String id, MetricId metric, String statistic, boolean shown) {
        return new MetricQuery(
                id,
                new Source.Stat(metric, statistic, HOUR, Optional.empty()),
                Optional.empty(),
                Optional.empty(),
                shown);
    }

    private static MetricId ofInstances(String name, String group) {
        return MetricId.of("AWS/EC2", name, Map.of("AutoScalingGroupName", group));
    }

    private static MetricId ofBalancer(String name, Named named) {
        var label = ResourceLabel.of(named.resourceLabel().orElse(""));
        return MetricId.of("AWS/ApplicationELB", name, label.dimensions());
    }
}
