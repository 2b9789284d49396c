package dev.evenkeel.demo;

import dev.evenkeel.sys.Clock;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/// Tells what happens, with the seconds since the beginning, and keeps the promises made and
/// whether they held.
final class Narrator {
    private record Promise(String what, String figure, boolean kept) {}

    private final PrintStream out;
    private final Clock clock;
    private final Instant begin;
    private final List<Promise> promises = new ArrayList<>();

    Narrator(PrintStream out, Clock clock) {
        this.out = out;
        this.clock = clock;
        begin = clock.now();
    }

    void chapter(String title) {
        out.printf(Locale.ROOT, "%n%s%n", title);
        out.flush();
    }

    void say(String line) {
        double seconds = Duration.between(begin, clock.now()).toMillis() / 1000.0;
        out.printf(Locale.ROOT, "  %6.1f s  %s%n", seconds, line);
        out.flush();
    }

    /// Notes whether a promise held, and says so at once.
    void promise(String what, String figure, boolean kept) {
        promises.add(new Promise(what, figure, kept));
        say((kept ? "✔ " : "✘ ") + what + ": " + figure);
    }

    /// Runs one chapter; if it fails, that is a promise broken and the story goes on.
    void tell(String title, String promised, Supplier<String> chapter) {
        chapter(title);
        try {
            promise(promised, chapter.get(), true);
        } catch (StoryException failed) {
            promise(promised, String.valueOf(failed.getMessage()), false);
        }
    }

    /// Prints the table of promises; true if all of them held.
    boolean table() {
        int width = promises.stream().mapToInt(p -> p.what().length()).max().orElse(0);
        out.printf(Locale.ROOT, "%n");
        for (Promise promise : promises) {
            out.printf(
                    Locale.ROOT,
                    "  %s %-" + Math.max(width, 1) + "s  %s%n",
                    promise.kept() ? "✔" : "✘",
                    promise.what(),
                    promise.figure());
        }
        out.flush();
        return promises.stream().allMatch(Promise::kept);
    }
}
