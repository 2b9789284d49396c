package dev.evenkeel.api.cloudwatch;

import static java.util.Objects.requireNonNullElse;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.decide.math.MetricMath;
import dev.evenkeel.model.Alarm;
import dev.evenkeel.model.MetricId;
import dev.evenkeel.model.MetricQuery;
import dev.evenkeel.model.Scope;
import dev.evenkeel.model.Statistic;
import dev.evenkeel.wire.cloudwatch.CloudWatchErrors;
import dev.evenkeel.wire.cloudwatch.MetricAlarm;
import dev.evenkeel.wire.cloudwatch.MetricDataQuery;
import dev.evenkeel.wire.cloudwatch.PutMetricAlarmInput;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// An alarm as the API writes it, read into the model and back. Checks what the API's model cannot
/// say.
final class AlarmForm {
    private static final List<Integer> SHORT_PERIODS = List.of(10, 20, 30);
    private static final String EVALUATE = "evaluate";
    private static final String IGNORE = "ignore";
    private static final int DAY = 86_400;
    private static final int HOUR = 3_600;

    private AlarmForm() {}

    static Alarm.Watch watch(Scope scope, PutMetricAlarmInput input) {
        if (input.metrics() != null && !input.metrics().isEmpty()) {
            return computed(scope, input, input.metrics());
        }
        if (input.evaluationCriteria() != null) {
            throw invalid("Alarms on queries are not available: give MetricName instead.");
        }
        if (input.thresholdMetricId() != null) {
            throw invalid("ThresholdMetricId can only be used with Metrics.");
        }
        String name = Required.of(input.metricName(), "MetricName");
        String namespace = Required.of(input.namespace(), "Namespace");
        int period = Required.of(input.period(), "Period");
        if (!SHORT_PERIODS.contains(period) && period % 60 != 0) {
            throw invalid("Period must be 10, 20, 30 or a multiple of 60");
        }
        MetricId metric = Dimensions.metric(namespace, name, input.dimensions());
        return new Alarm.Watch.Metric(
                metric,
                statistic(input.statistic(), input.extendedStatistic()),
                Duration.ofSeconds(period),
                Optional.ofNullable(input.unit()));
    }

    private static Alarm.Watch computed(
            Scope scope, PutMetricAlarmInput input, List<MetricDataQuery> metrics) {
        boolean isOfOne =
                input.metricName() != null
                        || input.namespace() != null
                        || input.statistic() != null
                        || input.extendedStatistic() != null
                        || input.period() != null
                        || input.unit() != null;
        if (isOfOne) {
            throw invalid(
                    "MetricName, Namespace, Dimensions, Period, Unit, Statistic and"
                            + " ExtendedStatistic must not be given together with Metrics");
        }
        List<MetricQuery> queries = QueryForm.read(scope, metrics);
        if (QueryForm.calls(queries, "SEARCH")) {
            throw invalid("SEARCH is not supported on Metric Alarms.");
        }
        if (input.thresholdMetricId() != null) {
            return BandForm.watch(queries, input.thresholdMetricId());
        }
        BandForm.requireNone(queries);
        if (queries.stream().filter(MetricQuery::returned).count() != 1) {
            throw invalid("Exactly one element of the metrics list should return data.");
        }
        return new Alarm.Watch.Computed(queries, Duration.ofSeconds(MetricMath.period(queries)));
    }

    private static String statistic(@Nullable String simple, @Nullable String extended) {
        if (simple != null && extended != null) {
            throw new ApiFault(
                    CloudWatchErrors.INVALID_PARAMETER_COMBINATION,
                    "Only one of Statistic and ExtendedStatistic can be specified");
        }
        if (extended == null) {
            return Required.of(simple, "Statistic");
        }
        if (Statistic.parse(extended).filter(s -> !(s instanceof Statistic.Simple)).isEmpty()) {
            throw invalid(
                    "The value " + extended + " for parameter ExtendedStatistic is not supported.");
        }
        return extended;
    }

    static Alarm.Rule rule(PutMetricAlarmInput input, Duration watched) {
        int periods = Required.of(input.evaluationPeriods(), "EvaluationPeriods");
        int datapoints = requireNonNullElse(input.datapointsToAlarm(), periods);
        if (datapoints > periods) {
            throw invalid("DatapointsToAlarm must not be greater than EvaluationPeriods");
        }
        long period = watched.toSeconds();
        if (periods * period > (period < HOUR ? DAY : 7 * DAY)) {
            throw invalid(
                    "Metrics cannot be checked across more than a day"
                            + " (EvaluationPeriods * Period must be <= 86400)");
        }
        Alarm.Comparison comparison =
                comparison(Required.of(input.comparisonOperator(), "ComparisonOperator"));
        requireThreshold(comparison, input);
        return new Alarm.Rule(
                comparison,
                comparison.isOfBand() ? 0 : Required.of(input.threshold(), "Threshold"),
                periods,
                datapoints,
                missing(requireNonNullElse(input.treatMissingData(), "missing")),
                ignoresFewSamples(input));
    }

