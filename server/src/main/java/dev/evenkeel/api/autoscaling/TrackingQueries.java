package dev.evenkeel.api.autoscaling;

import static java.util.Objects.requireNonNull;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.decide.math.MetricMath;
import dev.evenkeel.model.MetricQuery;
import dev.evenkeel.model.MetricQuery.Source;
import dev.evenkeel.model.ScalingPolicy;
import dev.evenkeel.wire.Present;
import dev.evenkeel.wire.autoscaling.CustomizedMetricSpecification;
import dev.evenkeel.wire.autoscaling.TargetTrackingMetricDataQuery;
import dev.evenkeel.wire.autoscaling.TargetTrackingMetricStat;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The metric math of a target-tracking policy, read into the model and written back.
final class TrackingQueries {
    private static final int MOST = 10;
    private static final int USUAL_PERIOD = 60;
    private static final List<Integer> PERIODS = List.of(10, 30, USUAL_PERIOD);

    private TrackingQueries() {}

    static ScalingPolicy.Computed read(CustomizedMetricSpecification specification) {
        boolean isOfOne =
                specification.metricName() != null
                        || specification.namespace() != null
                        || specification.statistic() != null
                        || specification.unit() != null
                        || specification.period() != null
                        || !Present.orEmpty(specification.dimensions()).isEmpty();
        if (isOfOne) {
            throw ApiFault.validation(
                    "Metrics cannot be given together with MetricName, Namespace, Dimensions,"
                            + " Statistic, Unit or Period.");
        }
        List<TargetTrackingMetricDataQuery> given = Present.orEmpty(specification.metrics());
        if (given.size() > MOST) {
            throw ApiFault.validation("Metrics must not have more than " + MOST + " elements.");
        }
        List<MetricQuery> queries = given.stream().map(TrackingQueries::read).toList();
        PolicyQueries.check(queries, "Metrics");
        PolicyQueries.requireNoSearch(queries);
        return new ScalingPolicy.Computed(queries, Duration.ofSeconds(MetricMath.period(queries)));
    }

    private static MetricQuery read(TargetTrackingMetricDataQuery query) {
        String id = requireNonNull(query.id());
        Optional<Source.Stat> stat =
                Optional.ofNullable(query.metricStat())
                        .map(s ->
                                PolicyQueries.stat(
                                        s.metric(), s.stat(), period(s.period()), s.unit()));
        return new MetricQuery(
                id,
                PolicyQueries.source(id, stat, query.expression()),
                Optional.ofNullable(query.label()),
                Optional.ofNullable(query.period()).map(TrackingQueries::period),
                !Boolean.FALSE.equals(query.returnData()));
    }

    private static Duration period(@Nullable Integer asked) {
        int period = asked == null ? USUAL_PERIOD : asked;
        if (!PERIODS.contains(period)) {
            throw ApiFault.validation("Period must be 10, 30 or 60.");
        }
        return Duration.ofSeconds(period);
    }

    static CustomizedMetricSpecification written(ScalingPolicy.Computed computed) {
        return CustomizedMetricSpecification.builder()
                .metrics(computed.queries().stream().map(TrackingQueries::written).toList())
                .build();
    }

    private static TargetTrackingMetricDataQuery written(MetricQuery query) {
        var written =
                TargetTrackingMetricDataQuery.builder()
                        .id(query.id())
                        .label(query.label().orElse(null))
                        .period(query.period().map(p -> (int) p.toSeconds()).orElse(null))
                        .returnData(query.returned());
        switch (query.source()) {
            case Source.Expression(String text) -> written.expression(text);
            case Source.Stat stat -> written.metricStat(written(stat));
        }
        return written.build();
    }

    private static TargetTrackingMetricStat written(Source.Stat stat) {
        return TargetTrackingMetricStat.builder()
                .metric(PolicyQueries.written(stat.metric()))
                .stat(stat.statistic())
                .unit(stat.unit().orElse(null))
                .period((int) stat.period().toSeconds())
                .build();
    }
}
