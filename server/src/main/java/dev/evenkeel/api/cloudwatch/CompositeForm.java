package dev.evenkeel.api.cloudwatch;

import dev.evenkeel.decide.alarm.Suppression;
import dev.evenkeel.model.Alarm;
import dev.evenkeel.model.CompositeAlarm;
import java.time.Duration;
import java.time.Instant;

/// A composite alarm as the API writes it, and whether another alarm keeps it from acting.
final class CompositeForm {
    private CompositeForm() {}

    static dev.evenkeel.wire.cloudwatch.CompositeAlarm written(
            AlarmLookup lookup, CompositeAlarm alarm, Instant now) {
        Alarm.Status status = alarm.status();
        var written =
                dev.evenkeel.wire.cloudwatch.CompositeAlarm.builder()
                        .alarmName(alarm.name())
                        .alarmArn(alarm.arn().value())
                        .alarmDescription(
                                alarm.description().isEmpty() ? null : alarm.description())
                        .alarmConfigurationUpdatedTimestamp(alarm.configuredAt())
                        .alarmRule(alarm.rule())
                        .actionsEnabled(alarm.actions().enabled())
                        .okActions(alarm.actions().ok())
                        .alarmActions(alarm.actions().alarm())
                        .insufficientDataActions(alarm.actions().insufficientData())
                        .stateValue(status.state().name())
                        .stateReason(status.reason())
                        .stateReasonData(status.reasonData().isEmpty() ? null : status.reasonData())
                        .stateUpdatedTimestamp(status.updatedAt())
                        .stateTransitionedTimestamp(status.transitionedAt());
        alarm.suppressor()
                .ifPresent(suppressor -> {
                    written.actionsSuppressor(suppressor.alarm())
                            .actionsSuppressorWaitPeriod(seconds(suppressor.waitPeriod()))
                            .actionsSuppressorExtensionPeriod(
                                    seconds(suppressor.extensionPeriod()));
                    lookup.find(suppressor.alarmName())
                            .flatMap(other -> Suppression.by(alarm, suppressor, other, now))
                            .ifPresent(by ->
                                    written.actionsSuppressedBy(by)
                                            .actionsSuppressedReason(
                                                    "Actions suppressed by " + suppressor.alarm()));
                });
        return written.build();
    }

    private static Integer seconds(Duration duration) {
        return Math.toIntExact(duration.toSeconds());
    }
}
