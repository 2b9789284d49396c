package dev.evenkeel.api.cloudwatch;

import static java.util.Objects.requireNonNullElse;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.api.Call;
import dev.evenkeel.api.Decision;
import dev.evenkeel.decide.alarm.AlarmHistory;
import dev.evenkeel.decide.alarm.CompositeEvaluator;
import dev.evenkeel.model.Alarm;
import dev.evenkeel.model.AnyAlarm;
import dev.evenkeel.model.Change;
import dev.evenkeel.model.CompositeAlarm;
import dev.evenkeel.model.Resource;
import dev.evenkeel.model.World;
import dev.evenkeel.wire.Nothing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Finds alarms of both kinds for one call.
final class AlarmLookup {
    private final World.Region region;
    private final Instant now;

    AlarmLookup(World world, Call call) {
        region = world.in(call.scope());
        now = call.now();
    }

    World.Region region() {
        return region;
    }

    Optional<AnyAlarm> find(String name) {
        return CompositeEvaluator.find(region, name);
    }

    /// Those that are there, of alarms asked for by name.
    List<AnyAlarm> named(@Nullable List<String> names) {
        return requireNonNullElse(names, List.<String>of()).stream()
                .distinct()
                .flatMap(name -> find(name).stream())
                .toList();
    }

    /// All alarms by name.
    Stream<AnyAlarm> all() {
        return Stream.<AnyAlarm>concat(
                        region.all(Alarm.class).stream(), region.all(CompositeAlarm.class).stream())
                .sorted(Comparator.comparing(AnyAlarm::name));
    }

    /// The names in the rule of a composite alarm.
    Stream<String> children(String name) {
        return region.find(CompositeAlarm.class, name).stream()
                .flatMap(alarm -> CompositeEvaluator.rule(alarm).alarms())
                .distinct();
    }

    /// The composite alarms that speak of an alarm.
    Stream<CompositeAlarm> parents(String name) {
        return region.all(CompositeAlarm.class).stream()
                .filter(alarm -> CompositeEvaluator.rule(alarm).alarms().anyMatch(name::equals));
    }

    /// Alarms of both kinds share their names.
    void requireNoOther(Class<? extends Resource> kind, String name) {
        if (region.find(kind, name).isPresent()) {
            throw ApiFault.validation(
                    "An alarm of another type with the name " + name + " exists already.");
        }
    }

    /// What it takes to create or replace `alarm`.
    Decision<Nothing> configured(AnyAlarm alarm, boolean isThere) {
        var changes = new ArrayList<Change>();
        changes.add(alarm.put());
        changes.addAll(
                isThere
                        ? AlarmHistory.updated(region, alarm, now)
                        : AlarmHistory.created(region, alarm, now));
        return new Decision<>(changes, Nothing.NOTHING);
    }
}
