package dev.evenkeel.decide.group;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Durations, said to people.
class InWordsTest {
    @ParameterizedTest
    @CsvSource({
        "PT0S, 0 seconds",
        "PT0.4S, 0 seconds",
        "PT1S, 1 second",
        "PT58M9.381S, 58 minutes 9 seconds",
        "PT1H, 1 hour",
        "PT1H0M5S, 1 hour 5 seconds",
        "PT49H3M2S, 2 days 1 hour"
    })
    void theTwoLargestUnitsAreSaid(Duration duration, String words) {
        assertThat(InWords.of(duration)).isEqualTo(words);
    }
}
