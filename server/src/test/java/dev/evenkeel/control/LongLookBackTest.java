package dev.evenkeel.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.decide.Draft;
import dev.evenkeel.decide.Moment;
import dev.evenkeel.model.Alarm;
import dev.evenkeel.model.AutoScalingGroup;
import dev.evenkeel.model.Change;
import dev.evenkeel.model.MetricId;
import dev.evenkeel.model.MetricReader;
import dev.evenkeel.model.Resource;
import dev.evenkeel.model.ScalingPolicy;
import dev.evenkeel.model.Scope;
import dev.evenkeel.model.Tags;
import dev.evenkeel.model.World;
import dev.evenkeel.sim.Fleet;
import dev.evenkeel.sim.SimulatedMetrics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Alarms that look back for longer than memory goes: the control thread waits for no disk.
class LongLookBackTest {
    private static final Instant START = Instant.parse("2026-01-01T12:00:02Z");
    private static final ScalingPolicy OUT =
            new ScalingPolicy(
                    Fleet.SCOPE.arn("autoscaling", "scalingPolicy:1:policyName/out"),
                    Fleet.SCOPE,
                    "web",
                    "out",
                    true,
                    new ScalingPolicy.Simple(
                            ScalingPolicy.Adjustment.CHANGE_IN_CAPACITY,
                            1,
                            Optional.of(Duration.ZERO),
                            Optional.empty()),
                    List.of());

    private final SimulatedMetrics metrics = new SimulatedMetrics();
    private final Queue<Runnable> background = new ArrayDeque<>();
    private int woken;
    private final AlarmReadings readings =
            new AlarmReadings(new ThreeHours(), background::add, () -> woken++);
    private final AlarmReconciler alarms = new AlarmReconciler(readings);
    private World world = World.empty(Fleet.SITE);
    private boolean isOnControlThread;
    private boolean isBroken;

    /// Holds three hours in memory.
    private final class ThreeHours implements MetricReader {
        @Override
        public List<Value> read(
                Scope scope, MetricId metric, String statistic, Duration period, Span span) {
            assertThat(isOnControlThread).as("the control thread reads the disk").isFalse();
            if (isBroken) {
                throw new IllegalStateException("the disk does not answer");
            }
            return metrics.read(scope, metric, statistic, period, span);
        }

        @Override
        public Optional<List<Value>> recall(
                Scope scope, MetricId metric, String statistic, Duration period, Span span) {
            return span.from().isBefore(START.minus(Duration.ofHours(3)))
                    ? Optional.empty()
                    : Optional.of(metrics.read(scope, metric, statistic, period, span));
        }

        @Override
        public List<MetricId> list(Scope scope, Optional<String> namespace, Optional<String> name) {
            return List.of();
        }

        @Override
        public String unit(Scope scope, MetricId metric) {
            return "None";
        }
    }

    private static Alarm alarm(String name, int periods) {
        return new Alarm(
                Fleet.SCOPE.arn("cloudwatch", "alarm:" + name),
                Fleet.SCOPE,
                name,
                "",
                new Alarm.Watch.Metric(
                        MetricId.of("App", name, Map.of()),
                        "Average",
                        Duration.ofMinutes(5),
                        Optional.empty()),
                new Alarm.Rule(
                        Alarm.Comparison.GREATER, 50, periods, periods, Alarm.Missing.MISSING),
                new Alarm.Actions(true, List.of(), List.of(OUT.arn().value()), List.of()),
                START,
                new Alarm.Status(Alarm.State.INSUFFICIENT_DATA, "new", "", START, START),
                Tags.NONE);
    }

    @BeforeEach
    void aGroupAndTwoAlarms() {
        put(Fleet.group(1, 2, 9));
        put(OUT);
        put(alarm("short", 1));
        put(alarm("long", 200));
        metrics.show(60);
    }

    private void put(Resource resource) {
        world = world.with(List.of(new Change.Put(resource)));
    }

    private Draft reconcile(int seconds) {
        var draft = new Draft(new Moment(world, START.plusSeconds(seconds), new Random(1)));
        isOnControlThread = true;
        alarms.reconcile(draft);
        isOnControlThread = false;
        return draft;
    }

    private void round(int seconds) {
        world = world.with(reconcile(seconds).changes());
        alarms.committed();
    }

    private void readAll() {
        for (Runnable task = background.poll(); task != null; task = background.poll()) {
            task.run();
        }
    }

    private Alarm found(String name) {
        return world.in(Fleet.SCOPE).find(Alarm.class, name).orElseThrow();
    }

    private Alarm.State state(String name) {
        return found(name).state();
    }

    private int desired() {
        return world.in(Fleet.SCOPE)
                .find(AutoScalingGroup.class, "web")
                .orElseThrow()
                .capacity()
                .desired();
    }

