package dev.evenkeel.proxy.upstream;

import dev.evenkeel.proxy.balance.Endpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The HTTP/2 connections of one event loop to one target: one, until it is full.
final class SessionPool {
    private final Endpoint endpoint;
    private final Function<SessionPool, TargetSession> sessions;
    private final Consumer<TargetSession> connect;
    private final List<TargetSession> all = new ArrayList<>();

    /// `sessions` makes one, `connect` begins to open it.
    SessionPool(
            Endpoint endpoint,
            Function<SessionPool, TargetSession> sessions,
            Consumer<TargetSession> connect) {
        this.endpoint = endpoint;
        this.sessions = sessions;
        this.connect = connect;
    }

    Endpoint endpoint() {
        return endpoint;
    }

    /// A stream of a connection that is open; null if there is none.
    @Nullable Upstream take(Upstream.User user) {
        TargetSession session = find(true);
        return session == null ? null : session.assign(user);
    }

    /// A stream of a connection that opens.
    Upstream open(Upstream.User user) {
        TargetSession session = find(false);
        if (session == null) {
            session = sessions.apply(this);
            all.add(session);
            Upstream stream = session.assign(user);
            connect.accept(session);
            return stream;
        }
        return session.assign(user);
    }

    private @Nullable TargetSession find(boolean open) {
        for (int index = 0; index < all.size(); index++) {
            TargetSession session = all.get(index);
            if (session.isOpen() == open && session.hasRoom()) {
                return session;
            }
        }
        return null;
    }

    void closed(TargetSession session) {
        all.remove(session);
    }

    /// The target gets no more requests: what it has ends, with `cut` at once. A connection that is
    /// opened after this lasts again.
    void retire(boolean cut) {
        List.copyOf(all).forEach(session -> session.leave(cut));
    }
}
