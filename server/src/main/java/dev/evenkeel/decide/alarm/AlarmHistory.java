package dev.evenkeel.decide.alarm;

import dev.evenkeel.decide.JsonText;
import dev.evenkeel.model.Alarm;
import dev.evenkeel.model.AlarmHistoryItem;
import dev.evenkeel.model.AnyAlarm;
import dev.evenkeel.model.Change;
import dev.evenkeel.model.CompositeAlarm;
import dev.evenkeel.model.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What is remembered of an alarm: the last hundred things that happened to it, for thirty days.
///
/// Each function gives the changes that add one item and drop what is too much.
public final class AlarmHistory {
    private static final String MOVED = "Alarm updated from ";
    private static final int MOST = 100;
    private static final Duration KEPT = Duration.ofDays(30);

    private AlarmHistory() {}

    public static List<Change> created(World.Region region, AnyAlarm alarm, Instant now) {
        return configured(region, alarm, now, "created", "Create");
    }

    public static List<Change> updated(World.Region region, AnyAlarm alarm, Instant now) {
        return configured(region, alarm, now, "updated", "Update");
    }

    public static List<Change> deleted(World.Region region, AnyAlarm alarm, Instant now) {
        return configured(region, alarm, now, "deleted", "Delete");
    }

    private static List<Change> configured(
            World.Region region, AnyAlarm alarm, Instant now, String word, String type) {
        String data =
                "{\"version\":\"1.0\",\"type\":\""
                        + type
                        + "\",\""
                        + word
                        + "Alarm\":"
                        + configuration(alarm)
                        + "}";
        return added(
                region,
                item(
                        region,
                        alarm,
                        now,
                        AlarmHistoryItem.Type.CONFIGURATION_UPDATE,
                        new Told("Alarm \"" + alarm.name() + "\" " + word, data)));
    }

    private static String configuration(AnyAlarm alarm) {
        String text =
                "{"
                        + JsonText.member("alarmName", alarm.name())
                        + ","
                        + JsonText.member("alarmArn", alarm.arn().value())
                        + ","
                        + JsonText.member("alarmDescription", alarm.description())
                        + ",\"actionsEnabled\":"
                        + alarm.actions().enabled()
                        + ",\"okActions\":"
                        + JsonText.list(alarm.actions().ok())
                        + ",\"alarmActions\":"
                        + JsonText.list(alarm.actions().alarm())
                        + ",\"insufficientDataActions\":"
                        + JsonText.list(alarm.actions().insufficientData())
                        + ",";
        return switch (alarm) {
            case CompositeAlarm composite ->
                    text + JsonText.member("alarmRule", composite.rule()) + "}";
            case Alarm metric -> text + rule(metric) + "}";
        };
    }

    private static String rule(Alarm alarm) {
        Alarm.Rule rule = alarm.rule();
        String threshold =
                alarm.watch() instanceof Alarm.Watch.Banded watch
                        ? JsonText.member("thresholdMetricId", watch.threshold())
                        : "\"threshold\":" + rule.threshold();
        return threshold
                + ","
                + JsonText.member("comparisonOperator", rule.comparison().word())
                + ",\"evaluationPeriods\":"
                + rule.periods()
                + ",\"datapointsToAlarm\":"
                + rule.datapoints()
                + ","
                + JsonText.member("treatMissingData", rule.missing().word());
    }

    /// The alarm changed its state.
    public static List<Change> moved(World.Region region, AnyAlarm before, AnyAlarm after) {
        String data =
                "{\"version\":\"1.0\",\"oldState\":"
                        + state(before.status())
                        + ",\"newState\":"
                        + state(after.status())
                        + "}";
        String summary = MOVED + before.state() + " to " + after.state();
        return added(
                region,
                item(
                        region,
                        after,
                        after.status().transitionedAt(),
                        AlarmHistoryItem.Type.STATE_UPDATE,
                        new Told(summary, data)));
    }

    /// The state an alarm came from, if that is the last that happened to it: it has neither acted
    /// nor been configured since.
    public static Optional<Alarm.State> leftUnanswered(World.Region region, AnyAlarm alarm) {
        return region
                .withPrefix(AlarmHistoryItem.class, AlarmHistoryItem.prefix(alarm.name()))
                .stream()
                .reduce((_, last) -> last)
                .filter(last -> last.type() == AlarmHistoryItem.Type.STATE_UPDATE)
                .map(last -> last.summary().substring(MOVED.length()).split(" ", 2)[0])
                .map(Alarm.State::valueOf);
    }

    private static String state(Alarm.Status status) {
        String why = status.reasonData();
        return "{"
                + JsonText.member("stateValue", status.state().name())
                + ","
                + JsonText.member("stateReason", status.reason())
                + (why.startsWith("{") ? ",\"stateReasonData\":" + why : "")
                + "}";
    }

    /// The alarm, on entering its state, called `action`.
    public static List<Change> acted(
            World.Region region, AnyAlarm alarm, String action, Instant now) {
        String data =
                "{\"actionState\":\"Succeeded\",\"stateUpdateTimestamp\":"
                        + alarm.status().updatedAt().toEpochMilli()
                        + ","
                        + JsonText.member("notificationResource", action)
                        + ",\"error\":null}";
        return added(
                region,
                item(
                        region,
                        alarm,
                        now,
                        AlarmHistoryItem.Type.ACTION,
                        new Told("Successfully executed action " + action, data)));
    }

    private record Told(String summary, String data) {}

    private static AlarmHistoryItem item(
            World.Region region,
            AnyAlarm alarm,
            Instant at,
            AlarmHistoryItem.Type type,
            Told told) {
        String moment =
                String.format(
                        "%s%015d\n",
                        AlarmHistoryItem.prefix(alarm.name()), Math.max(0, at.toEpochMilli()));
        int number = region.withPrefix(AlarmHistoryItem.class, moment).size();
        return new AlarmHistoryItem(
                alarm.scope(),
                moment + String.format("%04d", number),
                alarm.name(),
                alarm instanceof CompositeAlarm,
                at,
                type,
                told.summary(),
                told.data());
    }

    private static List<Change> added(World.Region region, AlarmHistoryItem item) {
        var changes = new ArrayList<Change>();
        String prefix = AlarmHistoryItem.prefix(item.alarm());
        var known = region.withPrefix(AlarmHistoryItem.class, prefix);
        known.stream()
                .limit(Math.max(0, known.size() + 1 - MOST))
                .forEach(old -> changes.add(new Change.Remove(old.key())));
        changes.add(new Change.Put(item));
        return changes;
    }

    /// What is too old to be kept.
    public static List<Change> forgotten(World.Region region, Instant now) {
        return region.all(AlarmHistoryItem.class).stream()
                .filter(item -> item.at().plus(KEPT).isBefore(now))
                .<Change>map(item -> new Change.Remove(item.key()))
                .toList();
    }
}
