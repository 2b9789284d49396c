package dev.evenkeel.api.autoscaling;

import static java.util.Objects.requireNonNull;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.decide.math.MathFault;
import dev.evenkeel.decide.math.MetricMath;
import dev.evenkeel.model.MetricId;
import dev.evenkeel.model.MetricQuery;
import dev.evenkeel.model.MetricQuery.Source;
import dev.evenkeel.model.ScalingPolicy;
import dev.evenkeel.model.Statistic;
import dev.evenkeel.wire.Present;
import dev.evenkeel.wire.autoscaling.CustomizedMetricSpecification;
import dev.evenkeel.wire.autoscaling.Metric;
import dev.evenkeel.wire.autoscaling.MetricDimension;
import dev.evenkeel.wire.autoscaling.TargetTrackingMetricDataQuery;
import dev.evenkeel.wire.autoscaling.TargetTrackingMetricStat;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
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
        List<MetricQuery> queries =
                Present.orEmpty(specification.metrics()).stream()
                        .map(TrackingQueries::read)
                        .toList();
        check(queries);
        return new ScalingPolicy.Computed(queries, Duration.ofSeconds(MetricMath.period(queries)));
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
        if (queries.size() > MOST) {
            throw ApiFault.validation("Metrics must not have more than " + MOST + " elements.");
        }
        if (queries.stream().filter(MetricQuery::returned).count() != 1) {
            throw ApiFault.validation("Exactly one element of Metrics must return data.");
        }
    }

    private static MetricQuery read(TargetTrackingMetricDataQuery query) {
        String id = requireNonNull(query.id());
        TargetTrackingMetricStat stat = query.metricStat();
        String expression = query.expression();
        if ((stat == null) == (expression == null)) {
            throw ApiFault.validation(
                    "Exactly one of MetricStat and Expression must be given in '" + id + "'.");
        }
        return new MetricQuery(
                id,
                stat == null ? new Source.Expression(requireNonNull(expression)) : read(stat),
                Optional.ofNullable(query.label()),
                Optional.ofNullable(query.period()).map(p -> Duration.ofSeconds(period(p))),
                !Boolean.FALSE.equals(query.returnData()));
    }

    private static Source.Stat read(TargetTrackingMetricStat stat) {
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
                Duration.ofSeconds(period(stat.period())),
                Optional.ofNullable(stat.unit()));
    }

    private static int period(@Nullable Integer asked) {
        int period = asked == null ? USUAL_PERIOD : asked;
        if (!PERIODS.contains(period)) {
            throw ApiFault.validation("Period must be 10, 30 or 60.");
        }
        return period;
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
        MetricId metric = stat.metric();
        return TargetTrackingMetricStat.builder()
                .metric(
                        Metric.builder()
                                .namespace(metric.namespace())
                                .metricName(metric.name())
                                .dimensions(
                                        metric.dimensions().entrySet().stream()
                                                .map(d ->
                                                        new MetricDimension(
                                                                d.getKey(), d.getValue()))
                                                .toList())
                                .build())
                .stat(stat.statistic())
                .unit(stat.unit().orElse(null))
                .period((int) stat.period().toSeconds())
                .build();
    }
}
