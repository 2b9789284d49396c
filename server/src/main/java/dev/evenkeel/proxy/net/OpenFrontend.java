package dev.evenkeel.proxy.net;

import dev.evenkeel.proxy.balance.Node;
import dev.evenkeel.proxy.route.Frontend;
import dev.evenkeel.proxy.route.Route;
import io.netty.channel.Channel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.EventExecutor;

/// A frontend whose socket is open, with its connections.
///
/// `current` is replaced by one thread and read by all event loops: a request takes one frontend
/// and keeps it to its end.
public final class OpenFrontend {
    private final ChannelGroup connections;
    private volatile Frontend current;
    private volatile boolean draining;

    OpenFrontend(Frontend current, EventExecutor executor) {
        this.current = current;
        this.connections = new DefaultChannelGroup(executor);
    }

    /// What the frontend is now.
    public Frontend current() {
        return current;
    }

    public Route route() {
        return current.route();
    }

    public Node node() {
        return current.node();
    }

    /// Flows outlive their route, so they are told of a new one; a request asks for it.
    void use(Frontend next) {
        boolean streamChanged =
                next.route() instanceof Route.Stream && !next.route().equals(current.route());
        current = next;
        if (streamChanged) {
            connections.forEach(connection -> tell(connection, RouteChanged.ROUTE_CHANGED));
        }
    }

    void add(Channel connection) {
        connections.add(connection);
    }

    ChannelGroup connections() {
        return connections;
    }

    /// Whether it is closed because the data plane stops: its flows may live on for as long as the
    /// process does. One that is gone for good takes them with it.
    public boolean isDraining() {
        return draining;
    }

    void drain() {
        draining = true;
        endConnections();
    }

    /// Lets each connection end with the request it is busy with.
    void endConnections() {
        connections.forEach(connection -> tell(connection, Closing.FRONTEND_GONE));
    }

    private static void tell(Channel connection, Object event) {
        connection.eventLoop().execute(() -> connection.pipeline().fireUserEventTriggered(event));
    }
}
