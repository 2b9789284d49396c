package dev.evenkeel.control;

import dev.evenkeel.decide.Draft;
import dev.evenkeel.decide.alarm.AlarmEvaluator;
import dev.evenkeel.decide.alarm.AlarmHistory;
import dev.evenkeel.decide.alarm.LowSamples;
import dev.evenkeel.decide.group.GroupView;
import dev.evenkeel.decide.scaling.PolicyRun;
import dev.evenkeel.decide.scaling.PolicyRun.Fired;
import dev.evenkeel.decide.scaling.Trigger;
import dev.evenkeel.model.Alarm;
import dev.evenkeel.model.AutoScalingGroup;
import dev.evenkeel.model.Key;
import dev.evenkeel.model.MetricReader;
import dev.evenkeel.model.ScalingPolicy;
import dev.evenkeel.model.Scope;
import dev.evenkeel.model.World;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Evaluates alarms when they are due, and runs the scaling policies they name: on every change of
/// state, and again at every evaluation for as long as the state lasts. What goes wrong with one
/// alarm stays with that alarm.
final class AlarmReconciler implements Reconciler {
    private final AlarmReadings readings;
    private final Map<Key, Transition> lastTransition = new HashMap<>();
    private final Map<Scope, World.Region> settled = new HashMap<>();
    private final Map<Cadence, Instant> next = new EnumMap<>(Cadence.class);

    /// Alarms that are due and whose datapoints are being read.
    private final Set<Key> waiting = new HashSet<>();

    /// Whether any alarm of the region at hand waits for its datapoints.
    private boolean isAwaited;

    /// What is remembered of a round once its changes are durable.
    private final List<Runnable> learned = new ArrayList<>();

    /// Into which state an alarm went, and when: two changes may come at one instant.
    private record Transition(Alarm.State state, Instant at) {
        static Transition of(Alarm alarm) {
            return new Transition(alarm.state(), alarm.status().transitionedAt());
        }
    }

    AlarmReconciler(AlarmReadings readings) {
        this.readings = readings;
    }

    @Override
    public void reconcile(Draft draft) {
        learned.clear();
        Set<Cadence> due = due(draft.now());
        for (World.Region region : draft.world().regions()) {
            if (due.isEmpty() && isSettled(region)) {
                continue;
            }
            isAwaited = false;
            Map<String, List<Fired>> fired = new TreeMap<>();
            for (Alarm alarm : region.all(Alarm.class)) {
                boolean isDue = due.contains(Cadence.of(alarm.watch().period()));
                Compartment.run(
                        draft,
                        "the alarm " + alarm.name(),
                        branch -> run(branch, alarm, isDue, fired));
            }
            fired.forEach((group, all) ->
                    Compartment.run(
                            draft,
                            "the group " + group,
                            branch -> scale(branch, region, group, all)));
            settle(region);
        }
        if (due.contains(Cadence.EACH_MINUTE)) {
            lastTransition.keySet().removeIf(key -> isGone(draft.world(), key));
            waiting.removeIf(key -> isGone(draft.world(), key));
            readings.forget(draft.world());
            for (World.Region region : draft.world().regions()) {
                AlarmHistory.forgotten(region, draft.now()).forEach(draft::make);
            }
        }
        readings.fetch();
    }

    @Override
    public void committed() {
        learned.forEach(Runnable::run);
        learned.clear();
    }

    /// Whether no alarm has changed since the last look, after which none waited for anything.
    private boolean isSettled(World.Region region) {
        World.Region before = settled.get(region.scope());
        return before != null && region.shares(before, Alarm.class);
    }

    private void settle(World.Region region) {
        settled.remove(region.scope());
        if (!isAwaited) {
            learned.add(() -> settled.put(region.scope(), region));
        }
    }

    private Set<Cadence> due(Instant now) {
        var due = EnumSet.noneOf(Cadence.class);
        for (Cadence each : Cadence.values()) {
            if (!now.isBefore(next.getOrDefault(each, Instant.MIN))) {
                learned.add(() -> next.put(each, each.nextAfter(now)));
                due.add(each);
            }
        }
        return due;
    }

    private static boolean isGone(World world, Key alarm) {
        return world.in(alarm.scope()).find(Alarm.class, alarm.id()).isEmpty();
    }

