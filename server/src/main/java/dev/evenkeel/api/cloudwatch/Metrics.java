package dev.evenkeel.api.cloudwatch;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.api.Call;
import dev.evenkeel.api.Page;
import dev.evenkeel.model.Datapoint;
import dev.evenkeel.model.MetricId;
import dev.evenkeel.model.MetricReader;
import dev.evenkeel.model.MetricWriter;
import dev.evenkeel.model.World;
import dev.evenkeel.wire.Nothing;
import dev.evenkeel.wire.cloudwatch.CloudWatchErrors;
import dev.evenkeel.wire.cloudwatch.DimensionFilter;
import dev.evenkeel.wire.cloudwatch.EntityMetricData;
import dev.evenkeel.wire.cloudwatch.ListMetricsInput;
import dev.evenkeel.wire.cloudwatch.ListMetricsOutput;
import dev.evenkeel.wire.cloudwatch.Metric;
import dev.evenkeel.wire.cloudwatch.MetricDatum;
import dev.evenkeel.wire.cloudwatch.PutMetricDataInput;
import dev.evenkeel.wire.cloudwatch.StatisticSet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Metrics put by users, and the list of all there are.
final class Metrics {
    private static final int MOST_DATA = 1000;
    private static final int MOST_VALUES = 150;
    private static final int PAGE = 500;
    private static final int USUAL_RESOLUTION = 60;
    private static final Duration LISTED = Duration.ofDays(14);
    private static final Duration RECENT = Duration.ofHours(3);
    private static final Duration OLDEST = Duration.ofDays(14);
    private static final Duration NEWEST = Duration.ofHours(2);

    private final MetricReader reader;
    private final MetricWriter writer;

    Metrics(MetricReader reader, MetricWriter writer) {
        this.reader = reader;
        this.writer = writer;
    }

    private record Measured(MetricId metric, Datapoint datapoint, String unit) {}

    /// Records all data of the request, or, if one of them is wrong, none.
    Nothing put(World world, Call call, PutMetricDataInput input) {
        String namespace = requireNonNull(input.namespace());
        List<MetricDatum> data = data(input);
        if (namespace.startsWith("AWS/")) {
            throw invalid("The value AWS/ for parameter Namespace is invalid.");
        }
        if (data.size() > MOST_DATA) {
            throw invalid("The collection MetricData must not have a size greater than 1000.");
        }
        var all = new ArrayList<Measured>();
        for (int i = 0; i < data.size(); i++) {
            all.addAll(measured(namespace, data.get(i), call.now(), i + 1));
        }
        all.forEach(m -> writer.record(call.scope(), m.metric(), m.datapoint(), m.unit()));
        writer.flush();
        return Nothing.NOTHING;
    }

    /// What comes with an entity is recorded like the rest.
    private static List<MetricDatum> data(PutMetricDataInput input) {
        var data = new ArrayList<>(requireNonNullElse(input.metricData(), List.of()));
        requireNonNullElse(input.entityMetricData(), List.<EntityMetricData>of())
                .forEach(entity -> data.addAll(requireNonNullElse(entity.metricData(), List.of())));
        if (data.isEmpty()) {
            throw new ApiFault(
                    CloudWatchErrors.MISSING_REQUIRED_PARAMETER,
                    "The parameter MetricData is required.");
        }
        return data;
    }

    private static List<Measured> measured(
            String namespace, MetricDatum datum, Instant now, int number) {
        MetricId metric = Dimensions.metric(namespace, datum.metricName(), datum.dimensions());
        Instant at = requireNonNullElse(datum.timestamp(), now);
        if (at.isBefore(now.minus(OLDEST)) || at.isAfter(now.plus(NEWEST))) {
            throw invalid(
                    "The parameter MetricData.member."
                            + number
                            + ".Timestamp must specify a time no more than two weeks in the past"
                            + " and no more than two hours in the future.");
        }
        int resolution = requireNonNullElse(datum.storageResolution(), USUAL_RESOLUTION);
        if (resolution != 1 && resolution != USUAL_RESOLUTION) {
            throw invalid(
                    "The parameter MetricData.member."
                            + number
                            + ".StorageResolution must be 1 or 60.");
        }
        String unit = requireNonNullElse(datum.unit(), "None");
        return points(datum, at, number).stream()
                .map(point -> new Measured(metric, point, unit))
                .toList();
    }

