package dev.evenkeel.api.cloudwatch;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.decide.math.BandCall;
import dev.evenkeel.decide.math.MathFault;
import dev.evenkeel.model.AnomalyDetector;
import dev.evenkeel.model.AnomalyDetector.Configuration;
import dev.evenkeel.model.MetricId;
import dev.evenkeel.model.MetricQuery;
import dev.evenkeel.model.MetricQuery.Source.Stat;
import dev.evenkeel.model.Scope;
import dev.evenkeel.model.Statistic;
import dev.evenkeel.wire.cloudwatch.AnomalyDetectorConfiguration;
import dev.evenkeel.wire.cloudwatch.CloudWatchErrors;
import dev.evenkeel.wire.cloudwatch.DeleteAnomalyDetectorInput;
import dev.evenkeel.wire.cloudwatch.Dimension;
import dev.evenkeel.wire.cloudwatch.MetricCharacteristics;
import dev.evenkeel.wire.cloudwatch.MetricMathAnomalyDetector;
import dev.evenkeel.wire.cloudwatch.PutAnomalyDetectorInput;
import dev.evenkeel.wire.cloudwatch.Range;
import dev.evenkeel.wire.cloudwatch.SingleMetricAnomalyDetector;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// An anomaly detector as the API writes it, in each of its three ways, read into the model and
/// back.
final class DetectorForm {
    private static final int MOST_RANGES = 100;
    private static final String BOTH =
            "Exactly one of SingleMetricAnomalyDetector, MetricMathAnomalyDetector, and Namespace,"
                    + " MetricName, Dimensions and Stat can be given.";

    private DetectorForm() {}

    static List<MetricQuery> queries(Scope scope, PutAnomalyDetectorInput input) {
        return queries(
                scope,
                new Given(input.namespace(), input.metricName(), input.dimensions(), input.stat()),
                input.singleMetricAnomalyDetector(),
                input.metricMathAnomalyDetector());
    }

    static List<MetricQuery> queries(Scope scope, DeleteAnomalyDetectorInput input) {
        return queries(
                scope,
                new Given(input.namespace(), input.metricName(), input.dimensions(), input.stat()),
                input.singleMetricAnomalyDetector(),
                input.metricMathAnomalyDetector());
    }

    /// One metric, in the words of either way.
    private record Given(
            @Nullable String namespace,
            @Nullable String name,
            @Nullable List<Dimension> dimensions,
            @Nullable String statistic) {
        boolean isThere() {
            return namespace != null || name != null || statistic != null || isNotEmpty(dimensions);
        }

        private static boolean isNotEmpty(@Nullable List<Dimension> given) {
            return given != null && !given.isEmpty();
        }

        List<MetricQuery> read() {
            String word = Required.of(statistic, "Stat");
            if (Statistic.parse(word).isEmpty()) {
                throw invalid("The value " + word + " for parameter Stat is not supported.");
            }
            MetricId metric =
                    Dimensions.metric(
                            Required.of(namespace, "Namespace"),
                            Required.of(name, "MetricName"),
                            dimensions);
            var stat = new Stat(metric, word, Duration.ofMinutes(5), Optional.empty());
            return List.of(new MetricQuery("m1", stat, Optional.empty(), Optional.empty(), true));
        }
    }

    private static List<MetricQuery> queries(
            Scope scope,
            Given given,
            @Nullable SingleMetricAnomalyDetector single,
            @Nullable MetricMathAnomalyDetector math) {
        int ways = (given.isThere() ? 1 : 0) + (single == null ? 0 : 1) + (math == null ? 0 : 1);
        if (ways > 1) {
            throw new ApiFault(CloudWatchErrors.INVALID_PARAMETER_COMBINATION, BOTH);
        }
        if (math != null) {
            return math(scope, math);
        }
        if (single == null) {
            return given.read();
        }
        if (single.accountId() != null && !single.accountId().equals(scope.account())) {
            throw invalid("The account " + single.accountId() + " shares no metrics.");
        }
        return new Given(
                        single.namespace(), single.metricName(), single.dimensions(), single.stat())
                .read();
    }

