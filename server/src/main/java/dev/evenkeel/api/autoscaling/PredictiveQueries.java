package dev.evenkeel.api.autoscaling;

import static java.util.Objects.requireNonNull;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.decide.forecast.MetricPair;
import dev.evenkeel.decide.math.MathFault;
import dev.evenkeel.decide.math.MetricMath;
import dev.evenkeel.model.MetricId;
import dev.evenkeel.model.MetricQuery;
import dev.evenkeel.model.MetricQuery.Source;
import dev.evenkeel.model.Statistic;
import dev.evenkeel.wire.Present;
import dev.evenkeel.wire.autoscaling.Metric;
import dev.evenkeel.wire.autoscaling.MetricDataQuery;
import dev.evenkeel.wire.autoscaling.MetricDimension;
import dev.evenkeel.wire.autoscaling.MetricStat;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The queries of a predictive policy's customized metrics, read and written. All are by the hour.
final class PredictiveQueries {
    private static final int MOST = 10;

    private PredictiveQueries() {}

    /// None if none are given.
    static List<MetricQuery> read(String where, @Nullable List<MetricDataQuery> given) {
        if (given == null) {
            return List.of();
        }
        if (given.isEmpty() || given.size() > MOST) {
            throw ApiFault.validation(
                    where + " must have from 1 to " + MOST + " MetricDataQueries.");
        }
        List<MetricQuery> queries = given.stream().map(PredictiveQueries::read).toList();
        check(queries);
        if (queries.stream().filter(MetricQuery::returned).count() != 1) {
            throw ApiFault.validation(
                    "Exactly one element of the MetricDataQueries of "
                            + where
                            + " must return data.");
        }
        return queries;
    }

    private static void check(List<MetricQuery> queries) {
        var ids = new HashSet<String>();
        for (MetricQuery query : queries) {
            if (!ids.add(query.id())) {
                throw ApiFault.validation("The id '" + query.id() + "' is given more than once.");
            }
            try {
                MetricMath.check(queries, query.id());
            } catch (MathFault fault) {
                throw ApiFault.validation(
                        "Error in expression '" + query.id() + "': " + fault.why());
            }
        }
    }

    private static MetricQuery read(MetricDataQuery query) {
        String id = requireNonNull(query.id());
        MetricStat stat = query.metricStat();
        String expression = query.expression();
        if ((stat == null) == (expression == null)) {
            throw ApiFault.validation(
                    "Exactly one of MetricStat and Expression must be given in '" + id + "'.");
        }
        return new MetricQuery(
                id,
                stat == null ? new Source.Expression(requireNonNull(expression)) : read(stat),
                Optional.ofNullable(query.label()),
                stat == null ? Optional.of(MetricPair.HOUR) : Optional.empty(),
                !Boolean.FALSE.equals(query.returnData()));
    }

    private static Source.Stat read(MetricStat stat) {
        Metric metric = requireNonNull(stat.metric());
        String statistic = requireNonNull(stat.stat());
        if (Statistic.parse(statistic).isEmpty()) {
            throw ApiFault.validation("The statistic " + statistic + " is not known.");
        }
        var dimensions = new TreeMap<String, String>();
        for (MetricDimension dimension : Present.orEmpty(metric.dimensions())) {
            dimensions.put(requireNonNull(dimension.name()), requireNonNull(dimension.value()));
        }
        return new Source.Stat(
                new MetricId(
                        requireNonNull(metric.namespace()),
                        requireNonNull(metric.metricName()),
                        dimensions),
                statistic,
                MetricPair.HOUR,
                Optional.ofNullable(stat.unit()));
    }

    static List<MetricDataQuery> written(List<MetricQuery> queries) {
        return queries.stream().map(PredictiveQueries::written).toList();
    }

    private static MetricDataQuery written(MetricQuery query) {
        var written =
                MetricDataQuery.builder()
                        .id(query.id())
                        .label(query.label().orElse(null))
                        .returnData(query.returned());
        switch (query.source()) {
            case Source.Expression(String text) -> written.expression(text);
            case Source.Stat stat -> written.metricStat(written(stat));
        }
        return written.build();
    }

    private static MetricStat written(Source.Stat stat) {
        MetricId metric = stat.metric();
        return new MetricStat(
                new Metric(
                        metric.namespace(),
                        metric.name(),
                        metric.dimensions().entrySet().stream()
                                .map(d -> new MetricDimension(d.getKey(), d.getValue()))
                                .toList()),
                stat.statistic(),
                stat.unit().orElse(null));
    }
}
