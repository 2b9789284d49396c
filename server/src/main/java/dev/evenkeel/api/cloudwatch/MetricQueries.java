package dev.evenkeel.api.cloudwatch;

import static java.util.Objects.requireNonNull;
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
import dev.evenkeel.wire.cloudwatch.GetMetricDataInput;
import dev.evenkeel.wire.cloudwatch.GetMetricDataOutput;
import dev.evenkeel.wire.cloudwatch.Metric;
import dev.evenkeel.wire.cloudwatch.MetricDataQuery;
import dev.evenkeel.wire.cloudwatch.MetricDataResult;
import dev.evenkeel.wire.cloudwatch.MetricStat;
import java.util.HashSet;
import java.util.List;

/// Measured values, read by period and statistic. Metric math is refused.
final class MetricQueries {
    private static final int MOST_QUERIES = 500;

    private final MetricReader reader;

    MetricQueries(MetricReader reader) {
        this.reader = reader;
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
        Span span = Periods.span(input.startTime(), input.endTime());
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
        if (Statistic.parse(statistic).isEmpty()) {
            throw invalid("The value " + statistic + " for parameter Stat is not supported.");
        }
        Metric named = requireNonNull(stat.metric());
        MetricId metric =
                Dimensions.metric(named.namespace(), named.metricName(), named.dimensions());
        boolean answered =
                stat.unit() == null || stat.unit().equals(reader.unit(call.scope(), metric));
        List<Value> values =
                answered
                        ? reader.read(
                                call.scope(),
                                metric,
                                statistic,
                                Periods.period(stat.period()),
                                span)
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

    private static ApiFault invalid(String message) {
        return new ApiFault(CloudWatchErrors.INVALID_PARAMETER_VALUE, message);
    }
}