    private static List<MetricQuery> math(Scope scope, MetricMathAnomalyDetector math) {
        List<MetricQuery> all =
                QueryForm.read(scope, Required.of(math.metricDataQueries(), "MetricDataQueries"));
        List<MetricQuery> returned = all.stream().filter(MetricQuery::returned).toList();
        if (returned.size() != 1
                || !(returned.getFirst().source() instanceof MetricQuery.Source.Expression)) {
            throw invalid("Exactly one expression of MetricDataQueries must return data.");
        }
        for (String function : List.of("SEARCH", "ANOMALY_DETECTION_BAND")) {
            if (QueryForm.calls(all, function)) {
                throw invalid(function + " is not supported in an anomaly detector.");
            }
        }
        try {
            return BandCall.needed(returned.getFirst(), all);
        } catch (MathFault fault) {
            throw invalid("Error in expression: " + fault.why());
        }
    }

    static Configuration configuration(PutAnomalyDetectorInput input) {
        AnomalyDetectorConfiguration given = input.configuration();
        MetricCharacteristics characteristics = input.metricCharacteristics();
        List<Range> ranges =
                given == null
                        ? List.of()
                        : requireNonNullElse(given.excludedTimeRanges(), List.<Range>of());
        if (ranges.size() > MOST_RANGES) {
            throw invalid("At most " + MOST_RANGES + " time ranges can be excluded.");
        }
        return new Configuration(
                ranges.stream().map(DetectorForm::excluded).toList(),
                given == null
                        ? Optional.empty()
                        : Optional.ofNullable(given.metricTimezone()).map(DetectorForm::zone),
                characteristics == null
                        ? Optional.empty()
                        : Optional.ofNullable(characteristics.periodicSpikes()));
    }

    private static AnomalyDetector.Excluded excluded(Range range) {
        Instant from = requireNonNull(range.startTime());
        Instant to = requireNonNull(range.endTime());
        if (!from.isBefore(to)) {
            throw invalid("The StartTime of an excluded time range must be before its EndTime.");
        }
        return new AnomalyDetector.Excluded(from, to);
    }

    private static String zone(String name) {
        try {
            return ZoneId.of(name).getId();
        } catch (DateTimeException _) {
            throw invalid("The value " + name + " for parameter MetricTimezone is invalid.");
        }
    }

    /// The metrics a detector looks at.
    static List<MetricId> metrics(AnomalyDetector detector) {
        return detector.queries().stream()
                .flatMap(query ->
                        query.source() instanceof Stat stat
                                ? Stream.of(stat.metric())
                                : Stream.empty())
                .toList();
    }

    static dev.evenkeel.wire.cloudwatch.AnomalyDetector written(AnomalyDetector detector) {
        var written =
                dev.evenkeel.wire.cloudwatch.AnomalyDetector.builder()
                        .configuration(written(detector.configuration()))
                        .metricCharacteristics(
                                detector.configuration()
                                        .spikes()
                                        .map(spikes ->
                                                MetricCharacteristics.builder()
                                                        .periodicSpikes(spikes)
                                                        .build())
                                        .orElse(null))
                        .stateValue(state(detector));
        Optional<Stat> single = detector.single();
        if (single.isEmpty()) {
            return written.metricMathAnomalyDetector(
                            MetricMathAnomalyDetector.builder()
                                    .metricDataQueries(
                                            detector.queries().stream()
                                                    .map(QueryForm::written)
                                                    .toList())
                                    .build())
                    .build();
        }
        MetricId metric = single.get().metric();
        return written.namespace(metric.namespace())
                .metricName(metric.name())
                .dimensions(Dimensions.of(metric))
                .stat(single.get().statistic())
                .singleMetricAnomalyDetector(
                        SingleMetricAnomalyDetector.builder()
                                .accountId(detector.scope().account())
                                .namespace(metric.namespace())
                                .metricName(metric.name())
                                .dimensions(Dimensions.of(metric))
                                .stat(single.get().statistic())
                                .build())
                .build();
    }

    private static AnomalyDetectorConfiguration written(Configuration configuration) {
        return AnomalyDetectorConfiguration.builder()
                .excludedTimeRanges(
                        configuration.excluded().stream()
                                .map(each ->
                                        Range.builder()
                                                .startTime(each.from())
                                                .endTime(each.to())
                                                .build())
                                .toList())
                .metricTimezone(configuration.zone().orElse(null))
                .build();
    }

    private static String state(AnomalyDetector detector) {
        if (detector.trainedAt().isEmpty()) {
            return "PENDING_TRAINING";
        }
        return detector.models().isEmpty() ? "TRAINED_INSUFFICIENT_DATA" : "TRAINED";
    }

    private static ApiFault invalid(String message) {
        return new ApiFault(CloudWatchErrors.INVALID_PARAMETER_VALUE, message);
    }
}
