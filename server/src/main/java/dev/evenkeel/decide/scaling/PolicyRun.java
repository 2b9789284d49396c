package dev.evenkeel.decide.scaling;

import dev.evenkeel.decide.forecast.PredictiveScaling;
import dev.evenkeel.decide.group.GroupView;
import dev.evenkeel.model.Alarm;
import dev.evenkeel.model.AutoScalingGroup;
import dev.evenkeel.model.AutoScalingGroup.Cooldown;
import dev.evenkeel.model.ScalingPolicy;
import dev.evenkeel.model.World;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Runs scaling policies on a group: finds the capacity each wants, and lets the largest win.
///
/// While new instances warm up, a policy may add the rest of what it wants but takes nothing away.
/// Nor does any take what a forecast wants for this hour.
public final class PolicyRun {
    private final GroupView view;
    private final Instant now;

    private PolicyRun(GroupView view, Instant now) {
        this.view = view;
        this.now = now;
    }

    /// A policy, and what set it off.
    public record Fired(ScalingPolicy policy, Trigger trigger) {}

    /// How a run ended.
    public sealed interface Outcome {
        /// The group as it is to be: its capacity, the words for why, and a cooldown.
        record Changed(AutoScalingGroup group) implements Outcome {}

        /// No policy wants another capacity.
        record Unchanged() implements Outcome {}

        /// Simple scaling waits for an activity or a cooldown to end.
        record Waiting() implements Outcome {}
    }

    /// What the group becomes when all of `fired` are run at once.
    public static Outcome of(GroupView view, List<Fired> fired, Instant now) {
        return new PolicyRun(view, now).run(fired);
    }

    /// What one policy makes of the group, e.g. for `ExecutePolicy`.
    public static Outcome of(World world, AutoScalingGroup group, Fired fired, Instant now) {
        return of(GroupView.of(world, group), List.of(fired), now);
    }

    /// What one policy comes to: it waits out a cooldown or an activity, it wants another capacity,
    /// or it is content.
    public record Weighed(Fired fired, boolean waits, OptionalInt wanted) {}

    /// What each of `fired` comes to when all are run at once; the largest wish wins.
    public static List<Weighed> weigh(GroupView view, List<Fired> fired, Instant now) {
        var run = new PolicyRun(view, now);
        return fired.stream().map(run::weigh).toList();
    }

    private Weighed weigh(Fired fired) {
        boolean waits = mustWait(fired);
        Optional<Wish> wish = waits ? Optional.empty() : wish(fired);
        return new Weighed(
                fired,
                waits,
                wish.map(w -> OptionalInt.of(w.desired())).orElse(OptionalInt.empty()));
    }

    private record Wish(int desired, Fired from) {}

    private Outcome run(List<Fired> fired) {
        List<Weighed> weighed = fired.stream().map(this::weigh).toList();
        boolean waits = weighed.stream().anyMatch(Weighed::waits);
        Optional<Wish> wish =
                weighed.stream()
                        .filter(w -> w.wanted().isPresent())
                        .map(w -> new Wish(w.wanted().getAsInt(), w.fired()))
                        .max(Comparator.comparingInt(Wish::desired));
        if (wish.isEmpty()) {
            return waits ? new Outcome.Waiting() : new Outcome.Unchanged();
        }
        AutoScalingGroup.Capacity next = view.group().capacity().wanting(wish.get().desired());
        boolean isHeld = next.desired() < desired() && view.isShifted(now);
        return next.desired() == desired() || isHeld
                ? new Outcome.Unchanged()
                : new Outcome.Changed(changed(next, wish.get().from()));
    }

    private int desired() {
        return view.group().capacity().desired();
    }

    private AutoScalingGroup changed(AutoScalingGroup.Capacity next, Fired from) {
        String words =
                "At "
                        + now.truncatedTo(ChronoUnit.SECONDS)
                        + " "
                        + from.trigger().words()
                        + " changing the desired capacity from "
                        + desired()
                        + " to "
                        + next.desired()
                        + ".";
        AutoScalingGroup.Edit edit = view.group().edit().capacity(next).lastChange(words);
        return switch (from.policy().method()) {
            case ScalingPolicy.Simple simple ->
                    edit.cooldown(
                                    new Cooldown(
                                            now,
                                            simple.cooldown()
                                                    .orElse(view.group().defaultCooldown())))
                            .done();
            case ScalingPolicy.Step _, ScalingPolicy.TargetTracking _, ScalingPolicy.Predictive _ ->
                    edit.done();
        };
    }

