package dev.evenkeel.compute;

import dev.evenkeel.sys.Clock;
import dev.evenkeel.sys.Pause;
import java.time.Duration;
import java.util.concurrent.Callable;

/// Looks again until something is so. For what only the kernel knows; it takes as long as it takes.
public final class Eventually {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(5);

    private Eventually() {}

    public static void so(String what, Callable<Boolean> look) throws Exception {
        long end = Clock.system().nanoTime() + PATIENCE.toNanos();
        while (!look.call()) {
            if (Clock.system().nanoTime() - end > 0) {
                throw new AssertionError("never so: " + what);
            }
            Pause.system().of(BETWEEN_LOOKS);
        }
    }
}
