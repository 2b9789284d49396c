package dev.evenkeel.api.autoscaling;

import static java.util.Objects.requireNonNull;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.decide.forecast.MetricPair;
import dev.evenkeel.model.MetricQuery;
import dev.evenkeel.model.MetricQuery.Source;
import dev.evenkeel.wire.autoscaling.MetricDataQuery;
import dev.evenkeel.wire.autoscaling.MetricStat;
import java.util.List;
import java.util.Optional;
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
        PolicyQueries.check(queries, "the MetricDataQueries of " + where);
        return queries;
    }

    private static MetricQuery read(MetricDataQuery query) {
        String id = requireNonNull(query.id());
        Optional<Source.Stat> stat =
                Optional.ofNullable(query.metricStat())
                        .map(s ->
                                PolicyQueries.stat(
                                        s.metric(), s.stat(), MetricPair.HOUR, s.unit()));
        return new MetricQuery(
                id,
                PolicyQueries.source(id, stat, query.expression()),
                Optional.ofNullable(query.label()),
                stat.isEmpty() ? Optional.of(MetricPair.HOUR) : Optional.empty(),
                !Boolean.FALSE.equals(query.returnData()));
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
        return new MetricStat(
                PolicyQueries.written(stat.metric()), stat.statistic(), stat.unit().orElse(null));
    }
}