    /// Simple scaling takes one step at a time.
    private boolean mustWait(Fired fired) {
        return switch (fired.policy().method()) {
            case ScalingPolicy.Simple _ ->
                    fired.trigger().honorsCooldown()
                            && (view.group().cooldown().holds(now) || view.isBusy());
            case ScalingPolicy.Step _, ScalingPolicy.TargetTracking _, ScalingPolicy.Predictive _ ->
                    false;
        };
    }

    private Optional<Wish> wish(Fired fired) {
        OptionalInt wanted =
                switch (fired.policy().method()) {
                    case ScalingPolicy.Simple simple ->
                            OptionalInt.of(
                                    DesiredCapacity.adjusted(
                                            desired(),
                                            simple.adjustment(),
                                            simple.amount(),
                                            simple.minMagnitude()));
                    case ScalingPolicy.Step step -> step(step, fired.trigger());
                    case ScalingPolicy.TargetTracking tracking ->
                            tracking(tracking, fired.trigger());
                    case ScalingPolicy.Predictive _ -> OptionalInt.empty();
                };
        return wanted.stream()
                .map(w -> w < desired() ? Math.max(w, Math.min(desired(), forecast())) : w)
                .filter(w -> w != desired())
                .mapToObj(w -> new Wish(w, fired))
                .findFirst();
    }

    private int forecast() {
        return PredictiveScaling.least(view.world(), view.group(), now);
    }

    private OptionalInt step(ScalingPolicy.Step step, Trigger trigger) {
        if (trigger.metric().isEmpty()) {
            return OptionalInt.empty();
        }
        double breach = trigger.metric().getAsDouble() - trigger.threshold();
        OptionalInt amount = DesiredCapacity.amount(step.steps(), breach);
        if (amount.isEmpty()) {
            return amount;
        }
        int warming = warming(step.warmup());
        int settled = Math.max(0, desired() - warming);
        int out = adjusted(step, settled, amount.getAsInt());
        if (out > settled) {
            return OptionalInt.of(Math.max(desired(), out));
        }
        return warming > 0
                ? OptionalInt.empty()
                : OptionalInt.of(adjusted(step, desired(), amount.getAsInt()));
    }

    private static int adjusted(ScalingPolicy.Step step, int current, int amount) {
        return DesiredCapacity.adjusted(current, step.adjustment(), amount, step.minMagnitude());
    }

    private OptionalInt tracking(ScalingPolicy.TargetTracking tracking, Trigger trigger) {
        if (trigger.metric().isEmpty()) {
            return OptionalInt.empty();
        }
        double metric = trigger.metric().getAsDouble();
        int warming = warming(tracking.warmup());
        if (metric > tracking.target()) {
            int settled = Math.max(0, desired() - warming);
            int out = DesiredCapacity.tracking(settled, metric, tracking.target());
            return OptionalInt.of(Math.max(Math.max(1, desired()), out));
        }
        boolean mayShrink = !tracking.disableScaleIn() && warming == 0 && allAgreeToShrink();
        return mayShrink
                ? OptionalInt.of(
                        Math.min(
                                desired(),
                                DesiredCapacity.tracking(desired(), metric, tracking.target())))
                : OptionalInt.empty();
    }

    private int warming(Optional<Duration> ofPolicy) {
        Duration warmup =
                ofPolicy.or(view.group()::defaultWarmup).orElse(view.group().defaultCooldown());
        return GroupView.units(
                view.members().stream().filter(m -> view.isWarming(m, warmup, now)).toList());
    }

    /// A group grows when one tracking policy wants it, and shrinks when all do.
    private boolean allAgreeToShrink() {
        World.Region region = view.world().in(view.group().scope());
        String prefix = ScalingPolicy.prefix(view.group().name());
        return region.withPrefix(ScalingPolicy.class, prefix).stream()
                .filter(ScalingPolicy::enabled)
                .filter(PolicyRun::mayShrink)
                .flatMap(policy -> policy.alarms().stream())
                .flatMap(name -> region.find(Alarm.class, name).stream())
                .filter(alarm -> alarm.rule().comparison() == Alarm.Comparison.LESS)
                .allMatch(alarm -> alarm.status().state() == Alarm.State.ALARM);
    }

    private static boolean mayShrink(ScalingPolicy policy) {
        return switch (policy.method()) {
            case ScalingPolicy.TargetTracking tracking -> !tracking.disableScaleIn();
            case ScalingPolicy.Simple _, ScalingPolicy.Step _, ScalingPolicy.Predictive _ -> false;
        };
    }
}
