package dev.evenkeel.api.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WildcardTest {
    @ParameterizedTest
    @CsvSource({
        "web, web, true",
        "web, webs, false",
        "web*, web, true",
        "web*, web-1, true",
        "*eb*1, web-1, true",
        "*, '', true",
        "'', '', true",
        "'', a, false",
        "w?b, web, true",
        "w?b, wb, false",
        "a\\*b, a*b, true",
        "a\\*b, axb, false",
        "a\\?, a?, true",
        "Web, web, false",
        "*a*b*c, xaxbxc, true",
        "*a*b*c, xaxbx, false"
    })
    void matchesAsEc2Does(String pattern, String text, boolean matches) {
        assertThat(new Wildcard(pattern).matches(text)).isEqualTo(matches);
    }

    @Test
    void manyStarsDoNotTakeForever() {
        String text = "a".repeat(10_000);

        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(10),
                () -> assertThat(new Wildcard("a*a*a*a*a*a*a*b").matches(text)).isFalse());
    }
}
