package dev.evenkeel.decide.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.model.Alarm;
import dev.evenkeel.model.Alarm.Comparison;
import dev.evenkeel.model.Alarm.State;
import dev.evenkeel.model.MetricReader.Value;
import dev.evenkeel.model.Scope;
import dev.evenkeel.model.Tags;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Alarms on what is not usual: the band is from 10 to 20, and moves up by one each minute.
class AlarmBandTest {
    private static final Scope SCOPE = new Scope("000000000000", "us-east-1");
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private static Alarm alarm(Comparison comparison, int datapoints, int periods, State state) {
        return new Alarm(
                SCOPE.arn("cloudwatch", "alarm:a"),
                SCOPE,
                "a",
                "",
                new Alarm.Watch.Banded(List.of(), "ad1", "detector", MINUTE),
                new Alarm.Rule(comparison, 0, periods, datapoints, Alarm.Missing.MISSING),
                new Alarm.Actions(true, List.of(), List.of(), List.of()),
                START,
                new Alarm.Status(state, "", "", START, START),
                Tags.NONE);
    }

    private static Observed observed(double... values) {
        var all = new ArrayList<Value>();
        Map<Instant, Double> lowers = new HashMap<>();
        Map<Instant, Double> uppers = new HashMap<>();
        for (int i = 0; i < values.length; i++) {
            Instant at = START.plusSeconds(60L * i);
            all.add(new Value(at, values[i]));
            lowers.put(at, 10.0 + i);
            uppers.put(at, 20.0 + i);
        }
        return new Observed(all, new Band.Usual(lowers, uppers));
    }

    private static Alarm.Status judged(Alarm alarm, double... values) {
        Instant now = START.plusSeconds(60L * values.length + 1);
        return AlarmEvaluator.evaluate(alarm, observed(values), now).status();
    }

    private static State state(Comparison comparison, double value) {
        return judged(alarm(comparison, 1, 1, State.INSUFFICIENT_DATA), value).state();
    }

    @Test
    void eachComparisonLooksAtItsSideOfTheBand() {
        assertThat(state(Comparison.OUTSIDE_BAND, 9.9)).isEqualTo(State.ALARM);
        assertThat(state(Comparison.OUTSIDE_BAND, 10)).isEqualTo(State.OK);
        assertThat(state(Comparison.OUTSIDE_BAND, 20)).isEqualTo(State.OK);
        assertThat(state(Comparison.OUTSIDE_BAND, 20.1)).isEqualTo(State.ALARM);
        assertThat(state(Comparison.BELOW_BAND, 9.9)).isEqualTo(State.ALARM);
        assertThat(state(Comparison.BELOW_BAND, 99)).isEqualTo(State.OK);
        assertThat(state(Comparison.ABOVE_BAND, 20.1)).isEqualTo(State.ALARM);
        assertThat(state(Comparison.ABOVE_BAND, 1)).isEqualTo(State.OK);
    }

    @Test
    void theReasonTellsOfBothThresholds() {
        Alarm.Status status = judged(alarm(Comparison.OUTSIDE_BAND, 2, 2, State.OK), 15, 9, 30);
        assertThat(status.reason())
                .isEqualTo(
                        "Thresholds Crossed: 2 out of the last 2 datapoints [30.0 (01/01/26"
                                + " 00:02:00), 9.0 (01/01/26 00:01:00)] were less than the lower"
                                + " thresholds [12.0, 11.0] or greater than the upper thresholds"
                                + " [22.0, 21.0] (minimum 2 datapoints for OK -> ALARM"
                                + " transition).");
        assertThat(status.reasonData())
                .contains("\"recentDatapoints\":[9.0,30.0]")
                .contains("\"recentLowerThresholds\":[11.0,12.0]")
                .contains("\"recentUpperThresholds\":[21.0,22.0]")
                .doesNotContain("\"threshold\"");
    }

    @Test
    void theReasonOfAWellAlarmSaysNotTwice() {
        assertThat(judged(alarm(Comparison.OUTSIDE_BAND, 1, 1, State.ALARM), 15).reason())
                .isEqualTo(
                        "Thresholds Crossed: 1 out of the last 1 datapoints [15.0 (01/01/26"
                                + " 00:00:00)] was not less than the lower thresholds [10.0] or"
                                + " not greater than the upper thresholds [20.0] (minimum 1"
                                + " datapoint for ALARM -> OK transition).");
    }

    @Test
    void oneSideIsToldAlone() {
        Alarm.Status above = judged(alarm(Comparison.ABOVE_BAND, 1, 1, State.OK), 21);
        assertThat(above.reason())
                .isEqualTo(
                        "Thresholds Crossed: 1 out of the last 1 datapoints [21.0 (01/01/26"
                                + " 00:00:00)] was greater than the upper thresholds [20.0]"
                                + " (minimum 1 datapoint for OK -> ALARM transition).");
        assertThat(above.reasonData())
                .contains("\"recentUpperThresholds\":[20.0]")
                .doesNotContain("recentLowerThresholds");
        assertThat(judged(alarm(Comparison.BELOW_BAND, 1, 1, State.OK), 1).reason())
                .contains("was less than the lower thresholds [10.0] (minimum");
    }

    @Test
    void ofManyTheNewestFiveAreShown() {
        Alarm alarm = alarm(Comparison.OUTSIDE_BAND, 6, 7, State.OK);
        assertThat(judged(alarm, 15, 1, 1, 1, 1, 1, 2).reason())
                .isEqualTo(
                        "Thresholds Crossed: 6 out of the last 7 datapoints were less than the"
                                + " lower thresholds or greater than the upper thresholds. Recent"
                                + " datapoints [2.0 (01/01/26 00:06:00), 1.0 (01/01/26 00:05:00),"
                                + " 1.0 (01/01/26 00:04:00), 1.0 (01/01/26 00:03:00), 1.0"
                                + " (01/01/26 00:02:00)] crossed the lower thresholds [16.0, 15.0,"
                                + " 14.0, 13.0, 12.0] or upper thresholds [26.0, 25.0, 24.0, 23.0,"
                                + " 22.0] (minimum 6 datapoints for OK -> ALARM transition).");
    }

    @Test
    void withoutABandThereIsNoData() {
        var unknown =
                new Observed(List.of(new Value(START, 99)), new Band.Usual(Map.of(), Map.of()));
        Alarm alarm = alarm(Comparison.OUTSIDE_BAND, 1, 1, State.OK);
        Alarm.Status status =
                AlarmEvaluator.evaluate(alarm, unknown, START.plusSeconds(61)).status();
        assertThat(status.state()).isEqualTo(State.INSUFFICIENT_DATA);
        assertThat(status.reason()).isEqualTo("Insufficient Data: 1 datapoint was unknown.");
    }

    @Test
    void stepsAreCountedFromTheThresholdThatWasCrossed() {
        assertThat(observed(9).threshold()).isEqualTo(10);
        assertThat(observed(15).threshold()).isEqualTo(20);
        assertThat(observed(15, 25).threshold()).isEqualTo(21);
        assertThat(Observed.NOTHING.threshold()).isZero();
    }
}