    private static List<Datapoint> points(MetricDatum datum, Instant at, int number) {
        String where = "MetricData.member." + number;
        Double value = datum.value();
        StatisticSet set = datum.statisticValues();
        List<Double> values = requireNonNullElse(datum.values(), List.of());
        int forms = (value == null ? 0 : 1) + (set == null ? 0 : 1) + (values.isEmpty() ? 0 : 1);
        if (forms != 1) {
            throw new ApiFault(
                    forms == 0
                            ? CloudWatchErrors.MISSING_REQUIRED_PARAMETER
                            : CloudWatchErrors.INVALID_PARAMETER_COMBINATION,
                    "Exactly one of " + where + ".Value, .Values and .StatisticValues is needed.");
        }
        if (value != null) {
            return List.of(Datapoint.of(at, finite(value, where)));
        }
        return set != null ? List.of(statistics(set, at, where)) : distribution(datum, at, where);
    }

    private static Datapoint statistics(StatisticSet set, Instant at, String where) {
        double count = finite(requireNonNull(set.sampleCount()), where);
        if (count <= 0) {
            throw invalid("The value " + count + " for " + where + ".SampleCount is invalid.");
        }
        return new Datapoint(
                at,
                count,
                finite(requireNonNull(set.sum()), where),
                finite(requireNonNull(set.minimum()), where),
                finite(requireNonNull(set.maximum()), where));
    }

    private static List<Datapoint> distribution(MetricDatum datum, Instant at, String where) {
        List<Double> values = requireNonNull(datum.values());
        List<Double> counts = requireNonNullElse(datum.counts(), List.of());
        if (values.size() > MOST_VALUES || !counts.isEmpty() && counts.size() != values.size()) {
            throw invalid(
                    "The parameters "
                            + where
                            + ".Values and .Counts must be of the same size,"
                            + " 150 at most.");
        }
        var points = new ArrayList<Datapoint>();
        for (int i = 0; i < values.size(); i++) {
            double value = finite(values.get(i), where);
            double count = counts.isEmpty() ? 1 : finite(counts.get(i), where);
            points.add(new Datapoint(at, count, value * count, value, value));
        }
        return points;
    }

    private static double finite(double value, String where) {
        if (Double.isNaN(value) || Math.abs(value) > 0x1p360) {
            throw invalid("The value " + value + " for parameter " + where + " is invalid.");
        }
        return value;
    }

    ListMetricsOutput list(World world, Call call, ListMetricsInput input) {
        List<DimensionFilter> filters = requireNonNullElse(input.dimensions(), List.of());
        Instant since = call.now().minus(input.recentlyActive() == null ? LISTED : RECENT);
        List<MetricId> found =
                reader
                        .list(
                                call.scope(),
                                Optional.ofNullable(input.namespace()),
                                Optional.ofNullable(input.metricName()))
                        .stream()
                        .filter(metric -> filters.stream().allMatch(f -> has(metric, f)))
                        .filter(metric -> reader.isActive(call.scope(), metric, since))
                        .toList();
        var page =
                Page.of(
                        found,
                        Metrics::sortKey,
                        Page.Request.of(input.nextToken(), null, PAGE, "InvalidParameterValue"));
        return ListMetricsOutput.builder()
                .metrics(page.items().stream().map(Metrics::named).toList())
                .nextToken(page.next())
                .build();
    }

    private static boolean has(MetricId metric, DimensionFilter filter) {
        String value = metric.dimensions().get(requireNonNull(filter.name()));
        return value != null && (filter.value() == null || value.equals(filter.value()));
    }

    /// Sorts as [MetricReader#list] does.
    private static String sortKey(MetricId metric) {
        return metric.namespace() + "\u0000" + metric.name() + "\u0000" + metric.dimensions();
    }

    private static Metric named(MetricId metric) {
        return Metric.builder()
                .namespace(metric.namespace())
                .metricName(metric.name())
                .dimensions(Dimensions.of(metric))
                .build();
    }

    private static ApiFault invalid(String message) {
        return new ApiFault(CloudWatchErrors.INVALID_PARAMETER_VALUE, message);
    }
}
