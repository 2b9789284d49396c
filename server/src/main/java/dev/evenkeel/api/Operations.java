package dev.evenkeel.api;

import dev.evenkeel.wire.Operation;
import dev.evenkeel.wire.Service;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The operations of one service that are answered. What is not registered here is answered with
/// AWS's error for an unknown operation. Names are found without regard to case, as AWS does.
public final class Operations {
    private final Service service;
    private final Map<String, Handler<?, ?>> handlers = new HashMap<>();

    private Operations(Service service) {
        this.service = service;
    }

    public static Operations of(Service service) {
        return new Operations(service);
    }

    public <I, O> Operations read(Operation<I, O> operation, Read<I, O> read) {
        return register(new Handler.Reading<>(operation, read));
    }

    public <I, O> Operations write(Operation<I, O> operation, Write<I, O> write) {
        return register(new Handler.Writing<>(operation, write));
    }

    public <I, O> Operations effect(Operation<I, O> operation, Effect<I, O> effect) {
        return register(new Handler.Acting<>(operation, effect));
    }

    private Operations register(Handler<?, ?> handler) {
        String name = handler.operation().name();
        if (!service.operations().contains(handler.operation())) {
            throw new IllegalArgumentException(name + " is not an operation of " + service);
        }
        if (handlers.put(name.toLowerCase(Locale.ROOT), handler) != null) {
            throw new IllegalArgumentException(name + " of " + service + " is registered twice");
        }
        return this;
    }

    public Service service() {
        return service;
    }

    public Optional<Handler<?, ?>> find(String name) {
        return Optional.ofNullable(handlers.get(name.toLowerCase(Locale.ROOT)));
    }
}
