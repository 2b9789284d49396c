package dev.evenkeel.api.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MomentsTest {
    @ParameterizedTest
    @CsvSource({
        "2026-01-31T12:00:00Z, 2026-01-31T12:00:00Z",
        "2026-01-31T12:00:00.250Z, 2026-01-31T12:00:00.250Z",
        "2026-01-31T13:00:00+01:00, 2026-01-31T12:00:00Z",
        "2026-01-31T12:00:00, 2026-01-31T12:00:00Z",
        "2026-01-31T12:00, 2026-01-31T12:00:00Z",
        "2026-01-31, 2026-01-31T00:00:00Z",
        "1769860800, 2026-01-31T12:00:00Z",
        "1769860800.5, 2026-01-31T12:00:00.500Z",
        "1.7698608E9, 2026-01-31T12:00:00Z",
        "-1, 1969-12-31T23:59:59Z",
        "'Sat, 31 Jan 2026 12:00:00 GMT', 2026-01-31T12:00:00Z",
    })
    void everyFormClientsWriteIsRead(String text, String moment) {
        assertThat(Moments.parse(text)).isEqualTo(Instant.parse(moment));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "yesterday",
                "2026-13-01",
                "2026-01-31T25:00",
                "1e99",
                "99999999999999999999",
                "Sat GMT"
            })
    void whatIsNoMomentIsRefused(String text) {
        assertThatThrownBy(() -> Moments.parse(text)).isInstanceOf(DateTimeException.class);
    }

    @Test
    void aMomentIsWrittenInTheFormAsked() {
        Instant moment = Instant.parse("2026-01-31T12:00:00.250Z");
        Instant whole = Instant.parse("2026-01-31T12:00:00Z");
        assertThat(Moments.millis(whole)).isEqualTo("2026-01-31T12:00:00.000Z");
        assertThat(Moments.dateTime(whole)).isEqualTo("2026-01-31T12:00:00Z");
        assertThat(Moments.dateTime(moment)).isEqualTo("2026-01-31T12:00:00.250Z");
        assertThat(Moments.httpDate(moment)).isEqualTo("Sat, 31 Jan 2026 12:00:00 GMT");
        assertThat(Moments.epochSeconds(moment).toPlainString()).isEqualTo("1769860800.25");
        assertThat(Moments.epochSeconds(whole).toPlainString()).isEqualTo("1769860800");
    }
}
