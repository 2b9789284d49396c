package dev.evenkeel.api;

import dev.evenkeel.model.World;

/// An operation on something outside the world: console output, metric data. May block; runs on the
/// request's own virtual thread.
@FunctionalInterface
public interface Effect<I, O> {
    O perform(World world, Call call, I input);
}
