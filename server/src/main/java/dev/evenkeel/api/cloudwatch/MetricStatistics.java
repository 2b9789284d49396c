package dev.evenkeel.api.cloudwatch;

import static java.util.Objects.requireNonNullElse;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.api.Call;
import dev.evenkeel.model.MetricId;
import dev.evenkeel.model.MetricReader;
import dev.evenkeel.model.MetricReader.Span;
import dev.evenkeel.model.MetricReader.Value;
import dev.evenkeel.model.Statistic;
import dev.evenkeel.model.World;
import dev.evenkeel.wire.cloudwatch.CloudWatchErrors;
import dev.evenkeel.wire.cloudwatch.Datapoint;
import dev.evenkeel.wire.cloudwatch.GetMetricStatisticsInput;
import dev.evenkeel.wire.cloudwatch.GetMetricStatisticsOutput;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Several statistics of one metric, period by period.
final class MetricStatistics {
    private static final int MOST_DATAPOINTS = 1440;

    private final MetricReader reader;

    MetricStatistics(MetricReader reader) {
        this.reader = reader;
    }

    GetMetricStatisticsOutput read(World world, Call call, GetMetricStatisticsInput input) {
        List<String> simple = requireNonNullElse(input.statistics(), List.of());
        List<String> extended = requireNonNullElse(input.extendedStatistics(), List.of());
        extended.forEach(MetricStatistics::requireExtended);
        if (simple.isEmpty() && extended.isEmpty()) {
            throw new ApiFault(
                    CloudWatchErrors.MISSING_REQUIRED_PARAMETER,
                    "At least one of the parameters Statistics and ExtendedStatistics is needed.");
        }
        MetricId metric =
                Dimensions.metric(input.namespace(), input.metricName(), input.dimensions());
        Duration period = Periods.period(input.period());
        Span span = Periods.span(input.startTime(), input.endTime());
        if (Duration.between(span.from(), span.to()).dividedBy(period) > MOST_DATAPOINTS) {
            throw new ApiFault(
                    CloudWatchErrors.INVALID_PARAMETER_COMBINATION,
                    "You have requested more than 1,440 datapoints: take a longer Period or a"
                            + " shorter time range.");
        }
        String unit = reader.unit(call.scope(), metric);
        var points = new TreeMap<Instant, Map<String, Double>>();
        if (input.unit() == null || input.unit().equals(unit)) {
            for (String name : simple) {
                add(points, name, reader.read(call.scope(), metric, name, period, span));
            }
            for (String name : extended) {
                add(points, name, reader.read(call.scope(), metric, name, period, span));
            }
        }
        return GetMetricStatisticsOutput.builder()
                .label(metric.name())
                .datapoints(
                        points.entrySet().stream()
                                .map(p -> datapoint(p.getKey(), p.getValue(), extended, unit))
                                .toList())
                .build();
    }

    private static void requireExtended(String name) {
        boolean known =
                Statistic.parse(name).filter(s -> !(s instanceof Statistic.Simple)).isPresent();
        if (!known) {
            throw new ApiFault(
                    CloudWatchErrors.INVALID_PARAMETER_VALUE,
                    "The value " + name + " for parameter ExtendedStatistics is not supported.");
        }
    }

    private static void add(
            Map<Instant, Map<String, Double>> points, String name, List<Value> values) {
        for (Value value : values) {
            points.computeIfAbsent(value.start(), _ -> new TreeMap<>()).put(name, value.value());
        }
    }

    private static Datapoint datapoint(
            Instant start, Map<String, Double> values, List<String> extended, String unit) {
        var others = new TreeMap<>(values);
        others.keySet().retainAll(extended);
        return Datapoint.builder()
                .timestamp(start)
                .sampleCount(values.get("SampleCount"))
                .average(values.get("Average"))
                .sum(values.get("Sum"))
                .minimum(values.get("Minimum"))
                .maximum(values.get("Maximum"))
                .extendedStatistics(extended.isEmpty() ? null : others)
                .unit(unit)
                .build();
    }
}
