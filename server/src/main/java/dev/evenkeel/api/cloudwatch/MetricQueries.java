package dev.evenkeel.api.cloudwatch;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.api.Call;
import dev.evenkeel.model.MetricId;
import dev.evenkeel.model.MetricReader;
import dev.evenkeel.model.MetricReader.Span;
import dev.evenkeel.model.MetricReader.Value;
import dev.evenkeel.model.World;
import dev.evenkeel.wire.cloudwatch.CloudWatchErrors;
import dev.evenkeel.wire.cloudwatch.Datapoint;
import dev.evenkeel.wire.cloudwatch.GetMetricDataInput;
import dev.evenkeel.wire.cloudwatch.GetMetricDataOutput;
import dev.evenkeel.wire.cloudwatch.GetMetricStatisticsInput;
import dev.evenkeel.wire.cloudwatch.GetMetricStatisticsOutput;
import dev.evenkeel.wire.cloudwatch.Metric;
import dev.evenkeel.wire.cloudwatch.MetricDataQuery;
import dev.evenkeel.wire.cloudwatch.MetricDataResult;
import dev.evenkeel.wire.cloudwatch.MetricStat;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Measured values, read by period and statistic. Metric math and percentiles are refused.
final class MetricQueries {
    private static final int MOST_DATAPOINTS = 1440;
    private static final int MOST_QUERIES = 500;
    private static final List<String> SIMPLE =
            List.of("SampleCount", "Average", "Sum", "Minimum", "Maximum");

    private final MetricReader reader;

    MetricQueries(MetricReader reader) {
        this.reader = reader;
    }

    GetMetricStatisticsOutput statistics(World world, Call call, GetMetricStatisticsInput input) {
        if (input.extendedStatistics() != null && !input.extendedStatistics().isEmpty()) {
            throw invalid("Percentile statistics are not available.");
        }
        List<String> names = requireNonNullElse(input.statistics(), List.of());
        if (names.isEmpty()) {
            throw new ApiFault(
                    CloudWatchErrors.MISSING_REQUIRED_PARAMETER,
                    "At least one of the parameters Statistics and ExtendedStatistics is needed.");
        }
        MetricId metric =
                Dimensions.metric(input.namespace(), input.metricName(), input.dimensions());
        Duration period = period(input.period());
        Span span = span(input.startTime(), input.endTime());
        if (Duration.between(span.from(), span.to()).dividedBy(period) > MOST_DATAPOINTS) {
            throw new ApiFault(
                    CloudWatchErrors.INVALID_PARAMETER_COMBINATION,
                    "You have requested more than 1,440 datapoints: take a longer Period or a"
                            + " shorter time range.");
        }
        String unit = reader.unit(call.scope(), metric);
        boolean answered = input.unit() == null || input.unit().equals(unit);
        var points = new TreeMap<Instant, Datapoint.Builder>();
        for (String name : answered ? names : List.<String>of()) {
            for (Value value : reader.read(call.scope(), metric, name, period, span)) {
                set(
                        points.computeIfAbsent(
                                value.start(), start -> Datapoint.builder().timestamp(start)),
                        name,
                        value.value());
            }
        }
        return GetMetricStatisticsOutput.builder()
                .label(metric.name())
                .datapoints(points.values().stream().map(p -> p.unit(unit).build()).toList())
                .build();
    }

    private static void set(Datapoint.Builder point, String statistic, double value) {
        switch (statistic) {
            case "SampleCount" -> point.sampleCount(value);
            case "Average" -> point.average(value);
            case "Sum" -> point.sum(value);
            case "Minimum" -> point.minimum(value);
            case "Maximum" -> point.maximum(value);
            default -> throw new IllegalArgumentException("statistic " + statistic);
        }
    }

    GetMetricDataOutput data(World world, Call call, GetMetricDataInput input) {
        List<MetricDataQuery> queries = requireNonNull(input.metricDataQueries());
        if (queries.size() > MOST_QUERIES) {
            throw invalid("The collection MetricDataQueries must not have more than 500 members.");
        }
        var ids = new HashSet<String>();
        for (MetricDataQuery query : queries) {
            if (!ids.add(requireNonNull(query.id()))) {
                throw invalid("The id '" + query.id() + "' is given more than once.");
            }
        }
        Span span = span(input.startTime(), input.endTime());
        boolean newestFirst = !"TimestampAscending".equals(input.scanBy());
        return GetMetricDataOutput.builder()
                .metricDataResults(
                        queries.stream()
                                .filter(q -> !Boolean.FALSE.equals(q.returnData()))
                                .map(query -> result(call, query, span, newestFirst))
                                .toList())
                .messages(List.of())
                .build();
    }

    private MetricDataResult result(
            Call call, MetricDataQuery query, Span span, boolean newestFirst) {
        MetricStat stat = query.metricStat();
        if (stat == null) {
            throw invalid(
                    "Error in expression '" + query.id() + "': metric math is not available.");
        }
        String statistic = requireNonNull(stat.stat());
        if (!SIMPLE.contains(statistic)) {
            throw invalid("The statistic " + statistic + " is not available.");
        }
        Metric named = requireNonNull(stat.metric());
        MetricId metric =
                Dimensions.metric(named.namespace(), named.metricName(), named.dimensions());
        boolean answered =
                stat.unit() == null || stat.unit().equals(reader.unit(call.scope(), metric));
        List<Value> values =
                answered
                        ? reader.read(call.scope(), metric, statistic, period(stat.period()), span)
                        : List.of();
        List<Value> ordered = newestFirst ? values.reversed() : values;
        return MetricDataResult.builder()
                .id(query.id())
                .label(requireNonNullElse(query.label(), metric.name()))
                .timestamps(ordered.stream().map(Value::start).toList())
                .values(ordered.stream().map(Value::value).toList())
                .statusCode("Complete")
                .build();
    }

    private static Duration period(@Nullable Integer seconds) {
        int period = requireNonNull(seconds);
        boolean valid =
                Map.of(1, true, 5, true, 10, true, 20, true, 30, true)
                        .getOrDefault(period, period > 0 && period % 60 == 0);
        if (!valid) {
            throw invalid("The parameter Period must be 1, 5, 10, 20, 30 or a multiple of 60.");
        }
        return Duration.ofSeconds(period);
    }

    private static Span span(@Nullable Instant from, @Nullable Instant to) {
        if (!requireNonNull(from).isBefore(requireNonNull(to))) {
            throw new ApiFault(
                    CloudWatchErrors.INVALID_PARAMETER_COMBINATION,
                    "The parameter StartTime must be less than the parameter EndTime.");
        }
        return new Span(from, to);
    }

    private static ApiFault invalid(String message) {
        return new ApiFault(CloudWatchErrors.INVALID_PARAMETER_VALUE, message);
    }
}