    /// A number or a band, as the comparison wants it.
    private static void requireThreshold(Alarm.Comparison comparison, PutMetricAlarmInput input) {
        if (comparison.isOfBand() && input.thresholdMetricId() == null) {
            throw invalid("ComparisonOperators for ranges require ThresholdMetricId to be set");
        }
        if (comparison.isOfBand() && input.threshold() != null) {
            throw invalid("Threshold must not be set for alarms with a ThresholdMetricId");
        }
        if (!comparison.isOfBand() && input.thresholdMetricId() != null) {
            throw invalid("ThresholdMetricId can only be used with ComparisonOperators for ranges");
        }
    }

    private static boolean ignoresFewSamples(PutMetricAlarmInput input) {
        String word = input.evaluateLowSampleCountPercentile();
        if (word == null) {
            return false;
        }
        if (!List.of(EVALUATE, IGNORE).contains(word)) {
            throw invalid(
                    "The value "
                            + word
                            + " for parameter EvaluateLowSampleCountPercentile is invalid.");
        }
        String statistic = requireNonNullElse(input.extendedStatistic(), "");
        if (!(Statistic.parse(statistic).orElse(null) instanceof Statistic.Percentile)) {
            throw invalid(
                    "EvaluateLowSampleCountPercentile can only be used with a percentile"
                            + " ExtendedStatistic");
        }
        return word.equals(IGNORE);
    }

    static Alarm.Actions actions(PutMetricAlarmInput input) {
        return new Alarm.Actions(
                requireNonNullElse(input.actionsEnabled(), true),
                requireNonNullElse(input.okActions(), List.of()),
                requireNonNullElse(input.alarmActions(), List.of()),
                requireNonNullElse(input.insufficientDataActions(), List.of()));
    }

    private static Alarm.Comparison comparison(String word) {
        for (Alarm.Comparison comparison : Alarm.Comparison.values()) {
            if (comparison.word().equals(word)) {
                return comparison;
            }
        }
        throw invalid("The value " + word + " for parameter ComparisonOperator is invalid.");
    }

    private static Alarm.Missing missing(String word) {
        for (Alarm.Missing missing : Alarm.Missing.values()) {
            if (missing.word().equals(word)) {
                return missing;
            }
        }
        throw invalid("The value " + word + " for parameter TreatMissingData is invalid.");
    }

    static MetricAlarm written(Alarm alarm) {
        Alarm.Rule rule = alarm.rule();
        Alarm.Status status = alarm.status();
        MetricAlarm.Builder written =
                MetricAlarm.builder()
                        .alarmName(alarm.name())
                        .alarmArn(alarm.arn().value())
                        .alarmDescription(
                                alarm.description().isEmpty() ? null : alarm.description())
                        .alarmConfigurationUpdatedTimestamp(alarm.configuredAt())
                        .actionsEnabled(alarm.actions().enabled())
                        .okActions(alarm.actions().ok())
                        .alarmActions(alarm.actions().alarm())
                        .insufficientDataActions(alarm.actions().insufficientData())
                        .stateValue(status.state().name())
                        .stateReason(status.reason())
                        .stateReasonData(status.reasonData().isEmpty() ? null : status.reasonData())
                        .stateUpdatedTimestamp(status.updatedAt())
                        .stateTransitionedTimestamp(status.transitionedAt())
                        .evaluationPeriods(rule.periods())
                        .datapointsToAlarm(
                                rule.datapoints() == rule.periods() ? null : rule.datapoints())
                        .threshold(rule.comparison().isOfBand() ? null : rule.threshold())
                        .comparisonOperator(rule.comparison().word())
                        .treatMissingData(rule.missing().word())
                        .evaluateLowSampleCountPercentile(rule.ignoresFewSamples() ? IGNORE : null);
        switch (alarm.watch()) {
            case Alarm.Watch.Metric metric -> written(written, metric);
            case Alarm.Watch.Computed watch ->
                    written.metrics(watch.queries().stream().map(QueryForm::written).toList());
            case Alarm.Watch.Banded watch ->
                    written.metrics(watch.queries().stream().map(QueryForm::written).toList())
                            .thresholdMetricId(watch.threshold());
        }
        return written.build();
    }

    private static void written(MetricAlarm.Builder written, Alarm.Watch.Metric watch) {
        boolean isSimple =
                Statistic.parse(watch.statistic()).orElse(null) instanceof Statistic.Simple;
        written.metricName(watch.metric().name())
                .namespace(watch.metric().namespace())
                .dimensions(Dimensions.of(watch.metric()))
                .statistic(isSimple ? watch.statistic() : null)
                .extendedStatistic(isSimple ? null : watch.statistic())
                .period((int) watch.period().toSeconds())
                .unit(watch.unit().orElse(null));
    }

    private static ApiFault invalid(String message) {
        return ApiFault.validation(message);
    }
}
