package dev.evenkeel.api;

import dev.evenkeel.model.World;

/// An operation that changes the world. Pure; runs on the control thread, so that nothing moves
/// between its look and its change.
@FunctionalInterface
public interface Write<I, O> {
    Decision<O> decide(World world, Call call, I input);
}
