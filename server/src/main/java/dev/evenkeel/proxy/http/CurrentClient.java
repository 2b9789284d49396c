package dev.evenkeel.proxy.http;

import org.jspecify.annotations.Nullable;

/// The client that an exchange works for, or did last. Exchanges go from client to client; their
/// parts look here. On one event loop.
final class CurrentClient {
    private @Nullable Client client;

    Client get() {
        Client now = client;
        if (now == null) {
            throw new IllegalStateException("an exchange at work for nobody");
        }
        return now;
    }

    void set(Client next) {
        client = next;
    }
}
