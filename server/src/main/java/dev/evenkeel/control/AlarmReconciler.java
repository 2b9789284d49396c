package dev.evenkeel.control;

import dev.evenkeel.decide.Draft;
import dev.evenkeel.decide.alarm.AlarmEvaluator;
import dev.evenkeel.decide.alarm.AlarmHistory;
import dev.evenkeel.decide.alarm.LowSamples;
import dev.evenkeel.decide.group.GroupView;
import dev.evenkeel.decide.math.MathFault;
import dev.evenkeel.decide.math.MetricMath;
import dev.evenkeel.decide.scaling.PolicyRun;
import dev.evenkeel.decide.scaling.PolicyRun.Fired;
import dev.evenkeel.decide.scaling.Trigger;
import dev.evenkeel.model.Alarm;
import dev.evenkeel.model.AutoScalingGroup;
import dev.evenkeel.model.Key;
import dev.evenkeel.model.MetricReader;
import dev.evenkeel.model.MetricReader.Span;
import dev.evenkeel.model.MetricReader.Value;
import dev.evenkeel.model.ScalingPolicy;
import dev.evenkeel.model.World;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Evaluates alarms when they are due, and runs the scaling policies they name: on every change of
/// state, and again at every evaluation for as long as the state lasts. What goes wrong with one
/// alarm stays with that alarm.
final class AlarmReconciler implements Reconciler {
    private final MetricReader metrics;
    private final Map<Key, Transition> lastTransition = new HashMap<>();
    private final Map<Cadence, Instant> next = new EnumMap<>(Cadence.class);

    /// Into which state an alarm went, and when: two changes may come at one instant.
    private record Transition(Alarm.State state, Instant at) {
        static Transition of(Alarm alarm) {
            return new Transition(alarm.state(), alarm.status().transitionedAt());
        }
    }

    AlarmReconciler(MetricReader metrics) {
        this.metrics = metrics;
    }

    @Override
    public void reconcile(Draft draft) {
        Set<Cadence> due = due(draft.now());
        for (World.Region region : draft.world().regions()) {
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
        }
        if (due.contains(Cadence.EACH_MINUTE)) {
            lastTransition.keySet().removeIf(key -> isGone(draft.world(), key));
            for (World.Region region : draft.world().regions()) {
                AlarmHistory.forgotten(region, draft.now()).forEach(draft::make);
            }
        }
    }

    private Set<Cadence> due(Instant now) {
        var due = EnumSet.noneOf(Cadence.class);
        for (Cadence each : Cadence.values()) {
            if (!now.isBefore(next.getOrDefault(each, Instant.MIN))) {
                next.put(each, each.nextAfter(now));
                due.add(each);
            }
        }
        return due;
    }

    private static boolean isGone(World world, Key alarm) {
        return world.in(alarm.scope()).find(Alarm.class, alarm.id()).isEmpty();
    }

    private void run(Draft draft, Alarm alarm, boolean isDue, Map<String, List<Fired>> fired) {
        Alarm found = isDue ? evaluated(draft, alarm) : alarm;
        boolean isNews = isNews(found);
        if (isDue || isNews) {
            fire(draft, found, fired, isNews || !found.equals(alarm));
        }
    }

    /// Whether somebody set another state since the last look.
    private boolean isNews(Alarm alarm) {
        Transition transition = Transition.of(alarm);
        Transition known = lastTransition.getOrDefault(alarm.key(), transition);
        lastTransition.put(alarm.key(), transition);
        return !known.equals(transition);
    }

    private Alarm evaluated(Draft draft, Alarm alarm) {
        if (hasTooFewSamples(alarm, draft.now())) {
            return alarm;
        }
        Alarm found = AlarmEvaluator.evaluate(alarm, values(alarm, draft.now()), draft.now());
        if (!found.equals(alarm)) {
            World.Region region = draft.world().in(alarm.scope());
            draft.put(found);
            AlarmHistory.moved(region, alarm, found).forEach(draft::make);
        }
        return found;
    }

    /// The datapoints an alarm is judged by. Any thread.
    List<Value> values(Alarm alarm, Instant now) {
        return switch (alarm.watch()) {
            case Alarm.Watch.Metric watch -> read(alarm, watch, watch.statistic(), now);
            case Alarm.Watch.Computed watch -> computed(alarm, watch, now);
        };
    }

    private List<Value> computed(Alarm alarm, Alarm.Watch.Computed watch, Instant now) {
        Span span = AlarmEvaluator.span(alarm, now);
        try {
            return MetricMath.single(
                    watch.queries(),
                    stat ->
                            metrics.read(
                                    alarm.scope(),
                                    stat.metric(),
                                    stat.statistic(),
                                    stat.period(),
                                    span),
                    span);
        } catch (MathFault _) {
            // What the data at hand makes impossible is no data; the rest was refused when put.
            return List.of();
        }
    }

    private List<Value> read(Alarm alarm, Alarm.Watch.Metric watch, String statistic, Instant now) {
        return metrics.read(
                alarm.scope(),
                watch.metric(),
                statistic,
                watch.period(),
                AlarmEvaluator.span(alarm, now));
    }

    /// Whether the alarm is to stay as it is because its percentile is one of too few values.
    private boolean hasTooFewSamples(Alarm alarm, Instant now) {
        return alarm.rule().ignoresFewSamples()
                && alarm.watch() instanceof Alarm.Watch.Metric watch
                && LowSamples.areIn(alarm, read(alarm, watch, "SampleCount", now));
    }

    private void fire(Draft draft, Alarm alarm, Map<String, List<Fired>> fired, boolean hasMoved) {
        if (!alarm.actions().enabled()) {
            return;
        }
        List<String> arns = actions(alarm);
        if (arns.isEmpty()) {
            return;
        }
        draft.world().in(alarm.scope()).all(ScalingPolicy.class).stream()
                .filter(policy -> policy.enabled() && arns.contains(policy.arn().value()))
                .forEach(policy -> {
                    fired.computeIfAbsent(policy.group(), _ -> new ArrayList<>())
                            .add(new Fired(policy, trigger(draft, alarm, policy)));
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

    private Trigger trigger(Draft draft, Alarm alarm, ScalingPolicy policy) {
        return Trigger.alarm(
                alarm.name(),
                alarm.status().state().name(),
                policy.name(),
                MetricReader.last(values(alarm, draft.now())),
                alarm.rule().threshold());
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
