package dev.evenkeel;

import dev.evenkeel.api.http.ServerClock;
import dev.evenkeel.control.TimeMachine;
import dev.evenkeel.control.TimeMachine.Journey;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// The API's way to the time machine, if the server has one.
record TravelClock(Timepiece time, Optional<TimeMachine> machine) implements ServerClock {
    @Override
    public Instant now() {
        return time.clock().now();
    }

    @Override
    public boolean isManual() {
        return machine.isPresent();
    }

    @Override
    public CompletableFuture<Advance> advance(Destination destination, Duration patience) {
        return machine.orElseThrow()
                .travel(now -> instant(destination, now), patience)
                .thenApply(TravelClock::advance);
    }

    private static Instant instant(Destination destination, Instant now) {
        return switch (destination) {
            case Destination.Later(Duration by) -> now.plus(by);
            case Destination.Until(Instant instant) -> instant;
        };
    }

    private static Advance advance(Journey journey) {
        return switch (journey) {
            case Journey.Arrived(Instant now) -> new Advance.Arrived(now);
            case Journey.Stopped(var now, var destination, var underWay) ->
                    new Advance.Stopped(now, destination, underWay);
            case Journey.Busy() -> new Advance.Busy();
        };
    }
}
