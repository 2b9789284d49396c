package dev.evenkeel.api;

import dev.evenkeel.model.Scope;
import dev.evenkeel.model.Site;
import dev.evenkeel.model.World;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/// A control loop that decides at once, on the caller's thread, and forgets everything when it
/// ends.
public final class MemoryBackend implements Backend {
    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

    private final Random random = new Random(1);
    private World world;

    public MemoryBackend() {
        Scope home = new Scope("000000000000", "us-east-1");
        world = World.empty(Site.of(home, List.of("us-east-1a", "us-east-1b"), 1024));
    }

    @Override
    public World world() {
        return world;
    }

    @Override
    public <O> CompletableFuture<O> commit(Function<Moment, Decision<O>> decide) {
        try {
            Decision<O> decision = decide.apply(new Moment(world, NOW, random));
            world = world.with(decision.changes());
            return CompletableFuture.completedFuture(decision.answer());
        } catch (RuntimeException refused) {
            return CompletableFuture.failedFuture(refused);
        }
    }
}
