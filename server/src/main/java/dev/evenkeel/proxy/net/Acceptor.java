package dev.evenkeel.proxy.net;

import dev.evenkeel.proxy.route.RouteTable;
import io.netty.channel.Channel;

/// What becomes of the connections that arrive at a frontend.
public interface Acceptor {
    /// Takes over a new connection: adds its handlers. Called on the connection's event loop,
    /// before it is active.
    void accept(Channel client, OpenFrontend frontend);

    /// A new table is in use: what goes to targets that it does not know must end. Called from any
    /// thread.
    default void use(RouteTable table) {}
}
