package dev.evenkeel.api;

import dev.evenkeel.model.World;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/// The port to the control loop.
public interface Backend {
    /// The latest snapshot. Any thread.
    World world();

    /// Runs `decide` on the control thread, commits its changes, and completes once they are
    /// durable. Completes exceptionally, and changes nothing, with what `decide` threw (an
    /// [ApiFault] is the caller's mistake) or with what kept the changes from becoming durable.
    <O> CompletableFuture<O> commit(Function<Moment, Decision<O>> decide);

    /// What the control thread knows when it decides.
    record Moment(World world, Instant now, RandomGenerator random) {}
}
