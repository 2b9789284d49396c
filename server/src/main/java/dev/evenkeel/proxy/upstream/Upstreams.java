package dev.evenkeel.proxy.upstream;

import dev.evenkeel.proxy.balance.Endpoint;
import dev.evenkeel.proxy.net.Idleness;
import dev.evenkeel.proxy.net.Transport;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// All connections of one event loop to targets.
public final class Upstreams {
    private final Transport transport;
    private final EventLoop loop;
    private final Idleness idleness;
    private final Limits limits;
    private final Map<Endpoint, UpstreamPool> pools = new HashMap<>();

    public Upstreams(Transport transport, EventLoop loop, Idleness idleness, Limits limits) {
        this.transport = transport;
        this.loop = loop;
        this.idleness = idleness;
        this.limits = limits;
    }

    /// How long a connection may take to open and may wait for its next request, and how many may
    /// wait for each target.
    public record Limits(Duration connectTimeout, Duration idleTimeout, int idlePerTarget) {
        /// AWS's ten seconds to connect; idle as long as a load balancer's default.
        public static final Limits DEFAULT =
                new Limits(Duration.ofSeconds(10), Duration.ofSeconds(60), 1024);
    }

    /// An idle connection to `endpoint`, in use by `user` from now on; null if there is none.
    public @Nullable UpstreamConnection take(Endpoint endpoint, UpstreamConnection.User user) {
        return pool(endpoint).take(user);
    }

    /// Opens a connection; `user` hears of it later, never before this returns.
    public UpstreamConnection open(Endpoint endpoint, UpstreamConnection.User user) {
        UpstreamPool pool = pool(endpoint);
        var connection = new UpstreamConnection(pool, user, idleness, limits.idleTimeout);
        pool.opened(connection);
        connection.opening(
                transport
                        .client(loop)
                        .option(
                                ChannelOption.CONNECT_TIMEOUT_MILLIS,
                                (int) limits.connectTimeout.toMillis())
                        .handler(connection)
                        .connect(endpoint.address()));
        return connection;
    }

    private UpstreamPool pool(Endpoint endpoint) {
        UpstreamPool pool = pools.get(endpoint);
        if (pool == null) {
            pool = new UpstreamPool(endpoint, limits.idlePerTarget);
            pools.put(endpoint, pool);
        }
        return pool;
    }

    /// Keeps connections only to `serving` endpoints; those in use end by themselves if their
    /// endpoint is still `known`.
    public void keep(Set<Endpoint> serving, Set<Endpoint> known) {
        pools.forEach((endpoint, pool) -> {
            if (serving.contains(endpoint)) {
                pool.revive();
            } else {
                pool.retire(!known.contains(endpoint));
            }
        });
        pools.keySet().retainAll(known);
    }
}
