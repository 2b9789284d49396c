package dev.evenkeel.api.cloudwatch;

import static java.util.Objects.requireNonNullElse;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.model.Alarm;
import dev.evenkeel.model.MetricId;
import dev.evenkeel.wire.cloudwatch.CloudWatchErrors;
import dev.evenkeel.wire.cloudwatch.MetricAlarm;
import dev.evenkeel.wire.cloudwatch.PutMetricAlarmInput;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// An alarm as the API writes it, read into the model and back. Checks what the API's model cannot
/// say.
final class AlarmForm {
    private static final List<Integer> SHORT_PERIODS = List.of(10, 20, 30);
    private static final int DAY = 86_400;
    private static final int HOUR = 3_600;

    private AlarmForm() {}

    static Alarm.Watch watch(PutMetricAlarmInput input) {
        if (input.metrics() != null && !input.metrics().isEmpty()) {
            throw invalid("Alarms on metric math are not available: give MetricName instead.");
        }
        if (input.extendedStatistic() != null) {
            throw invalid("Alarms on percentiles are not available: give Statistic instead.");
        }
        if (input.evaluationCriteria() != null) {
            throw invalid("Alarms on queries are not available: give MetricName instead.");
        }
        String name = given(input.metricName(), "MetricName");
        String namespace = given(input.namespace(), "Namespace");
        int period = given(input.period(), "Period");
        if (!SHORT_PERIODS.contains(period) && period % 60 != 0) {
            throw invalid("Period must be 10, 20, 30 or a multiple of 60");
        }
        MetricId metric = Dimensions.metric(namespace, name, input.dimensions());
        return new Alarm.Watch(
                metric,
                given(input.statistic(), "Statistic"),
                Duration.ofSeconds(period),
                Optional.ofNullable(input.unit()));
    }

    static Alarm.Rule rule(PutMetricAlarmInput input) {
        int periods = given(input.evaluationPeriods(), "EvaluationPeriods");
        int datapoints = requireNonNullElse(input.datapointsToAlarm(), periods);
        if (datapoints > periods) {
            throw invalid("DatapointsToAlarm must not be greater than EvaluationPeriods");
        }
        int period = given(input.period(), "Period");
        if ((long) periods * period > (period < HOUR ? DAY : 7 * DAY)) {
            throw invalid(
                    "Metrics cannot be checked across more than a day"
                            + " (EvaluationPeriods * Period must be <= 86400)");
        }
        return new Alarm.Rule(
                comparison(given(input.comparisonOperator(), "ComparisonOperator")),
                given(input.threshold(), "Threshold"),
                periods,
                datapoints,
                missing(requireNonNullElse(input.treatMissingData(), "missing")));
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
        throw invalid("The comparison " + word + " is for anomaly detection, not available here.");
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
        Alarm.Watch watch = alarm.watch();
        Alarm.Rule rule = alarm.rule();
        Alarm.Status status = alarm.status();
        return MetricAlarm.builder()
                .alarmName(alarm.name())
                .alarmArn(alarm.arn().value())
                .alarmDescription(alarm.description().isEmpty() ? null : alarm.description())
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
                .metricName(watch.metric().name())
                .namespace(watch.metric().namespace())
                .dimensions(Dimensions.of(watch.metric()))
                .statistic(watch.statistic())
                .period((int) watch.period().toSeconds())
                .unit(watch.unit().orElse(null))
                .evaluationPeriods(rule.periods())
                .datapointsToAlarm(rule.datapoints() == rule.periods() ? null : rule.datapoints())
                .threshold(rule.threshold())
                .comparisonOperator(rule.comparison().word())
                .treatMissingData(rule.missing().word())
                .build();
    }

    private static <T> T given(@Nullable T value, String parameter) {
        if (value == null) {
            throw new ApiFault(
                    CloudWatchErrors.MISSING_REQUIRED_PARAMETER,
                    "The parameter " + parameter + " is required.");
        }
        return value;
    }

    private static ApiFault invalid(String message) {
        return ApiFault.validation(message);
    }
}
