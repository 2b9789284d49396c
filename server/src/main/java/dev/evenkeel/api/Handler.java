package dev.evenkeel.api;

import dev.evenkeel.wire.Operation;

/// One operation that is answered, and which of the three kinds it is.
public sealed interface Handler<I, O> {
    Operation<I, O> operation();

    record Reading<I, O>(Operation<I, O> operation, Read<I, O> read) implements Handler<I, O> {}

    record Writing<I, O>(Operation<I, O> operation, Write<I, O> write) implements Handler<I, O> {}

    record Acting<I, O>(Operation<I, O> operation, Effect<I, O> effect) implements Handler<I, O> {}
}
