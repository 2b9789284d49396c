package dev.evenkeel.proxy.net;

import dev.evenkeel.proxy.route.EndpointChanges;
import dev.evenkeel.proxy.route.RouteTable;
import io.netty.channel.Channel;

/// What becomes of the connections that arrive at a frontend.
public interface Acceptor {
    /// Takes over a new connection: adds its handlers. Called on the connection's event loop,
    /// before it is active.
    void accept(Channel client, OpenFrontend frontend);

    /// A new table comes: makes ready what its connections will need. Called from any thread.
    default void prepare(RouteTable next) {}

    /// All event loops ended: frees what it holds. Called from any thread, once for each stop.
    default void stopped() {}

    /// A new table is in use, in which these endpoints changed. Called from any thread.
    default void changed(EndpointChanges changes) {}
}
