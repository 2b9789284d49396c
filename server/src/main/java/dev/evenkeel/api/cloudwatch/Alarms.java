package dev.evenkeel.api.cloudwatch;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.api.Call;
import dev.evenkeel.api.Decision;
import dev.evenkeel.model.Alarm;
import dev.evenkeel.model.Change;
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
import org.jspecify.annotations.Nullable;

/// Alarms: configured, switched, deleted.
final class Alarms {
    private static final String FIRST_REASON = "Unchecked: Initial alarm creation";

    private Alarms() {}

    /// Creates the alarm, or replaces its configuration and keeps its state.
    static Decision<Nothing> put(World world, Call call, PutMetricAlarmInput input) {
        String name = requireNonNull(input.alarmName());
        Optional<Alarm> before = world.in(call.scope()).find(Alarm.class, name);
        Alarm alarm =
                new Alarm(
                        call.scope().arn("cloudwatch", "alarm:" + name),
                        call.scope(),
                        name,
                        requireNonNullElse(input.alarmDescription(), ""),
                        AlarmForm.watch(input),
                        AlarmForm.rule(input),
                        AlarmForm.actions(input),
                        call.now(),
                        before.map(Alarm::status).orElse(unchecked(call)),
                        before.map(Alarm::tags).orElse(AlarmTags.of(input.tags())));
        return new Decision<>(List.of(new Change.Put(alarm)), Nothing.NOTHING);
    }

    private static Alarm.Status unchecked(Call call) {
        return new Alarm.Status(
                Alarm.State.INSUFFICIENT_DATA, FIRST_REASON, "", call.now(), call.now());
    }

    static Decision<Nothing> delete(World world, Call call, DeleteAlarmsInput input) {
        var changes = new ArrayList<Change>();
        for (Alarm alarm : named(world, call, input.alarmNames())) {
            changes.add(new Change.Remove(alarm.key()));
        }
        return new Decision<>(changes, Nothing.NOTHING);
    }

    /// Moves the alarm by hand; the next evaluation may move it back.
    static Decision<Nothing> setState(World world, Call call, SetAlarmStateInput input) {
        String name = requireNonNull(input.alarmName());
        Alarm alarm =
                world.in(call.scope())
                        .find(Alarm.class, name)
                        .orElseThrow(() ->
                                new ApiFault(
                                        CloudWatchErrors.RESOURCE_NOT_FOUND,
                                        "The alarm " + name + " does not exist."));
        var state = Alarm.State.valueOf(requireNonNull(input.stateValue()));
        boolean moved = state != alarm.status().state();
        var status =
                new Alarm.Status(
                        state,
                        requireNonNull(input.stateReason()),
                        requireNonNullElse(input.stateReasonData(), ""),
                        call.now(),
                        moved ? call.now() : alarm.status().transitionedAt());
        return new Decision<>(List.of(new Change.Put(alarm.withStatus(status))), Nothing.NOTHING);
    }

    static Decision<Nothing> enable(World world, Call call, EnableAlarmActionsInput input) {
        return switchActions(named(world, call, input.alarmNames()), true);
    }

    static Decision<Nothing> disable(World world, Call call, DisableAlarmActionsInput input) {
        return switchActions(named(world, call, input.alarmNames()), false);
    }

    private static Decision<Nothing> switchActions(List<Alarm> alarms, boolean enabled) {
        var changes = new ArrayList<Change>();
        for (Alarm alarm : alarms) {
            var actions = alarm.actions();
            changes.add(
                    new Change.Put(
                            alarm.withActions(
                                    new Alarm.Actions(
                                            enabled,
                                            actions.ok(),
                                            actions.alarm(),
                                            actions.insufficientData()))));
        }
        return new Decision<>(changes, Nothing.NOTHING);
    }

    private static List<Alarm> named(World world, Call call, @Nullable List<String> names) {
        return requireNonNullElse(names, List.<String>of()).stream()
                .flatMap(name -> world.in(call.scope()).find(Alarm.class, name).stream())
                .toList();
    }
}
