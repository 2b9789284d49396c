package dev.evenkeel.api.cloudwatch;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.api.Call;
import dev.evenkeel.api.Decision;
import dev.evenkeel.decide.alarm.AlarmHistory;
import dev.evenkeel.model.Alarm;
import dev.evenkeel.model.AnomalyDetector;
import dev.evenkeel.model.AnyAlarm;
import dev.evenkeel.model.Change;
import dev.evenkeel.model.CompositeAlarm;
import dev.evenkeel.model.World;
import dev.evenkeel.wire.Nothing;
import dev.evenkeel.wire.cloudwatch.CloudWatchErrors;
import dev.evenkeel.wire.cloudwatch.DeleteAlarmsInput;
import dev.evenkeel.wire.cloudwatch.DisableAlarmActionsInput;
import dev.evenkeel.wire.cloudwatch.EnableAlarmActionsInput;
import dev.evenkeel.wire.cloudwatch.PutMetricAlarmInput;
import dev.evenkeel.wire.cloudwatch.SetAlarmStateInput;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Alarms: configured, switched, deleted.
final class Alarms {
    private static final String FIRST_REASON = "Unchecked: Initial alarm creation";

    private Alarms() {}

    /// Creates the alarm, or replaces its configuration and keeps its state.
    static Decision<Nothing> put(World world, Call call, PutMetricAlarmInput input) {
        String name = requireNonNull(input.alarmName());
        var lookup = new AlarmLookup(world, call);
        Optional<Alarm> before = lookup.region().find(Alarm.class, name);
        lookup.requireNoOther(CompositeAlarm.class, name);
        Alarm.Watch watch = AlarmForm.watch(call.scope(), input);
        Alarm alarm =
                new Alarm(
                        call.scope().arn("cloudwatch", "alarm:" + name),
                        call.scope(),
                        name,
                        requireNonNullElse(input.alarmDescription(), ""),
                        watch,
                        AlarmForm.rule(input, watch.period()),
                        AlarmForm.actions(input),
                        call.now(),
                        before.map(Alarm::status).orElseGet(() -> unchecked(call)),
                        before.map(Alarm::tags).orElse(AlarmTags.of(input.tags())));
        Decision<Nothing> configured = lookup.configured(alarm, before.isPresent());
        return watch instanceof Alarm.Watch.Banded banded
                ? withDetector(world, call, banded, configured)
                : configured;
    }

    /// Who alarms on a band has it learned.
    private static Decision<Nothing> withDetector(
            World world, Call call, Alarm.Watch.Banded watch, Decision<Nothing> configured) {
        if (world.in(call.scope()).find(AnomalyDetector.class, watch.detector()).isPresent()) {
            return configured;
        }
        var changes = new ArrayList<>(configured.changes());
        changes.add(
                AnomalyDetectors.added(
                        world, call, BandForm.detector(call.scope(), watch, call.now())));
        return new Decision<>(changes, Nothing.NOTHING);
    }

    static Alarm.Status unchecked(Call call) {
        return new Alarm.Status(
                Alarm.State.INSUFFICIENT_DATA, FIRST_REASON, "", call.now(), call.now());
    }

    /// Deletes all of them or none: one that a composite alarm speaks of stays.
    static Decision<Nothing> delete(World world, Call call, DeleteAlarmsInput input) {
        var lookup = new AlarmLookup(world, call);
        List<AnyAlarm> going = lookup.named(input.alarmNames());
        requireOneComposite(going);
        List<String> names = going.stream().map(AnyAlarm::name).toList();
        var changes = new ArrayList<Change>();
        for (AnyAlarm alarm : going) {
            lookup.parents(alarm.name())
                    .filter(parent -> !names.contains(parent.name()))
                    .findFirst()
                    .ifPresent(_ -> {
                        throw ApiFault.validation(
                                "Cannot delete "
                                        + alarm.name()
                                        + " as there are composite alarm(s) depending on it.");
                    });
            changes.add(new Change.Remove(alarm.key()));
            changes.addAll(AlarmHistory.deleted(lookup.region(), alarm, call.now()));
        }
        return new Decision<>(changes, Nothing.NOTHING);
    }

    private static void requireOneComposite(List<AnyAlarm> alarms) {
        if (alarms.stream().filter(CompositeAlarm.class::isInstance).count() > 1) {
            throw ApiFault.validation(
                    "Your request must not have more than one composite alarm to delete.");
        }
    }

    /// Moves the alarm by hand; the next evaluation may move it back.
    static Decision<Nothing> setState(World world, Call call, SetAlarmStateInput input) {
        String name = requireNonNull(input.alarmName());
        var lookup = new AlarmLookup(world, call);
        AnyAlarm alarm =
                lookup.find(name)
                        .orElseThrow(() ->
                                new ApiFault(
                                        CloudWatchErrors.RESOURCE_NOT_FOUND,
                                        "The alarm " + name + " does not exist."));
        var state = Alarm.State.valueOf(requireNonNull(input.stateValue()));
        boolean moved = state != alarm.state();
        var status =
                new Alarm.Status(
                        state,
                        requireNonNull(input.stateReason()),
                        requireNonNullElse(input.stateReasonData(), ""),
                        call.now(),
                        moved ? call.now() : alarm.status().transitionedAt());
        AnyAlarm next = alarm.withStatus(status);
        var changes = new ArrayList<Change>();
        changes.add(next.put());
        if (moved) {
            changes.addAll(AlarmHistory.moved(lookup.region(), alarm, next));
        }
        return new Decision<>(changes, Nothing.NOTHING);
    }

    static Decision<Nothing> enable(World world, Call call, EnableAlarmActionsInput input) {
        return switchActions(new AlarmLookup(world, call).named(input.alarmNames()), true);
    }

    static Decision<Nothing> disable(World world, Call call, DisableAlarmActionsInput input) {
        return switchActions(new AlarmLookup(world, call).named(input.alarmNames()), false);
    }

    private static Decision<Nothing> switchActions(List<AnyAlarm> alarms, boolean enabled) {
        var changes = new ArrayList<Change>();
        for (AnyAlarm alarm : alarms) {
            var actions = alarm.actions();
            changes.add(
                    alarm.withActions(
                                    new Alarm.Actions(
                                            enabled,
                                            actions.ok(),
                                            actions.alarm(),
                                            actions.insufficientData()))
                            .put());
        }
        return new Decision<>(changes, Nothing.NOTHING);
    }
}
