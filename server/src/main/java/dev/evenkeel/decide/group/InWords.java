package dev.evenkeel.decide.group;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Durations as people say them: `58 minutes 9 seconds`.
final class InWords {
    private InWords() {}

    /// The two largest units that say anything; what is less than a second is `0 seconds`.
    static String of(Duration duration) {
        var words = new ArrayList<String>();
        add(words, duration.toDays(), "day");
        add(words, duration.toHoursPart(), "hour");
        add(words, duration.toMinutesPart(), "minute");
        add(words, duration.toSecondsPart(), "second");
        return words.isEmpty()
                ? "0 seconds"
                : String.join(" ", words.subList(0, Math.min(2, words.size())));
    }

    private static void add(List<String> words, long count, String unit) {
        if (count > 0) {
            words.add(count + " " + unit + (count == 1 ? "" : "s"));
        }
    }
}
