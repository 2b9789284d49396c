package dev.evenkeel.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.decide.Draft;
import dev.evenkeel.decide.Moment;
import dev.evenkeel.model.Alarm;
import dev.evenkeel.model.Alarm.State;
import dev.evenkeel.model.AlarmHistoryItem;
import dev.evenkeel.model.Change;
import dev.evenkeel.model.CompositeAlarm;
import dev.evenkeel.model.MetricId;
import dev.evenkeel.model.Resource;
import dev.evenkeel.model.Tags;
import dev.evenkeel.model.World;
import dev.evenkeel.sim.Fleet;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Composite alarms follow the alarms they speak of, in the same moment.
class CompositeReconcilerTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final CompositeReconciler composites = new CompositeReconciler();
    private World world = World.empty(Fleet.SITE);

    private void given(Resource... resources) {
        for (Resource resource : resources) {
            world = world.with(List.of(new Change.Put(resource)));
        }
    }

    private boolean round(int seconds) {
        var draft = new Draft(new Moment(world, START.plusSeconds(seconds), new Random(1)));
        composites.reconcile(draft);
        world = world.with(draft.changes());
        composites.committed();
        return !draft.isEmpty();
    }

    private static Alarm.Status status(State state, int seconds) {
        Instant at = START.plusSeconds(seconds);
        return new Alarm.Status(state, "", "", at, at);
    }

    private static Alarm alarm(String name, State state, int seconds) {
        return new Alarm(
                Fleet.SCOPE.arn("cloudwatch", "alarm:" + name),
                Fleet.SCOPE,
                name,
                "",
                new Alarm.Watch.Metric(
                        MetricId.of("App", name, Map.of()),
                        "Average",
                        Duration.ofSeconds(60),
                        Optional.empty()),
                new Alarm.Rule(Alarm.Comparison.GREATER, 1, 1, 1, Alarm.Missing.MISSING),
                new Alarm.Actions(true, List.of(), List.of(), List.of()),
                START,
                status(state, seconds),
                Tags.NONE);
    }

    private static CompositeAlarm composite(String name, String rule) {
        return new CompositeAlarm(
                Fleet.SCOPE.arn("cloudwatch", "alarm:" + name),
                Fleet.SCOPE,
                name,
                "",
                rule,
                new Alarm.Actions(true, List.of(), List.of(), List.of()),
                Optional.empty(),
                START,
                status(State.INSUFFICIENT_DATA, 0),
                Tags.NONE);
    }

    private Alarm.Status found(String name) {
        return world.in(Fleet.SCOPE).find(CompositeAlarm.class, name).orElseThrow().status();
    }

    @Test
    void theReasonNamesTheAlarmThatMovedLast() {
        given(
                alarm("a", State.ALARM, 10),
                alarm("b", State.ALARM, 25),
                composite("both", "ALARM(a) AND ALARM(b)"));
        assertThat(round(30)).isTrue();
        assertThat(found("both"))
                .isEqualTo(
                        new Alarm.Status(
                                State.ALARM,
                                "arn:aws:cloudwatch:us-east-1:000000000000:alarm:b transitioned to"
                                        + " ALARM at Thursday 01 January, 2026 00:00:25 UTC",
                                "{\"triggeringAlarms\":[{\"arn\":"
                                        + "\"arn:aws:cloudwatch:us-east-1:000000000000:alarm:a\","
                                        + "\"state\":{\"value\":\"ALARM\",\"timestamp\":"
                                        + "\"2026-01-01T00:00:10.000+0000\"}},{\"arn\":"
                                        + "\"arn:aws:cloudwatch:us-east-1:000000000000:alarm:b\","
                                        + "\"state\":{\"value\":\"ALARM\",\"timestamp\":"
                                        + "\"2026-01-01T00:00:25.000+0000\"}}]}",
                                START.plusSeconds(30),
                                START.plusSeconds(30)));
        assertThat(world.in(Fleet.SCOPE).all(AlarmHistoryItem.class))
                .extracting(AlarmHistoryItem::summary)
                .containsExactly("Alarm updated from INSUFFICIENT_DATA to ALARM");
    }

    @Test
    void whereNoAlarmMovedNothingIsDone() {
        given(alarm("a", State.OK, 0), composite("not", "NOT OK(a)"));
        assertThat(round(1)).isTrue();
        assertThat(found("not").state()).isEqualTo(State.OK);
        assertThat(round(2)).isFalse();
        assertThat(round(3)).isFalse();
        given(alarm("a", State.INSUFFICIENT_DATA, 4));
        assertThat(round(4)).isTrue();
        assertThat(found("not").state()).isEqualTo(State.ALARM);
    }

    @Test
    void aMoveThatDidNotGetToTheDiskIsMadeAgain() {
        given(alarm("a", State.ALARM, 0), composite("any", "ALARM(a)"));
        var lost = new Draft(new Moment(world, START.plusSeconds(1), new Random(1)));
        composites.reconcile(lost);
        assertThat(lost.isEmpty()).isFalse();
        assertThat(round(2)).isTrue();
        assertThat(found("any").state()).isEqualTo(State.ALARM);
    }

    @Test
    void alarmsOnAlarmsOnAlarmsMoveAtOnce() {
        given(
                alarm("z", State.ALARM, 0),
                composite("a", "ALARM(b) OR FALSE"),
                composite("b", "ALARM(c)"),
                composite("c", "ALARM(z)"));
        round(1);
        assertThat(found("a").state()).isEqualTo(State.ALARM);
        given(alarm("z", State.OK, 2));
        round(2);
        assertThat(found("a").state()).isEqualTo(State.OK);
    }

    @Test
    void alarmsThatLeadBackToThemselvesAreNotEvaluated() {
        given(
                composite("a", "NOT ALARM(b)"),
                composite("b", "ALARM(a)"),
                composite("onA", "ALARM(a)"),
                composite("free", "TRUE"));
        round(1);
        assertThat(found("a").state()).isEqualTo(State.INSUFFICIENT_DATA);
        assertThat(found("b").state()).isEqualTo(State.INSUFFICIENT_DATA);
        assertThat(found("onA").state()).isEqualTo(State.INSUFFICIENT_DATA);
        assertThat(found("free").state()).isEqualTo(State.ALARM);
        assertThat(found("free").reason()).isEqualTo("The alarm rule is TRUE");
    }
}
