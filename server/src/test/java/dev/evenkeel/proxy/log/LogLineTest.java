package dev.evenkeel.proxy.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.sys.Clock;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogLineTest {
    private final LogLine line = new LogLine(1);

    private String text() {
        return new String(line.bytes(), 0, line.length(), StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "7, 7", "10, 10", "-1, -1", "9223372036854775807, 9223372036854775807"})
    void numbersAreWrittenInDecimal(long number, String expected) {
        line.add(number);
        assertThat(text()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0.000",
        "999999, 0.000",
        "1000000, 0.001",
        "1234567890, 1.234",
        "61000000000, 61.000",
        "-5, -1"
    })
    void durationsAreWrittenInSeconds(long nanos, String expected) {
        line.addSeconds(nanos);
        assertThat(text()).isEqualTo(expected);
    }

    @Test
    void whatWouldEndTheFieldOrTheLineIsEscaped() {
        byte[] bytes = {'a', '"', '\\', '\n', 0, (byte) 0xe4, ' ', 'z'};
        line.addEscaped(bytes, 0, bytes.length);
        assertThat(text()).isEqualTo("a\\x22\\x5C\\x0A\\x00\\xE4 z");
    }

    @Test
    void whatIsMissingIsADash() {
        line.addOrDash("").add(' ').addQuoted("").add(' ').addQuoted("x").add(' ').addOrDash("y");
        assertThat(text()).isEqualTo("- \"-\" \"x\" y");
    }

    @Test
    void timesHaveMicrosecondsAndFollowTheMonotonicClock() {
        var clock =
                new Clock() {
                    private Instant now = Instant.parse("2026-01-02T03:04:05.000006Z");

                    @Override
                    public Instant now() {
                        return now;
                    }

                    @Override
                    public long nanoTime() {
                        return 0;
                    }
                };
        var time = new LogTime(clock);
        time.append(time.micros(0), line);
        line.add(' ');
        time.append(time.micros(999_999_999), line);
        assertThat(text()).isEqualTo("2026-01-02T03:04:05.000006Z 2026-01-02T03:04:06.000005Z");
    }
}
