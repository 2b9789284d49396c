package dev.evenkeel.proxy.flow;

import dev.evenkeel.proxy.balance.Counter;
import dev.evenkeel.proxy.balance.Endpoint;
import dev.evenkeel.proxy.balance.Node;
import dev.evenkeel.proxy.balance.TargetPool;
import dev.evenkeel.proxy.net.Closing;
import dev.evenkeel.proxy.net.OpenFrontend;
import dev.evenkeel.proxy.net.RouteChanged;
import dev.evenkeel.proxy.route.Route;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One client's connection and the one to its target, from accept to the end of both.
///
/// Phases: connect to a target, or after a refusal to another; relay both ways; end. It ends with
/// both directions, with a reset by either end, when idle for too long, and when its frontend or
/// its target may serve it no longer. Everything happens on the client's event loop.
final class Flow {
    private final FlowListener listener;
    private final Channel client;
    private final OpenFrontend frontend;
    private final Node node;
    private final int loop;
    private final Side clientSide = new Side(this, End.CLIENT, null);

    private @Nullable Channel target;
    private @Nullable TargetPool pool;
    private @Nullable Endpoint endpoint;
    private @Nullable Future<?> idleCheck;
    private long hash;
    private int attempts;
    private int outputsEnded;
    private long lastRelayNanos;
    private boolean over;

    Flow(FlowListener listener, Channel client, OpenFrontend frontend) {
        this.listener = listener;
        this.client = client;
        this.frontend = frontend;
        this.node = frontend.node();
        this.loop = listener.transport().indexOf(client.eventLoop());
    }

    /// The two ends of a flow.
    enum End {
        CLIENT,
        TARGET
    }

    Side clientSide() {
        return clientSide;
    }

    /// The client is connected.
    void begin() {
        node.tally().count(loop, Counter.NEW_CONNECTIONS);
        node.tally().count(loop, Counter.ACTIVE_CONNECTIONS);
        var from = (InetSocketAddress) client.remoteAddress();
        hash = listener.hash().of(from, (InetSocketAddress) client.localAddress());
        connect();
    }

    private void connect() {
        switch (frontend.route()) {
            case Route.Stream stream -> connect(stream);
            case Route.Http _ -> reset();
        }
    }

