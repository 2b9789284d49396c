package dev.evenkeel.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.decide.Draft;
import dev.evenkeel.decide.Moment;
import dev.evenkeel.model.Alarm;
import dev.evenkeel.model.AlarmHistoryItem;
import dev.evenkeel.model.AutoScalingGroup;
import dev.evenkeel.model.Change;
import dev.evenkeel.model.MetricId;
import dev.evenkeel.model.MetricQuery;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// When alarms are evaluated, and which policies their states set off.
class AlarmReconcilerTest {
    private static final Instant START = Instant.parse("2026-01-01T00:10:00Z");
    private static final int THRESHOLD = 50;
    private static final String UNREADABLE = "a metric that cannot be read";

    private final SimulatedMetrics metrics = new SimulatedMetrics();
    private final List<String> read = new ArrayList<>();
    private final AlarmReconciler alarms =
            new AlarmReconciler(new AlarmReadings(new Watched(), Runnable::run, () -> {}));
    private World world = World.empty(Fleet.SITE);

    /// Notes which metrics are read.
    private final class Watched implements MetricReader {
        @Override
        public List<Value> read(
                Scope scope, MetricId metric, String statistic, Duration period, Span span) {
            read.add(metric.name());
            if (metric.name().equals(UNREADABLE)) {
                throw new IllegalStateException("the disk does not answer");
            }
            return metrics.read(scope, metric, statistic, period, span);
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

    private void given(Resource... resources) {
        for (Resource resource : resources) {
            world = world.with(List.of(new Change.Put(resource)));
        }
    }

    private static ScalingPolicy policy(String name, boolean enabled, int amount) {
        return new ScalingPolicy(
                Fleet.SCOPE.arn("autoscaling", "scalingPolicy:1:policyName/" + name),
                Fleet.SCOPE,
                "web",
                name,
                enabled,
                new ScalingPolicy.Simple(
                        ScalingPolicy.Adjustment.CHANGE_IN_CAPACITY,
                        amount,
                        Optional.of(Duration.ofSeconds(5)),
                        Optional.empty()),
                List.of());
    }

    private static final ScalingPolicy OUT = policy("out", true, 1);
    private static final ScalingPolicy IN = policy("in", true, -1);

    private static Alarm alarm(String name, int seconds, Alarm.Actions actions) {
        return new Alarm(
                Fleet.SCOPE.arn("cloudwatch", "alarm:" + name),
                Fleet.SCOPE,
                name,
                "",
                new Alarm.Watch.Metric(
                        MetricId.of("App", name, Map.of()),
                        "Average",
                        Duration.ofSeconds(seconds),
                        Optional.empty()),
                new Alarm.Rule(Alarm.Comparison.GREATER, THRESHOLD, 1, 1, Alarm.Missing.MISSING),
                actions,
                START,
                new Alarm.Status(Alarm.State.INSUFFICIENT_DATA, "new", "", START, START),
                Tags.NONE);
    }

    private static Alarm.Actions whenHigh(ScalingPolicy policy) {
        return new Alarm.Actions(true, List.of(), List.of(policy.arn().value()), List.of());
    }

    private static final Alarm.Actions NONE =
            new Alarm.Actions(true, List.of(), List.of(), List.of());

    /// One round, this long after the start.
    private void round(String later) {
        Instant now = START.plus(Duration.parse("PT" + later));
        var draft = new Draft(new Moment(world, now, new Random(1)));
        alarms.reconcile(draft);
        world = world.with(draft.changes());
        alarms.committed();
    }

    private Alarm.State state(String name) {
        return world.in(Fleet.SCOPE).find(Alarm.class, name).orElseThrow().status().state();
    }

    private AutoScalingGroup group() {
        return world.in(Fleet.SCOPE).find(AutoScalingGroup.class, "web").orElseThrow();
    }

    private int desired() {
        return group().capacity().desired();
    }

    /// What was read since the last look.
    private List<String> looked() {
        List<String> looked = List.copyOf(read);
        read.clear();
        return looked;
    }

    @Test
    void everyAlarmIsEvaluatedAtOnceAfterAStart() {
        given(alarm("fast", 10, NONE), alarm("usual", 60, NONE), alarm("slow", 300, NONE));
        round("3S");
        assertThat(looked()).containsExactly("fast", "slow", "usual");
    }

    @Test
    void aShortAlarmIsEvaluatedASecondAfterEachTenSeconds() {
        given(alarm("fast", 10, NONE));
        round("3S");
        looked();
        round("4S");
        round("10S");
        round("10.999S");
        assertThat(looked()).isEmpty();
        round("11S");
        assertThat(looked()).hasSize(1);
        round("11.5S");
        round("20.999S");
        assertThat(looked()).isEmpty();
        round("21S");
        assertThat(looked()).hasSize(1);
    }

    @Test
    void anAlarmThatCannotBeEvaluatedHoldsUpNoOther() {
        given(alarm(UNREADABLE, 10, NONE), alarm("well", 10, NONE));
        metrics.show(0);
        round("3S");
        assertThat(state(UNREADABLE)).isEqualTo(Alarm.State.INSUFFICIENT_DATA);
        assertThat(state("well")).isEqualTo(Alarm.State.OK);
    }

    @Test
    void aRoundThatComesLateCatchesUpOnce() {
        given(alarm("fast", 10, NONE));
        round("3S");
        looked();
        round("47S");
        round("47.5S");
        assertThat(looked()).hasSize(1);
        round("51S");
        assertThat(looked()).hasSize(1);
    }

    @Test
    void theStateFollowsTheMetric() {
        given(alarm("fast", 10, NONE));
        round("3S");
        assertThat(state("fast")).isEqualTo(Alarm.State.INSUFFICIENT_DATA);
        metrics.show(THRESHOLD + 1);
        round("11S");
        assertThat(state("fast")).isEqualTo(Alarm.State.ALARM);
        metrics.show(THRESHOLD);
        round("21S");
        assertThat(state("fast")).isEqualTo(Alarm.State.OK);
        metrics.show(Double.NaN);
        round("61S");
        assertThat(state("fast")).isEqualTo(Alarm.State.INSUFFICIENT_DATA);
    }

    @Test
    void anAlarmThatLastsActsAtEveryEvaluation() {
        given(Fleet.group(1, 2, 9), OUT, alarm("fast", 10, whenHigh(OUT)));
        metrics.show(THRESHOLD + 1);
        round("3S");
        assertThat(desired()).isEqualTo(3);
        assertThat(group().lastChange()).contains("fast", "from 2 to 3");
        round("4S");
        round("10S");
        assertThat(desired()).as("between evaluations").isEqualTo(3);
        round("11S");
        assertThat(desired()).isEqualTo(4);
    }

    @Test
    void everyStateHasActionsOfItsOwn() {
        var actions =
                new Alarm.Actions(
                        true,
                        List.of(IN.arn().value()),
                        List.of(OUT.arn().value()),
                        List.of(OUT.arn().value(), "arn:aws:sns:us-east-1:000000000000:page"));
        given(Fleet.group(1, 4, 9), OUT, IN, alarm("fast", 10, actions));
        round("3S");
        assertThat(desired()).as("insufficient data").isEqualTo(5);
        metrics.show(0);
        round("11S");
        assertThat(desired()).as("ok").isEqualTo(4);
        metrics.show(THRESHOLD + 1);
        round("21S");
        assertThat(desired()).as("alarm").isEqualTo(5);
    }

    @Test
    void whenTwoAlarmsDisagreeTheLargerCapacityWins() {
        given(
                Fleet.group(1, 4, 9),
                OUT,
                IN,
                alarm("a", 10, whenHigh(IN)),
                alarm("b", 10, whenHigh(OUT)));
        metrics.show(THRESHOLD + 1);
        round("3S");
        assertThat(desired()).isEqualTo(5);
    }

    @Test
    void anAlarmSomebodySetsActsWithoutWaitingForItsEvaluation() {
        given(Fleet.group(1, 2, 9), OUT, alarm("slow", 300, whenHigh(OUT)));
        round("3S");
        Instant byHand = START.plusSeconds(5);
        given(
                alarm("slow", 300, whenHigh(OUT))
                        .withStatus(
                                new Alarm.Status(
                                        Alarm.State.ALARM, "by hand", "", byHand, byHand)));
        round("6S");
        assertThat(desired()).isEqualTo(3);
        assertThat(state("slow")).isEqualTo(Alarm.State.ALARM);
        round("15S");
        assertThat(desired()).as("once only").isEqualTo(3);
    }

    @Test
    void anAlarmWhoseActionsAreOffChangesItsStateAndNothingElse() {
        var off = new Alarm.Actions(false, List.of(), List.of(OUT.arn().value()), List.of());
        given(Fleet.group(1, 2, 9), OUT, alarm("fast", 10, off));
        metrics.show(THRESHOLD + 1);
        round("3S");
        assertThat(state("fast")).isEqualTo(Alarm.State.ALARM);
        assertThat(desired()).isEqualTo(2);
    }

    @Test
    void aPolicyThatIsOffIsNotRun() {
        ScalingPolicy off = policy("off", false, 1);
        given(Fleet.group(1, 2, 9), off, alarm("fast", 10, whenHigh(off)));
        metrics.show(THRESHOLD + 1);
        round("3S");
        assertThat(desired()).isEqualTo(2);
    }

    @Test
    void aGroupThatIsDeletedOrDoesNotListenIsLeftAlone() {
        metrics.show(THRESHOLD + 1);
        given(
                Fleet.group(1, 2, 9).edit().suspendedProcesses(Set.of("AlarmNotification")).done(),
                OUT,
                alarm("fast", 10, whenHigh(OUT)));
        round("3S");
        assertThat(desired()).as("suspended").isEqualTo(2);

        given(Fleet.group(1, 2, 9).edit().deleting().done());
        round("11S");
        assertThat(desired()).as("deleting").isEqualTo(2);
    }

    @Test
    void aPolicyWithoutItsGroupDoesNoHarm() {
        given(OUT, alarm("fast", 10, whenHigh(OUT)));
        metrics.show(THRESHOLD + 1);
        round("3S");
        assertThat(state("fast")).isEqualTo(Alarm.State.ALARM);
    }

    @Test
    void theGroupStaysInsideItsLimits() {
        given(Fleet.group(1, 9, 9), OUT, alarm("fast", 10, whenHigh(OUT)));
        metrics.show(THRESHOLD + 1);
        round("3S");
        assertThat(desired()).isEqualTo(9);
    }

    @Test
    void aPercentileOfTooFewValuesChangesNothing() {
        var watch =
                new Alarm.Watch.Metric(
                        MetricId.of("App", "latency", Map.of()),
                        "p90",
                        Duration.ofSeconds(10),
                        Optional.empty());
        given(percentile(watch, true));
        metrics.show(99);
        round("3S");
        assertThat(state("slow")).as("99 values").isEqualTo(Alarm.State.INSUFFICIENT_DATA);
        metrics.show(100);
        round("11S");
        assertThat(state("slow")).as("100 values").isEqualTo(Alarm.State.ALARM);
        metrics.show(1);
        round("21S");
        assertThat(state("slow")).as("one value").isEqualTo(Alarm.State.ALARM);
        given(percentile(watch, false));
        round("31S");
        assertThat(state("slow")).as("few are enough").isEqualTo(Alarm.State.OK);
    }

    private static Alarm percentile(Alarm.Watch watch, boolean ignoresFewSamples) {
        Alarm usual = alarm("slow", 10, NONE);
        return new Alarm(
                usual.arn(),
                usual.scope(),
                usual.name(),
                "",
                watch,
                new Alarm.Rule(
                        Alarm.Comparison.GREATER,
                        THRESHOLD,
                        1,
                        1,
                        Alarm.Missing.MISSING,
                        ignoresFewSamples),
                usual.actions(),
                START,
                usual.status(),
                Tags.NONE);
    }

    @Test
    void anAlarmOnMetricMathFollowsTheExpression() {
        var load =
                new MetricQuery.Source.Stat(
                        MetricId.of("App", "load", Map.of()),
                        "Sum",
                        Duration.ofSeconds(10),
                        Optional.empty());
        var expression = new MetricQuery.Source.Expression("FILL(load, 0) * 2");
        var queries = List.of(query("e", expression, true), query("load", load, false));
        var watch = new Alarm.Watch.Computed(queries, Duration.ofSeconds(10));
        given(percentile(watch, false));
        metrics.show(THRESHOLD / 2 + 1);
        round("3S");
        assertThat(state("slow")).isEqualTo(Alarm.State.ALARM);
        metrics.show(Double.NaN);
        round("11S");
        assertThat(state("slow")).as("filled with 0").isEqualTo(Alarm.State.OK);
    }

    private static MetricQuery query(String id, MetricQuery.Source source, boolean returned) {
        return new MetricQuery(id, source, Optional.empty(), Optional.empty(), returned);
    }

    @Test
    void whatAnAlarmDidIsRemembered() {
        given(Fleet.group(1, 2, 9), OUT, alarm("fast", 10, whenHigh(OUT)));
        round("3S");
        metrics.show(THRESHOLD + 1);
        round("11S");
        round("21S");
        assertThat(world.in(Fleet.SCOPE).all(AlarmHistoryItem.class))
                .as("actions that repeat are not told again")
                .extracting(AlarmHistoryItem::summary)
                .containsExactly(
                        "Alarm updated from INSUFFICIENT_DATA to ALARM",
                        "Successfully executed action " + OUT.arn().value());
    }
}
