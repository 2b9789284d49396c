package dev.evenkeel.compute.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.compute.Orders;
import dev.evenkeel.sys.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// The tokens of IMDSv2: good for one instance, for a time.
class TokensTest {
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final Clock clock =
            new Clock() {
                @Override
                public Instant now() {
                    return now;
                }

                @Override
                public long nanoTime() {
                    return now.toEpochMilli() * 1_000_000;
                }
            };
    private final Tokens tokens = new Tokens(clock, new SplittableRandom(1));
    private final String token = tokens.issue(Orders.id(1), Duration.ofSeconds(10));

    @Test
    void aTokenIsGoodUntilItsEnd() {
        assertThat(tokens.accepts(Orders.id(1), token)).isTrue();
        now = now.plusMillis(9_999);
        assertThat(tokens.accepts(Orders.id(1), token)).isTrue();
        now = now.plusMillis(1);
        assertThat(tokens.accepts(Orders.id(1), token)).isFalse();
    }

    @Test
    void aTokenIsGoodForOneInstance() {
        assertThat(tokens.accepts(Orders.id(2), token)).isFalse();
    }

    @Test
    void aTokenThatWasChangedIsNoGood() {
        for (int i = 0; i < token.length(); i++) {
            char other = token.charAt(i) == 'A' ? 'Q' : 'A';
            String changed = token.substring(0, i) + other + token.substring(i + 1);
            boolean lastBitsOnly = i == token.length() - 1;
            assertThat(!lastBitsOnly && tokens.accepts(Orders.id(1), changed))
                    .as(changed)
                    .isFalse();
        }
    }

    @Test
    void whatIsNoTokenIsNoGood() {
        for (String text : List.of("", "A", "AAAA", token + "A", token + "AAAA", "%%%%")) {
            assertThat(tokens.accepts(Orders.id(1), text)).as(text).isFalse();
        }
    }

    @Test
    void anotherServersTokenIsNoGood() {
        var other = new Tokens(clock, new SplittableRandom(2));
        assertThat(other.accepts(Orders.id(1), token)).isFalse();
    }
}
