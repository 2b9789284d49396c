package dev.evenkeel.api;

import dev.evenkeel.sys.Clock;
import java.time.Instant;

/// A clock that stands still.
public record FixedClock(Instant now) implements Clock {
    @Override
    public long nanoTime() {
        return 0;
    }
}
