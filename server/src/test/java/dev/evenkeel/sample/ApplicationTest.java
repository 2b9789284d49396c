package dev.evenkeel.sample;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.sys.Clock;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// The endpoints of the sample application, without sockets.
class ApplicationTest {
    /// A clock that moves a millisecond each time it is read.
    private static final class Ticking implements Clock {
        private long millis;

        @Override
        public Instant now() {
            return Instant.ofEpochMilli(millis);
        }

        @Override
        public long nanoTime() {
            millis++;
            return millis * 1_000_000;
        }
    }

    private final Ticking clock = new Ticking();
    private final Application application = new Application("i-1", "z", "127.31.0.4", clock);

    @Test
    void itCountsWhatItAnswers() {
        application.answer("/health");
        application.answer("/nowhere");
        assertThat(application.answer("/").body()).endsWith("\"requests\":3}");
    }

    @Test
    void itBurnsForTheTimeItIsTold() {
        assertThat(application.answer("/burn?ms=20").body()).isEqualTo("{\"steps\":19}");
        assertThat(clock.millis).isEqualTo(21);
        assertThat(application.answer("/burn").body()).isEqualTo("{\"steps\":0}");
    }

    @Test
    void failingIsOnlyForItsHealth() {
        assertThat(application.answer("/fail")).isEqualTo(new Reply(200, "{\"failing\":true}"));
        assertThat(application.answer("/health").status()).isEqualTo(503);
        assertThat(application.answer("/").status()).isEqualTo(200);
        assertThat(application.answer("/recover").status()).isEqualTo(200);
        assertThat(application.answer("/health").status()).isEqualTo(200);
    }

    @Test
    void aTimeHasALimit() {
        for (String query : new String[] {"ms=60001", "ms=-1", "ms=", "ms=1e3"}) {
            assertThat(application.answer("/burn?" + query).status()).as(query).isEqualTo(400);
        }
        assertThat(application.answer("/?name=value").status()).isEqualTo(200);
    }

    @Test
    void everyStatusHasItsReason() {
        assertThat(new Reply(200, "").reason()).isEqualTo("OK");
        assertThat(new Reply(400, "").reason()).isEqualTo("Bad Request");
        assertThat(new Reply(404, "").reason()).isEqualTo("Not Found");
        assertThat(new Reply(503, "").reason()).isEqualTo("Service Unavailable");
    }
}