    private void run(Draft draft, Alarm alarm, boolean isDue, Map<String, List<Fired>> fired) {
        boolean evaluates = waiting.remove(alarm.key()) || isDue;
        boolean isNews = isNews(alarm);
        if (!evaluates && !isNews) {
            return;
        }
        Optional<AlarmReading> reading = readings.find(alarm, draft.world(), draft.now());
        if (reading.isEmpty()) {
            // News stays news until then.
            isAwaited = true;
            if (evaluates) {
                waiting.add(alarm.key());
            }
            return;
        }
        Alarm found = evaluates ? evaluated(draft, alarm, reading.get()) : alarm;
        fire(draft, new Shot(found, reading.get()), fired, isNews || !found.equals(alarm));
        learned.add(() -> lastTransition.put(found.key(), Transition.of(found)));
    }

    /// Whether somebody set another state since the last look.
    private boolean isNews(Alarm alarm) {
        Transition transition = Transition.of(alarm);
        Transition known = lastTransition.putIfAbsent(alarm.key(), transition);
        return known != null && !known.equals(transition);
    }

    private static Alarm evaluated(Draft draft, Alarm alarm, AlarmReading reading) {
        if (alarm.rule().ignoresFewSamples() && LowSamples.areIn(alarm, reading.counts())) {
            return alarm;
        }
        Alarm found = AlarmEvaluator.evaluate(alarm, reading.observed(), reading.at());
        if (!found.equals(alarm)) {
            World.Region region = draft.world().in(alarm.scope());
            draft.put(found);
            AlarmHistory.moved(region, alarm, found).forEach(draft::make);
        }
        return found;
    }

    /// An alarm whose actions are called, and what it was judged by.
    private record Shot(Alarm alarm, AlarmReading reading) {
        Trigger trigger(ScalingPolicy policy) {
            return Trigger.alarm(
                    alarm.name(),
                    alarm.status().state().name(),
                    policy.name(),
                    MetricReader.last(reading.observed().values()),
                    reading.observed().threshold());
        }
    }

    private static void fire(
            Draft draft, Shot shot, Map<String, List<Fired>> fired, boolean hasMoved) {
        Alarm alarm = shot.alarm();
        if (!alarm.actions().enabled()) {
            return;
        }
        List<String> arns = actions(alarm);
        if (arns.isEmpty()) {
            return;
        }
        World.Region region = draft.world().in(alarm.scope());
        arns.stream()
                .flatMap(arn -> region.by(ScalingPolicy.class, arn).stream())
                .filter(ScalingPolicy::enabled)
                .sorted(Comparator.comparing(ScalingPolicy::id))
                .forEach(policy -> {
                    fired.computeIfAbsent(policy.group(), _ -> new ArrayList<>())
                            .add(new Fired(policy, shot.trigger(policy)));
                    if (hasMoved) {
                        remember(draft, alarm, policy);
                    }
                });
    }

    private static void remember(Draft draft, Alarm alarm, ScalingPolicy policy) {
        World.Region region = draft.world().in(alarm.scope());
        AlarmHistory.acted(region, alarm, policy.arn().value(), draft.now()).forEach(draft::make);
    }

    private static List<String> actions(Alarm alarm) {
        return switch (alarm.status().state()) {
            case OK -> alarm.actions().ok();
            case ALARM -> alarm.actions().alarm();
            case INSUFFICIENT_DATA -> alarm.actions().insufficientData();
        };
    }

    private static void scale(Draft draft, World.Region region, String name, List<Fired> fired) {
        region.find(AutoScalingGroup.class, name)
                .filter(group -> !group.deleting())
                .filter(group -> !group.suspendedProcesses().contains("AlarmNotification"))
                .map(group -> GroupView.of(draft.world(), group))
                .map(view -> PolicyRun.of(view, fired, draft.now()))
                .ifPresent(outcome -> {
                    switch (outcome) {
                        case PolicyRun.Outcome.Changed(AutoScalingGroup next) -> draft.put(next);
                        case PolicyRun.Outcome.Unchanged _, PolicyRun.Outcome.Waiting _ -> {}
                    }
                });
    }
}
