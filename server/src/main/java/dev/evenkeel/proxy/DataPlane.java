package dev.evenkeel.proxy;

import dev.evenkeel.proxy.net.Acceptor;
import dev.evenkeel.proxy.net.Listeners;
import dev.evenkeel.proxy.net.Transport;
import dev.evenkeel.proxy.route.RouteTable;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/// The data plane's front: takes route tables, tells what it counted, stops. Callable from any thread.
public final class DataPlane {
    private final Transport transport;
    private final Listeners listeners;
    private volatile RouteTable current = RouteTable.EMPTY;

    /// `http` and `streams` serve the connections; `failures` hears of frontends that could not be opened.
    public DataPlane(
            Transport transport,
            Acceptor http,
            Acceptor streams,
            Listeners.BindFailures failures) {
        this.transport = transport;
        this.listeners = new Listeners(transport, http, streams, failures);
    }

    /// The table in use.
    public RouteTable current() {
        return current;
    }

    /// Uses `next` from now on. Completes when every new frontend is open or reported as failed.
    public CompletableFuture<Void> use(RouteTable next) {
        current = next;
        return CompletableFuture.supplyAsync(
                        () -> listeners.use(next.frontends()), transport.first())
                .thenCompose(done -> done);
    }

    /// Counts since the start of each load balancer's node, for all that exist now.
    public Counters counters() {
        return Counters.of(current);
    }

    /// Accepts no more, lets requests in flight end for as long as `drain`, then closes everything.
    public CompletableFuture<Void> stop(Duration drain) {
        return CompletableFuture.supplyAsync(() -> listeners.stop(drain), transport.first())
                .thenCompose(done -> done)
                .thenRun(() -> transport.close(Duration.ofSeconds(1)));
    }
}
