package dev.evenkeel.decide.scaling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.scenario.Scenario;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// When cron expressions come, in zones whose clocks change.
class CronTest {
    static List<Scenario> times() {
        return Scenario.read(CronTest.class, "cron.txt");
    }

    @ParameterizedTest
    @MethodSource("times")
    void comesAtTheTimesOfItsZone(Scenario scenario) {
        String line = scenario.input().getFirst();
        int cut = line.lastIndexOf(' ');
        Cron cron = Cron.parse(line.substring(0, cut)).orElseThrow();
        Instant at = Instant.parse(scenario.input().get(1));
        for (String expected : scenario.expected()) {
            at = cron.next(at, ZoneId.of(line.substring(cut + 1))).orElseThrow();
            assertThat(at).isEqualTo(Instant.parse(expected));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "* * * *",
                "* * * * * *",
                "60 * * * *",
                "* 24 * * *",
                "* * 0 * *",
                "* * * 13 *",
                "* * * * 8",
                "*/0 * * * *",
                "5-1 * * * *",
                "a * * * *",
                "1-2-3 * * * *",
                "1/2/3 * * * *",
                ", * * * *",
                "* * * FOO *",
                "-1 * * * *",
                "9999 * * * *"
            })
    void whatIsNoExpressionIsRefused(String text) {
        assertThat(Cron.parse(text)).isEmpty();
    }

    @Test
    void aDayThatNeverIsNeverComes() {
        assertThat(Cron.parse("0 0 31 2 *").orElseThrow().next(Instant.EPOCH, ZoneId.of("UTC")))
                .isEmpty();
    }
}
