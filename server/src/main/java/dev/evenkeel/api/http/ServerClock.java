package dev.evenkeel.api.http;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// The port to the clock that the control plane goes by. Any thread.
public interface ServerClock {
    Instant now();

    /// Whether it stands still until it is advanced.
    boolean isManual();

    /// Moves a manual clock forward, waiting at each instant for at most `patience` of real time
    /// until everything there has come to rest.
    CompletableFuture<Advance> advance(Destination destination, Duration patience);

    /// How far to go.
    sealed interface Destination {
        record Later(Duration by) implements Destination {}

        record Until(Instant instant) implements Destination {}
    }

    /// How it ended.
    sealed interface Advance {
        record Arrived(Instant now) implements Advance {}

        record Stopped(Instant now, Instant destination, List<String> underWay)
                implements Advance {}

        /// Somebody else is moving it.
        record Busy() implements Advance {}
    }
}
