package dev.evenkeel.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.scenario.Scenario;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What becomes of a group when users, machines and time do something to it. A new story needs only
/// text: see [Story].
class StoriesTest {
    private static final List<String> FILES =
            List.of(
                    "capacity",
                    "function",
                    "health",
                    "hooks",
                    "launch",
                    "metrics",
                    "mixed",
                    "notifications",
                    "policies",
                    "prediction",
                    "pool",
                    "processes",
                    "refresh",
                    "rules",
                    "schedule",
                    "spot",
                    "standby",
                    "turnover",
                    "zones");

    /// A story of a file.
    record Told(String file, Scenario scenario) {
        @Override
        public String toString() {
            return file + ": " + scenario.title();
        }
    }

    static Stream<Told> stories() {
        return FILES.stream()
                .flatMap(file ->
                        Scenario.read(StoriesTest.class, file + ".txt").stream()
                                .map(scenario -> new Told(file, scenario)));
    }

    @ParameterizedTest
    @MethodSource("stories")
    void happensAsTold(Told told) {
        assertThat(new Story().play(told.scenario().input())).isEqualTo(told.scenario().expected());
    }
}
