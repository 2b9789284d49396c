package dev.evenkeel.api;

import dev.evenkeel.model.World;

/// An operation that only looks. Pure; runs on the request's own thread over the latest snapshot.
@FunctionalInterface
public interface Read<I, O> {
    O answer(World world, Call call, I input);
}
