package dev.evenkeel.decide.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.model.Alarm;
import dev.evenkeel.model.MetricId;
import dev.evenkeel.model.MetricReader.Span;
import dev.evenkeel.model.MetricReader.Value;
import dev.evenkeel.model.Scope;
import dev.evenkeel.model.Tags;
import dev.evenkeel.scenario.Scenario;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AlarmEvaluatorTest {
    private static final Scope SCOPE = new Scope("000000000000", "us-east-1");
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration PERIOD = Duration.ofSeconds(60);
    private static final Instant NOW = START.plus(PERIOD.multipliedBy(5)).plusSeconds(7);

    private static Alarm alarm(Alarm.Rule rule, Alarm.State state) {
        return new Alarm(
                SCOPE.arn("cloudwatch", "alarm:a"),
                SCOPE,
                "a",
                "",
                new Alarm.Watch.Metric(
                        MetricId.of("n", "m", Map.of()), "Average", PERIOD, Optional.empty()),
                rule,
                new Alarm.Actions(true, List.of(), List.of(), List.of()),
                START,
                new Alarm.Status(state, "", "", START, START),
                Tags.NONE);
    }

    /// Datapoints as words, oldest first; `-` is a missing one.
    private static List<Value> values(String words, double ofX) {
        var values = new ArrayList<Value>();
        Instant at = START;
        for (String word : words.split(" ")) {
            if (!word.equals("-")) {
                values.add(new Value(at, word.equals("X") ? ofX : Double.parseDouble(word)));
            }
            at = at.plus(PERIOD);
        }
        return values;
    }

    private static Alarm evaluated(Alarm alarm, List<Value> values) {
        return AlarmEvaluator.evaluate(alarm, Observed.of(alarm, values), NOW);
    }

    private static Alarm.Missing missing(String word) {
        return Arrays.stream(Alarm.Missing.values())
                .filter(m -> m.word().equals(word))
                .findFirst()
                .orElseThrow();
    }

    static List<Scenario> datapoints() {
        return Scenario.read(AlarmEvaluatorTest.class, "datapoints.txt");
    }

    @ParameterizedTest
    @MethodSource("datapoints")
    void theStateFollowsFromDatapointsAndGaps(Scenario scenario) {
        String[] given = scenario.input().getFirst().split(" ");
        for (String line : scenario.expected()) {
            String[] expected = line.split(" ");
            var rule =
                    new Alarm.Rule(
                            Alarm.Comparison.GREATER,
                            50,
                            Integer.parseInt(given[1]),
                            Integer.parseInt(given[0]),
                            missing(expected[0]));
            for (Alarm.State before : Alarm.State.values()) {
                Alarm after = evaluated(alarm(rule, before), values(scenario.input().get(1), 99));
                assertThat(after.status().state().name())
                        .as("%s, from %s", line, before)
                        .isEqualTo(expected[1].equals("retain") ? before.name() : expected[1]);
            }
        }
    }

    static List<Scenario> reasons() {
        return Scenario.read(AlarmEvaluatorTest.class, "reasons.txt");
    }

    @ParameterizedTest
    @MethodSource("reasons")
    void theReasonIsToldInCloudWatchsWords(Scenario scenario) {
        String[] given = scenario.input().getFirst().split(" ");
        var rule =
                new Alarm.Rule(
                        comparison(given[1]),
                        Double.parseDouble(given[2]),
                        Integer.parseInt(given[4]),
                        Integer.parseInt(given[3]),
                        missing(given[0]));
        Alarm before = alarm(rule, Alarm.State.valueOf(given[5]));
        Alarm after = evaluated(before, values(scenario.input().get(1), 0));
        assertThat(List.of(after.status().state().name(), after.status().reason()))
                .isEqualTo(scenario.expected());
    }

    private static Alarm.Comparison comparison(String sign) {
        return switch (sign) {
            case ">" -> Alarm.Comparison.GREATER;
            case ">=" -> Alarm.Comparison.GREATER_OR_EQUAL;
            case "<" -> Alarm.Comparison.LESS;
            default -> Alarm.Comparison.LESS_OR_EQUAL;
        };
    }

    private static final Alarm.Rule ALL_OF_THREE =
            new Alarm.Rule(Alarm.Comparison.GREATER, 50, 3, 3, Alarm.Missing.MISSING);

    @Test
    void onlyCompletePeriodsAndTwoSparesAreLookedAt() {
        Span span = AlarmEvaluator.span(alarm(ALL_OF_THREE, Alarm.State.OK), NOW);
        assertThat(span).isEqualTo(new Span(START, START.plusSeconds(300)));
    }

    @Test
    void anAlarmThatStaysInItsStateKeepsItsReasonAndTime() {
        Alarm before = alarm(ALL_OF_THREE, Alarm.State.ALARM);
        assertThat(evaluated(before, values("- - 60 60 60", 0))).isSameAs(before);
    }

    @Test
    void theReasonIsAlsoGivenAsJson() {
        Alarm after = evaluated(alarm(ALL_OF_THREE, Alarm.State.OK), values("- - 51 62.5 70", 0));
        assertThat(after.status().reasonData())
                .isEqualTo(
                        "{\"version\":\"1.0\",\"queryDate\":\"2026-01-01T00:05:07.000+0000\","
                                + "\"startDate\":\"2026-01-01T00:02:00.000+0000\","
                                + "\"statistic\":\"Average\",\"period\":60,"
                                + "\"recentDatapoints\":[51.0,62.5,70.0],\"threshold\":50.0}");
        assertThat(after.status().transitionedAt()).isEqualTo(NOW);
    }
}
