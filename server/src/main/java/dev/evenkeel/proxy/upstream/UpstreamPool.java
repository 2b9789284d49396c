package dev.evenkeel.proxy.upstream;

import dev.evenkeel.proxy.balance.Endpoint;
import dev.evenkeel.proxy.net.SocketLimit;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The connections of one event loop to one target. The one used last is used next, so that spare
/// ones grow old and close.
final class UpstreamPool {
    private final Endpoint endpoint;
    private final int maxIdle;
    private final SocketLimit sockets;
    private final ArrayDeque<UpstreamConnection> idle = new ArrayDeque<>();

    /// Every connection that is not closed: opening, in use or idle.
    private final Set<UpstreamConnection> open = new HashSet<>();

    private boolean retired;

    UpstreamPool(Endpoint endpoint, int maxIdle, SocketLimit sockets) {
        this.endpoint = endpoint;
        this.sockets = sockets;
        this.maxIdle = maxIdle;
    }

    Endpoint endpoint() {
        return endpoint;
    }

    /// Who may still open a pipe.
    SocketLimit sockets() {
        return sockets;
    }

    /// An idle connection, now in use by `user`; null if there is none.
    @Nullable UpstreamConnection take(Upstream.User user) {
        for (UpstreamConnection last = idle.pollLast(); last != null; last = idle.pollLast()) {
            if (last.isUsable()) {
                last.use(user);
                return last;
            }
        }
        return null;
    }

    /// Takes a connection back; false if it must be closed instead.
    boolean keeps(UpstreamConnection connection) {
        boolean kept = !retired && idle.size() < maxIdle;
        if (kept) {
            idle.addLast(connection);
        }
        return kept;
    }

    void opened(UpstreamConnection connection) {
        open.add(connection);
    }

    void closed(UpstreamConnection connection) {
        idle.remove(connection);
        open.remove(connection);
    }

    int open() {
        return open.size();
    }

    /// The target gets no more requests: keeps no connection. With `cut`, also ends those in use.
    void retire(boolean cut) {
        retired = true;
        List.copyOf(idle).forEach(UpstreamConnection::close);
        idle.clear();
        if (cut) {
            List.copyOf(open).forEach(UpstreamConnection::cut);
        }
    }

    /// The target gets requests (again).
    void revive() {
        retired = false;
    }
}
