package dev.evenkeel.decide.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.model.Alarm;
import dev.evenkeel.model.AlarmHistoryItem;
import dev.evenkeel.model.CompositeAlarm;
import dev.evenkeel.model.Scope;
import dev.evenkeel.model.Site;
import dev.evenkeel.model.Tags;
import dev.evenkeel.model.World;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What is remembered of an alarm is bounded, and in order.
class AlarmHistoryTest {
    private static final Scope SCOPE = new Scope("000000000000", "us-east-1");
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private World world = World.empty(Site.of(SCOPE, List.of("us-east-1a"), 1024));

    private static CompositeAlarm alarm(Alarm.State state, Instant at) {
        return new CompositeAlarm(
                SCOPE.arn("cloudwatch", "alarm:a"),
                SCOPE,
                "a",
                "says \"hot\"\n",
                "TRUE",
                new Alarm.Actions(true, List.of("x"), List.of(), List.of()),
                Optional.empty(),
                START,
                new Alarm.Status(state, "why", "{\"a\":1}", at, at),
                Tags.NONE);
    }

    private World.Region region() {
        return world.in(SCOPE);
    }

    private List<AlarmHistoryItem> items() {
        return List.copyOf(region().all(AlarmHistoryItem.class));
    }

    private void flip(int second) {
        Instant at = START.plusSeconds(second);
        var before = alarm(second % 2 == 0 ? Alarm.State.OK : Alarm.State.ALARM, at);
        var after = alarm(second % 2 == 0 ? Alarm.State.ALARM : Alarm.State.OK, at);
        world = world.with(AlarmHistory.moved(region(), before, after));
    }

    @Test
    void onlyTheLastHundredItemsAreKept() {
        for (int second = 0; second < 130; second++) {
            flip(second);
        }
        assertThat(items()).hasSize(100);
        assertThat(items().getFirst().at()).isEqualTo(START.plusSeconds(30));
        assertThat(items().getLast().at()).isEqualTo(START.plusSeconds(129));
    }

    @Test
    void whatHappensInTheSameMomentStaysInItsOrder() {
        world = world.with(AlarmHistory.created(region(), alarm(Alarm.State.OK, START), START));
        world = world.with(AlarmHistory.updated(region(), alarm(Alarm.State.OK, START), START));
        world = world.with(AlarmHistory.acted(region(), alarm(Alarm.State.OK, START), "x", START));
        world = world.with(AlarmHistory.deleted(region(), alarm(Alarm.State.OK, START), START));
        assertThat(items())
                .extracting(AlarmHistoryItem::summary)
                .containsExactly(
                        "Alarm \"a\" created",
                        "Alarm \"a\" updated",
                        "Successfully executed action x",
                        "Alarm \"a\" deleted");
    }

    @Test
    void theDataIsJsonWhateverTheTextsHold() {
        world = world.with(AlarmHistory.created(region(), alarm(Alarm.State.OK, START), START));
        assertThat(items().getFirst().data())
                .isEqualTo(
                        "{\"version\":\"1.0\",\"type\":\"Create\",\"createdAlarm\":"
                                + "{\"alarmName\":\"a\",\"alarmArn\":"
                                + "\"arn:aws:cloudwatch:us-east-1:000000000000:alarm:a\","
                                + "\"alarmDescription\":\"says \\\"hot\\\"\\u000a\","
                                + "\"actionsEnabled\":true,\"okActions\":[\"x\"],"
                                + "\"alarmActions\":[],\"insufficientDataActions\":[],"
                                + "\"alarmRule\":\"TRUE\"}}");
        flip(1);
        assertThat(items().getLast().data())
                .isEqualTo(
                        "{\"version\":\"1.0\",\"oldState\":{\"stateValue\":\"ALARM\","
                                + "\"stateReason\":\"why\",\"stateReasonData\":{\"a\":1}},"
                                + "\"newState\":{\"stateValue\":\"OK\",\"stateReason\":\"why\","
                                + "\"stateReasonData\":{\"a\":1}}}");
    }

    @Test
    void afterThirtyDaysItIsForgotten() {
        flip(0);
        flip(100);
        Instant later = START.plus(Duration.ofDays(30)).plusSeconds(50);
        world = world.with(AlarmHistory.forgotten(region(), later));
        assertThat(items()).hasSize(1);
    }
}
