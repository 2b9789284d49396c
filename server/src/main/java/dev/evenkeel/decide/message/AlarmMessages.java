package dev.evenkeel.decide.message;

import dev.evenkeel.model.Alarm;
import dev.evenkeel.model.AnyAlarm;
import dev.evenkeel.model.CompositeAlarm;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What is told when an alarm has changed its state: an event, and a message to each topic among
/// its actions for the new state. Those of a composite alarm with a suppressor are told later, if
/// at all: see [SuppressedActions].
final class AlarmMessages {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'+0000'")
                    .withZone(ZoneOffset.UTC);

    private AlarmMessages() {}

    static List<Told> of(Optional<? extends AnyAlarm> before, AnyAlarm alarm) {
        if (before.isEmpty() || before.get().state() == alarm.state()) {
            return List.of();
        }
        Alarm.Status was = before.get().status();
        List<Told> told = new ArrayList<>();
        told.add(event(was, alarm));
        boolean mayBeHeldBack =
                alarm instanceof CompositeAlarm composite && composite.suppressor().isPresent();
        if (!mayBeHeldBack) {
            told.addAll(actions(was.state(), alarm));
        }
        return told;
    }

    /// What an alarm tells the topics among its actions, having come to its state from another.
    static List<Told> actions(Alarm.State before, AnyAlarm alarm) {
        return topics(alarm).stream().map(topic -> published(before, alarm, topic)).toList();
    }

    /// The topics an alarm calls in the state it is in.
    private static List<String> topics(AnyAlarm alarm) {
        Alarm.Actions actions = alarm.actions();
        if (!actions.enabled()) {
            return List.of();
        }
        List<String> all =
                switch (alarm.state()) {
                    case OK -> actions.ok();
                    case ALARM -> actions.alarm();
                    case INSUFFICIENT_DATA -> actions.insufficientData();
                };
        return all.stream().filter(Told::isTopic).distinct().toList();
    }

    private static Told event(Alarm.Status before, AnyAlarm alarm) {
        String detail =
                new JsonObject()
                        .text("alarmName", alarm.name())
                        .json("configuration", configuration(alarm))
                        .json("previousState", state(before))
                        .json("state", state(alarm.status()))
                        .done();
        return new Told.Event(
                alarm.scope(),
                about(alarm),
                "aws.cloudwatch",
                "CloudWatch Alarm State Change",
                List.of(alarm.arn().value()),
                detail);
    }

    private static String about(AnyAlarm alarm) {
        return alarm.arn() + alarm.state().name() + alarm.status().transitionedAt();
    }

    private static String state(Alarm.Status status) {
        return new JsonObject()
                .text("reason", status.reason())
                .ifGiven("reasonData", status.reasonData())
                .text("timestamp", time(status.transitionedAt()))
                .text("value", status.state().name())
                .done();
    }

    private static String configuration(AnyAlarm alarm) {
        JsonObject told = new JsonObject().ifGiven("description", alarm.description());
        return switch (alarm) {
            case CompositeAlarm composite -> {
                composite
                        .suppressor()
                        .ifPresent(s ->
                                told.text("actionsSuppressor", s.alarm())
                                        .json(
                                                "actionsSuppressorWaitPeriod",
                                                "" + s.waitPeriod().toSeconds())
                                        .json(
                                                "actionsSuppressorExtensionPeriod",
                                                "" + s.extensionPeriod().toSeconds()));
                yield told.text("alarmRule", composite.rule()).done();
            }
            case Alarm metric ->
                    told.json("metrics", WatchText.ofEvent(metric.name(), metric.watch())).done();
        };
    }

    private static Told published(Alarm.State before, AnyAlarm alarm, String topic) {
        String state = alarm.state().name();
        String region = RegionNames.of(alarm.scope().region());
        JsonObject message =
                new JsonObject()
                        .text("AlarmName", alarm.name())
                        .json("AlarmDescription", WatchText.orNull(alarm.description()))
                        .text("AWSAccountId", alarm.scope().account())
                        .text("AlarmConfigurationUpdatedTimestamp", time(alarm.configuredAt()))
                        .text("NewStateValue", state)
                        .text("NewStateReason", alarm.status().reason())
                        .text("StateChangeTime", time(alarm.status().transitionedAt()))
                        .text("Region", region)
                        .text("AlarmArn", alarm.arn().value())
                        .text("OldStateValue", before.name())
                        .texts("OKActions", alarm.actions().ok())
                        .texts("AlarmActions", alarm.actions().alarm())
                        .texts("InsufficientDataActions", alarm.actions().insufficientData());
        switch (alarm) {
            case CompositeAlarm composite -> message.text("AlarmRule", composite.rule());
            case Alarm metric -> message.json("Trigger", WatchText.trigger(metric));
        }
        return new Told.Published(
                alarm.scope(),
                about(alarm) + topic,
                topic,
                state + ": \"" + alarm.name() + "\" in " + region,
                message.done());
    }

    private static String time(Instant at) {
        return TIME.format(at);
    }
}
