package dev.evenkeel.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.scenario.Scenario;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What every statistic makes of the values of a period.
class StatisticTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    static List<Scenario> statistics() {
        return Scenario.read(StatisticTest.class, "statistics.txt");
    }

    @ParameterizedTest
    @MethodSource("statistics")
    void aStatisticFollowsFromTheValues(Scenario scenario) {
        Datapoint point = point(scenario.input().getFirst());
        for (String line : scenario.expected()) {
            String[] words = line.split(" = ");
            OptionalDouble found = Statistic.parse(words[0]).orElseThrow().of(point);
            assertThat(found.isPresent() ? shown(found.getAsDouble()) : "nothing")
                    .as(line)
                    .isEqualTo(words[1]);
        }
    }

    private static String shown(double value) {
        return String.format(Locale.ROOT, "%.4f", value).replaceAll("\\.?0+$", "");
    }

    /// `1..100`, or values with their counts: `5 7x3`, or `set COUNT SUM LEAST MOST`.
    private static Datapoint point(String text) {
        String[] words = text.split(" ");
        if (words[0].equals("set")) {
            double[] n = Arrays.stream(words).skip(1).mapToDouble(Double::parseDouble).toArray();
            return new Datapoint(START, n[0], n[1], n[2], n[3]);
        }
        if (text.contains("..")) {
            String[] ends = text.split("\\.\\.");
            Datapoint all = Datapoint.of(START, Integer.parseInt(ends[0]));
            for (int i = Integer.parseInt(ends[0]) + 1; i <= Integer.parseInt(ends[1]); i++) {
                all = all.plus(Datapoint.of(START, i));
            }
            return all;
        }
        return Arrays.stream(words).map(StatisticTest::counted).reduce(Datapoint::plus).get();
    }

    private static Datapoint counted(String word) {
        String[] parts = word.split("x");
        double value = Double.parseDouble(parts[0]);
        double count = parts.length == 1 ? 1 : Double.parseDouble(parts[1]);
        return new Datapoint(START, count, value * count, value, value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "p",
                "p101",
                "p-1",
                "average",
                "tm",
                "TM(10%:200)",
                "TM(:)",
                "TM(90%:10%)",
                "PR(5%:)",
                "TM(5%:101%)",
                "iqm",
                "p99.12345678901",
                "TM(.:5)",
                ""
            })
    void whatCloudWatchDoesNotKnowIsNoStatistic(String word) {
        assertThat(Statistic.parse(word)).isEmpty();
    }

    @Test
    void manyValuesAreKeptToWithinAHundredth() {
        Datapoint all = Datapoint.of(START, 0.001);
        for (int i = 2; i <= 20_000; i++) {
            all = all.plus(Datapoint.of(START, i / 1000.0));
        }
        assertThat(all.values().size()).isLessThanOrEqualTo(512);
        for (int percent : new int[] {1, 10, 50, 90, 99}) {
            double found = new Statistic.Percentile(percent).of(all).orElseThrow();
            assertThat(found / (percent * 0.2)).as("p" + percent).isBetween(0.98, 1.02);
        }
        assertThat(all.sampleCount()).isEqualTo(20_000);
    }

    @Test
    void theOrderOfJoiningDoesNotMatter() {
        Datapoint low = Datapoint.of(START, -5).plus(Datapoint.of(START, 0));
        Datapoint high = Datapoint.of(START, 3).plus(Datapoint.of(START, -5));
        assertThat(low.plus(high).distribution())
                .isEqualTo(high.plus(low).distribution())
                .isEqualTo(Distribution.of(new double[] {-5, 0, 3}, new double[] {2, 1, 1}))
                .hasSameHashCodeAs(high.plus(low).distribution())
                .hasToString("[-5.0, 0.0, 3.0] x [2.0, 1.0, 1.0]");
    }

    @Test
    void aHundredthNeedsAThousandValues() {
        assertThat(new Statistic.Percentile(99).samplesNeeded()).isBetween(999.9, 1000.1);
        assertThat(new Statistic.Percentile(50).samplesNeeded()).isEqualTo(20);
        assertThat(new Statistic.Percentile(10).samplesNeeded()).isEqualTo(100);
    }
}