    @Test
    void aLongLookBackIsReadInTheBackgroundAndJudgedWhenItIsThere() {
        round(0);
        assertThat(state("short")).as("waits for nobody").isEqualTo(Alarm.State.ALARM);
        assertThat(state("long")).isEqualTo(Alarm.State.INSUFFICIENT_DATA);
        assertThat(readings.underWay()).containsExactly("the measurements of alarm long");
        round(1);
        assertThat(background).as("is asked for once").hasSize(1);
        readAll();
        assertThat(woken).isEqualTo(1);
        round(2);
        assertThat(readings.underWay()).isEmpty();
        assertThat(state("long")).isEqualTo(Alarm.State.ALARM);
        assertThat(found("long").status().transitionedAt()).as("as of then").isEqualTo(START);
        assertThat(found("long").status().reason()).startsWith("Threshold Crossed: 200 out of");
    }

    @Test
    void itsActionsRepeatWithEachReading() {
        round(0);
        assertThat(desired()).isEqualTo(3);
        readAll();
        round(2);
        assertThat(desired()).isEqualTo(4);
        round(3);
        assertThat(desired()).as("between evaluations").isEqualTo(4);
        round(60);
        assertThat(desired()).as("the short one").isEqualTo(5);
        readAll();
        round(61);
        assertThat(desired()).as("both").isEqualTo(6);
    }

    @Test
    void aStateSetWhileItIsBeingReadIsLookedAtAnew() {
        round(0);
        readAll();
        Instant byHand = START.plusSeconds(1);
        put(
                found("long")
                        .withStatus(
                                new Alarm.Status(Alarm.State.OK, "by hand", "", byHand, byHand)));
        round(1);
        assertThat(state("long")).isEqualTo(Alarm.State.OK);
        readAll();
        round(2);
        assertThat(state("long")).isEqualTo(Alarm.State.ALARM);
        assertThat(found("long").status().transitionedAt()).isEqualTo(byHand);
    }

    @Test
    void aStateSetByHandActsOnceItsDatapointsAreThere() {
        metrics.show(0);
        round(0);
        readAll();
        round(1);
        assertThat(state("long")).isEqualTo(Alarm.State.OK);
        Instant byHand = START.plusSeconds(5);
        put(
                found("long")
                        .withStatus(
                                new Alarm.Status(
                                        Alarm.State.ALARM, "by hand", "", byHand, byHand)));
        round(5);
        assertThat(desired()).isEqualTo(2);
        readAll();
        round(6);
        assertThat(desired()).isEqualTo(3);
        round(7);
        assertThat(desired()).as("once only").isEqualTo(3);
    }

    @Test
    void whatCannotBeReadIsTriedAgainAtTheNextEvaluation() {
        isBroken = true;
        round(0);
        readAll();
        round(1);
        assertThat(state("long")).isEqualTo(Alarm.State.INSUFFICIENT_DATA);
        round(2);
        assertThat(background).isEmpty();
        isBroken = false;
        round(60);
        readAll();
        round(61);
        assertThat(state("long")).isEqualTo(Alarm.State.ALARM);
    }

    @Test
    void anAlarmThatIsDeletedMeanwhileIsForgotten() {
        round(0);
        world = world.with(List.of(new Change.Remove(found("long").key())));
        round(60);
        assertThat(readings.underWay()).isEmpty();
        readAll();
        round(61);
        assertThat(world.in(Fleet.SCOPE).all(Alarm.class)).hasSize(1);
    }

    @Test
    void whatDidNotGetToTheDiskIsDoneAgain() {
        Draft lost = reconcile(0);
        assertThat(lost.isEmpty()).isFalse();
        assertThat(state("short")).isEqualTo(Alarm.State.INSUFFICIENT_DATA);
        round(1);
        assertThat(state("short")).isEqualTo(Alarm.State.ALARM);
        assertThat(desired()).isEqualTo(3);
        round(2);
        assertThat(desired()).as("once").isEqualTo(3);
    }

    @Test
    void aStateThatWasNotKeptIsNoNews() {
        metrics.show(0);
        put(withActions(alarm("short", 1)));
        round(0);
        assertThat(state("short")).isEqualTo(Alarm.State.OK);
        int before = desired();
        metrics.show(60);
        reconcile(59);
        metrics.show(0);
        round(60);
        assertThat(desired())
                .as("it was OK all the time: as often as OK repeats")
                .isEqualTo(before + 1);
    }

    private static Alarm withActions(Alarm alarm) {
        return alarm.withActions(
                new Alarm.Actions(true, List.of(OUT.arn().value()), List.of(), List.of()));
    }
}
