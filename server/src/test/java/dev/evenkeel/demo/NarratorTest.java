package dev.evenkeel.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.sys.Clock;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// The narrator says what happens when it happens, and keeps count of what was promised.
class NarratorTest {
    private Instant now = Instant.EPOCH;
    private final ByteArrayOutputStream text = new ByteArrayOutputStream();
    private final Narrator narrator =
            new Narrator(
                    new PrintStream(text, true, StandardCharsets.UTF_8),
                    new Clock() {
                        @Override
                        public Instant now() {
                            return now;
                        }

                        @Override
                        public long nanoTime() {
                            return 0;
                        }
                    });

    private String told() {
        return text.toString(StandardCharsets.UTF_8);
    }

    @Test
    void everyLineHasTheSecondsSinceTheBeginning() {
        now = now.plusMillis(12_345);
        narrator.say("hello");
        assertThat(told()).isEqualTo("    12.3 s  hello\n");
    }

    @Test
    void allPromisesKeptIsAGoodEnd() {
        narrator.tell("Death", "an instance is replaced", () -> "4.2 s");
        assertThat(narrator.table()).isTrue();
        assertThat(told()).contains("Death", "✔ an instance is replaced: 4.2 s");
    }

    @Test
    void aChapterThatFailsIsABrokenPromiseAndTheStoryGoesOn() {
        narrator.tell(
                "Death",
                "an instance is replaced",
                () -> {
                    throw new StoryException("waited 40 s in vain");
                });
        narrator.tell("Night", "it shrinks", () -> "8 s");
        assertThat(narrator.table()).isFalse();
        assertThat(told())
                .contains("✘ an instance is replaced: waited 40 s in vain", "✔ it shrinks");
    }
}