    private void connect(Route.Stream route) {
        int place = route.split().next();
        TargetPool from = place < 0 ? null : route.pools().get(place);
        Endpoint to = from == null ? null : pick(route.choice(), from);
        if (to == null) {
            reset();
            return;
        }
        pool = from;
        endpoint = to;
        attempts++;
        to.tally().count(loop, Counter.IN_FLIGHT);
        int timeout = (int) listener.limits().connectTimeout().toMillis();
        Bootstrap side =
                listener.transport()
                        .client(client.eventLoop())
                        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, timeout)
                        .option(ChannelOption.ALLOW_HALF_CLOSURE, true)
                        .handler(new Side(this, End.TARGET, client));
        listener.transport()
                .connect(side, to.address())
                .addListener((ChannelFuture connecting) -> connected(route, to, connecting));
    }

    private @Nullable Endpoint pick(Route.Stream.Choice choice, TargetPool from) {
        return switch (choice) {
            case ROUND_ROBIN -> from.pick(endpoint, listener.nanos());
            case FLOW_HASH -> pickByHash(from);
        };
    }

    /// The target the hash points at, or the next one that did not just refuse a connection.
    private @Nullable Endpoint pickByHash(TargetPool from) {
        int size = from.size();
        if (size == 0) {
            return null;
        }
        int first = FlowHash.index(hash, size);
        for (int step = 0; step < size; step++) {
            Endpoint candidate = from.serving((first + step) % size);
            if (candidate != endpoint && !candidate.isSuspect(listener.nanos())) {
                return candidate;
            }
        }
        return from.serving(first);
    }

    private void connected(Route.Stream route, Endpoint to, ChannelFuture connecting) {
        if (over) {
            to.tally().add(loop, Counter.IN_FLIGHT, -1);
            abort(connecting.channel());
        } else if (connecting.isSuccess()) {
            to.trust();
            to.tally().count(loop, Counter.NEW_CONNECTIONS);
            target = connecting.channel();
            clientSide.joinTo(target);
            client.config().setAutoRead(target.isWritable());
            lastRelayNanos = listener.nanos();
            watchIdle(route.idleTimeout());
        } else {
            to.tally().add(loop, Counter.IN_FLIGHT, -1);
            refused(to);
        }
    }

    private void refused(Endpoint by) {
        by.suspectUntil(listener.nanos() + listener.limits().suspicion().toNanos());
        by.tally().count(loop, Counter.TARGET_CONNECTION_ERRORS);
        node.tally().count(loop, Counter.TARGET_CONNECTION_ERRORS);
        if (attempts < listener.limits().attempts()) {
            node.tally().count(loop, Counter.RETRIES);
            connect();
        } else {
            reset();
        }
    }

    /// Bytes were read at one end.
    void relayed(Counter direction, int bytes) {
        lastRelayNanos = listener.nanos();
        node.tally().add(loop, direction, bytes);
        if (endpoint != null) {
            endpoint.tally().add(loop, direction, bytes);
        }
    }

    private void watchIdle(Duration timeout) {
        long left = lastRelayNanos + timeout.toNanos() - listener.nanos();
        if (left <= 0) {
            idle();
            return;
        }
        idleCheck =
                client.eventLoop().schedule(() -> watchIdle(timeout), left, TimeUnit.NANOSECONDS);
    }

    /// A Network Load Balancer forgets an idle flow and resets what comes after; a Classic one
    /// closes.
    private void idle() {
        switch (node.kind()) {
            case NETWORK, APPLICATION -> reset();
            case CLASSIC -> {
                finish();
                closeBoth();
            }
        }
    }

    /// Something about the frontend changed.
    void hear(Object event) {
        boolean gone = event == Closing.FRONTEND_GONE && !frontend.isDraining();
        if (!over && (gone || (event == RouteChanged.ROUTE_CHANGED && isSevered()))) {
            reset();
        }
    }

    /// A group that the route forwards to no longer keeps the flows it has.
    private boolean isSevered() {
        if (pool == null || endpoint == null) {
            return false;
        }
        for (TargetPool current : frontend.route().pools()) {
            if (current.group().equals(pool.group()) && current.severs(endpoint)) {
                return true;
            }
        }
        return false;
    }

    /// One end has been sent everything.
    void outputEnded() {
        outputsEnded++;
        if (outputsEnded == End.values().length && !over) {
            finish();
            closeBoth();
        }
    }

    /// An end broke off: it reset the connection, or was lost. The other end learns of it.
    void broken(End end) {
        if (over) {
            return;
        }
        finish();
        switch (end) {
            case CLIENT -> node.tally().count(loop, Counter.CLIENT_RESETS);
            case TARGET -> node.tally().count(loop, Counter.TARGET_RESETS);
        }
        abortBoth();
    }

    /// The load balancer itself ends the flow.
    private void reset() {
        finish();
        node.tally().count(loop, Counter.ELB_RESETS);
        abortBoth();
    }

    private void finish() {
        over = true;
        node.tally().add(loop, Counter.ACTIVE_CONNECTIONS, -1);
        if (target != null && endpoint != null) {
            endpoint.tally().add(loop, Counter.IN_FLIGHT, -1);
        }
        if (idleCheck != null) {
            idleCheck.cancel(false);
        }
    }

    private void closeBoth() {
        client.close();
        if (target != null) {
            target.close();
        }
    }

    private void abortBoth() {
        abort(client);
        if (target != null) {
            abort(target);
        }
    }

    /// Closes with RST instead of FIN, so that nobody takes a torn stream for a whole one.
    private static void abort(Channel channel) {
        if (channel.isOpen()) {
            channel.config().setOption(ChannelOption.SO_LINGER, 0);
        }
        channel.close();
    }
}
