package dev.evenkeel.sys;

import java.time.Instant;

/// What time it is. The only way to ask, so that tests and the simulator can turn it.
public interface Clock {
    /// The wall clock.
    Instant now();

    /// A monotonic reading in nanoseconds, for measuring durations only.
    long nanoTime();

    /// The machine's own clock.
    static Clock system() {
        return new Clock() {
            @Override
            public Instant now() {
                return Instant.now();
            }

            @Override
            public long nanoTime() {
                return System.nanoTime();
            }
        };
    }
}
