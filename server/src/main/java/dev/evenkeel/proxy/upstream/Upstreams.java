package dev.evenkeel.proxy.upstream;

import dev.evenkeel.proxy.balance.Endpoint;
import dev.evenkeel.proxy.balance.TargetProtocol;
import dev.evenkeel.proxy.net.Idleness;
import dev.evenkeel.proxy.net.Transport;
import dev.evenkeel.proxy.tls.TargetTls;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// All connections of one event loop to targets.
public final class Upstreams {
    private final Transport transport;
    private final EventLoop loop;
    private final Idleness idleness;
    private final Limits limits;
    private final TargetTls tls;
    private final Map<Endpoint, UpstreamPool> pools = new HashMap<>();
    private final Map<Endpoint, SessionPool> sessions = new HashMap<>();
    private final SessionTranslation translation = new SessionTranslation();

    public Upstreams(
            Transport transport, EventLoop loop, Idleness idleness, Limits limits, TargetTls tls) {
        this.transport = transport;
        this.loop = loop;
        this.idleness = idleness;
        this.limits = limits;
        this.tls = tls;
    }

    /// How long a connection may take to open and may wait for its next request, and how many may
    /// wait for each target.
    public record Limits(Duration connectTimeout, Duration idleTimeout, int idlePerTarget) {
        /// AWS's ten seconds to connect; idle as long as a load balancer's default.
        public static final Limits DEFAULT =
                new Limits(Duration.ofSeconds(10), Duration.ofSeconds(60), 1024);
    }

    /// An idle connection to `endpoint`, in use by `user` from now on; null if there is none.
    public @Nullable Upstream take(Endpoint endpoint, Upstream.User user) {
        return endpoint.protocol() == TargetProtocol.HTTP1
                ? pool(endpoint).take(user)
                : sessions(endpoint).take(user);
    }

    /// Opens a connection; `user` hears of it later, never before this returns.
    public Upstream open(Endpoint endpoint, Upstream.User user) {
        if (endpoint.protocol() != TargetProtocol.HTTP1) {
            return sessions(endpoint).open(user);
        }
        UpstreamPool pool = pool(endpoint);
        var connection = new UpstreamConnection(pool, user, idleness, limits.idleTimeout);
        pool.opened(connection);
        ChannelFuture connecting = connect(endpoint, connection);
        if (endpoint.isEncrypted()) {
            connection.openingEncrypted(connecting, tls);
        } else {
            connection.opening(connecting);
        }
        return connection;
    }

    private ChannelFuture connect(Endpoint endpoint, ChannelHandler handler) {
        int timeout = (int) limits.connectTimeout.toMillis();
        Bootstrap client =
                transport
                        .client(loop)
                        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, timeout)
                        .handler(handler);
        return transport.connect(client, endpoint.address());
    }

    private SessionPool sessions(Endpoint endpoint) {
        SessionPool pool = sessions.get(endpoint);
        if (pool == null) {
            pool =
                    new SessionPool(
                            endpoint,
                            this::session,
                            session -> session.opening(connect(endpoint, session), tls));
            sessions.put(endpoint, pool);
        }
        return pool;
    }

    private TargetSession session(SessionPool pool) {
        return new TargetSession(pool, translation, idleness, limits.idleTimeout);
    }

    private UpstreamPool pool(Endpoint endpoint) {
        UpstreamPool pool = pools.get(endpoint);
        if (pool == null) {
            pool = new UpstreamPool(endpoint, limits.idlePerTarget, transport.sockets());
            pools.put(endpoint, pool);
        }
        return pool;
    }

    /// How many HTTP/1 connections to `endpoint` are open or opening.
    int openTo(Endpoint endpoint) {
        return pool(endpoint).open();
    }

    /// These endpoints get requests (again).
    public void serve(Iterable<Endpoint> serving) {
        for (Endpoint endpoint : serving) {
            UpstreamPool pool = pools.get(endpoint);
            if (pool != null) {
                pool.revive();
            }
        }
    }

    /// These endpoints get no more requests: connections to them end with the one they are used
    /// for.
    public void leave(Iterable<Endpoint> leaving) {
        for (Endpoint endpoint : leaving) {
            UpstreamPool pool = pools.get(endpoint);
            if (pool != null) {
                pool.retire(false);
            }
            SessionPool shared = sessions.get(endpoint);
            if (shared != null) {
                shared.retire(false);
            }
        }
    }

    /// These endpoints are gone, and every connection to them.
    public void cut(Iterable<Endpoint> gone) {
        for (Endpoint endpoint : gone) {
            UpstreamPool pool = pools.remove(endpoint);
            if (pool != null) {
                pool.retire(true);
            }
            SessionPool shared = sessions.remove(endpoint);
            if (shared != null) {
                shared.retire(true);
            }
        }
    }
}
