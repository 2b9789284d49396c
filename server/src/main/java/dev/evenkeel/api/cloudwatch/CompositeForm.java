package dev.evenkeel.api.cloudwatch;

import dev.evenkeel.model.Alarm;
import dev.evenkeel.model.AnyAlarm;
import dev.evenkeel.model.CompositeAlarm;
import dev.evenkeel.model.CompositeAlarm.Suppressor;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// A composite alarm as the API writes it, and whether another alarm keeps it from acting.
final class CompositeForm {
    private CompositeForm() {}

    /// The name in an alarm's name or ARN.
    static String name(String nameOrArn) {
        int cut = nameOrArn.indexOf(":alarm:");
        return nameOrArn.startsWith("arn:") && cut > 0
                ? nameOrArn.substring(cut + ":alarm:".length())
                : nameOrArn;
    }

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
                    lookup.find(name(suppressor.alarm()))
                            .flatMap(other -> suppressedBy(alarm, suppressor, other, now))
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

    /// `Alarm` while the other is in alarm, `WaitPeriod` while it may still get there,
    /// `ExtensionPeriod` for a while after it was.
    private static Optional<String> suppressedBy(
            CompositeAlarm alarm, Suppressor suppressor, AnyAlarm other, Instant now) {
        if (other.state() == Alarm.State.ALARM) {
            return Optional.of("Alarm");
        }
        Instant moved = alarm.status().transitionedAt();
        if (now.isBefore(moved.plus(suppressor.waitPeriod()))) {
            return Optional.of("WaitPeriod");
        }
        Instant left = other.status().transitionedAt();
        return now.isBefore(left.plus(suppressor.extensionPeriod()))
                ? Optional.of("ExtensionPeriod")
                : Optional.empty();
    }
}
