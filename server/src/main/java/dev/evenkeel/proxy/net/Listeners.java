package dev.evenkeel.proxy.net;

import dev.evenkeel.proxy.balance.Counter;
import dev.evenkeel.proxy.route.Frontend;
import dev.evenkeel.proxy.route.Route;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// Keeps one listening socket open for each frontend. Everything here runs on the transport's first
/// loop.
@SuppressWarnings("FutureReturnValueIgnored") // A socket that cannot be closed is closed already.
public final class Listeners {
    private static final long RETRY_MILLIS = 1_000;
    private final Transport transport;
    private final Acceptor http;
    private final Acceptor streams;
    private final BindFailures failures;
    private final Map<Frontend.Address, Socket> open = new HashMap<>();
    private Map<Frontend.Address, Frontend> wanted = new TreeMap<>();
    private final Set<Frontend.Address> failed = new HashSet<>();
    private boolean retrying;
    private boolean stopped;

    public Listeners(Transport transport, Acceptor http, Acceptor streams, BindFailures failures) {
        this.transport = transport;
        this.http = http;
        this.streams = streams;
        this.failures = failures;
    }

    /// A listening socket and what it stands for.
    private record Socket(Channel channel, OpenFrontend frontend) {
        void close() {
            channel.close();
            frontend.endConnections();
        }

        void drain() {
            channel.close();
            frontend.drain();
        }
    }

    /// Who wants to know that a frontend could not be opened: told once, while it is tried again
    /// and again. Called on the first event loop.
    @FunctionalInterface
    public interface BindFailures {
        void cannotBind(Frontend frontend, Throwable cause);
    }

    /// Opens and closes sockets until they are those of `frontends`. Completes when each has been
    /// tried.
    public CompletableFuture<Void> use(Collection<Frontend> frontends) {
        if (stopped) {
            return CompletableFuture.completedFuture(null);
        }
        wanted = new TreeMap<>();
        frontends.forEach(frontend -> wanted.put(frontend.address(), frontend));
        failed.retainAll(wanted.keySet());
        open.entrySet().removeIf(entry -> closeIfUnwanted(entry.getKey(), entry.getValue()));
        var binds = wanted.values().stream().map(this::useOne).toList();
        return CompletableFuture.allOf(binds.toArray(CompletableFuture[]::new));
    }

    private boolean closeIfUnwanted(Frontend.Address address, Socket socket) {
        Frontend next = wanted.get(address);
        Frontend now = socket.frontend.current();
        boolean keep =
                next != null && next.node() == now.node() && next.protocol() == now.protocol();
        if (!keep) {
            socket.close();
        }
        return !keep;
    }

    private CompletableFuture<Void> useOne(Frontend frontend) {
        Socket already = open.get(frontend.address());
        if (already != null) {
            already.frontend.use(frontend);
            return CompletableFuture.completedFuture(null);
        }
        return bind(frontend);
    }

    private CompletableFuture<Void> bind(Frontend frontend) {
        var address = frontend.address();
        var opened = new OpenFrontend(frontend, transport.first());
        var arrivals = new Arrivals(acceptor(frontend), opened);
        ChannelFuture bound =
                transport.server().childHandler(arrivals).bind(address.host(), address.port());
        var socket = new Socket(bound.channel(), opened);
        open.put(address, socket);
        var done = new CompletableFuture<Void>();
        bound.addListener(_ -> {
            if (bound.isSuccess()) {
                failed.remove(address);
            } else {
                open.remove(address, socket);
                failed(frontend, bound.cause());
            }
            done.complete(null);
        });
        return done;
    }

    private void failed(Frontend frontend, Throwable cause) {
        if (failed.add(frontend.address())) {
            failures.cannotBind(frontend, cause);
        }
        if (!retrying) {
            retrying = true;
            transport.first().schedule(this::retry, RETRY_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    /// Whoever holds the port may have let go of it.
    private void retry() {
        retrying = false;
        for (Frontend.Address address : List.copyOf(failed)) {
            Frontend frontend = wanted.get(address);
            if (frontend != null && !open.containsKey(address)) {
                bind(frontend);
            }
        }
    }

    private Acceptor acceptor(Frontend frontend) {
        return switch (frontend.route()) {
            case Route.Http _ -> http;
            case Route.Stream _ -> streams;
        };
    }

    /// Adds every accepted connection to its frontend, then hands it over. One too many is reset.
    private final class Arrivals extends ChannelInitializer<Channel> {
        private final Acceptor acceptor;
        private final OpenFrontend frontend;

        Arrivals(Acceptor acceptor, OpenFrontend frontend) {
            this.acceptor = acceptor;
            this.frontend = frontend;
        }

        @Override
        protected void initChannel(Channel client) {
            if (transport.sockets().admits(client)) {
                frontend.add(client);
                acceptor.accept(client, frontend);
            } else {
                int loop = transport.indexOf(client.eventLoop());
                frontend.node().tally().count(loop, Counter.REJECTED_CONNECTIONS);
                client.config().setOption(ChannelOption.SO_LINGER, 0);
                client.close();
            }
        }
    }

    /// Closes all sockets, then completes once every connection ended, or `drain` is over and the
    /// rest was cut.
    public CompletableFuture<Void> stop(Duration drain) {
        stopped = true;
        var closing = List.copyOf(open.values());
        wanted = Map.of();
        open.clear();
        closing.forEach(Socket::drain);
        var all =
                CompletableFuture.allOf(
                        closing.stream()
                                .map(socket -> allEnded(socket.frontend))
                                .toArray(CompletableFuture[]::new));
        Runnable cut = () -> closing.forEach(socket -> socket.frontend.connections().close());
        transport.first().schedule(cut, drain.toMillis(), TimeUnit.MILLISECONDS);
        return all;
    }

    private static CompletableFuture<Void> allEnded(OpenFrontend frontend) {
        var ended = new CompletableFuture<Void>();
        frontend.connections().newCloseFuture().addListener(_ -> ended.complete(null));
        return ended;
    }
}
