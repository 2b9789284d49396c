package dev.evenkeel.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CadenceTest {
    @ParameterizedTest
    @CsvSource({
        "PT1S, EACH_SECOND",
        "PT5S, EACH_SECOND",
        "PT10S, EACH_TEN_SECONDS",
        "PT30S, EACH_TEN_SECONDS",
        "PT1M, EACH_MINUTE",
        "PT1H, EACH_MINUTE"
    })
    void theLengthOfItsPeriodsSaysHowOftenAnAlarmIsEvaluated(Duration period, Cadence cadence) {
        assertThat(Cadence.of(period)).isEqualTo(cadence);
    }

    @ParameterizedTest
    @CsvSource({
        "EACH_SECOND, 12:00:03, 12:00:04.100",
        "EACH_SECOND, 12:00:04.099, 12:00:05.100",
        "EACH_SECOND, 12:00:04.100, 12:00:05.100",
        "EACH_TEN_SECONDS, 12:00:03, 12:00:11",
        "EACH_TEN_SECONDS, 12:00:11, 12:00:21",
        "EACH_MINUTE, 12:00:11, 12:01:01",
        "EACH_MINUTE, 12:01:01, 12:02:01"
    })
    void thatIsAMomentAfterTheEndOfThePeriod(Cadence cadence, String now, String next) {
        assertThat(cadence.nextAfter(at(now))).isEqualTo(at(next));
    }

    private static Instant at(String time) {
        return Instant.parse("2026-01-01T" + time + "Z");
    }
}
