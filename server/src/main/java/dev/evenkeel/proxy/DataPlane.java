package dev.evenkeel.proxy;

import dev.evenkeel.model.TargetRef;
import dev.evenkeel.proxy.balance.Endpoint;
import dev.evenkeel.proxy.balance.TargetPool;
import dev.evenkeel.proxy.net.Acceptor;
import dev.evenkeel.proxy.net.Listeners;
import dev.evenkeel.proxy.net.Transport;
import dev.evenkeel.proxy.route.RouteTable;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/// The data plane's front: takes route tables, tells what it counted, stops. Callable from any
/// thread.
public final class DataPlane {
    private final Transport transport;
    private final Acceptor http;
    private final Acceptor streams;
    private final Listeners listeners;
    private volatile RouteTable current = RouteTable.EMPTY;

    /// `http` and `streams` serve the connections; `failures` hears of frontends that could not be
    /// opened.
    public DataPlane(
            Transport transport, Acceptor http, Acceptor streams, Listeners.BindFailures failures) {
        this.transport = transport;
        this.http = http;
        this.streams = streams;
        this.listeners = new Listeners(transport, http, streams, failures);
    }

    /// The table in use.
    public RouteTable current() {
        return current;
    }

    /// Uses `next` from now on. Completes when every new frontend is open or reported as failed; at
    /// once when the data plane stopped.
    public CompletableFuture<Void> use(RouteTable next) {
        http.prepare(next);
        streams.prepare(next);
        var changes = next.changesSince(current);
        current = next;
        http.changed(changes);
        streams.changed(changes);
        return onFirstLoop(() -> listeners.use(next.frontends()));
    }

    /// Counts since the start of each load balancer's node, for all that exist now.
    public Counters counters() {
        return Counters.of(current);
    }

    /// Looks for targets that fail more often than the others of their groups. One thread, every
    /// few seconds.
    public void judge() {
        for (TargetPool pool : current.pools()) {
            pool.judge();
        }
    }

    /// The targets that some node thinks anomalous, or spares requests.
    public Map<TargetRef, Anomaly> anomalies() {
        var found = new HashMap<TargetRef, Anomaly>();
        for (TargetPool pool : current.pools()) {
            for (Endpoint target : pool.all()) {
                var seen = new Anomaly(target.isAnomalous(), target.isMitigated());
                if (seen.detected || seen.mitigated) {
                    found.merge(target.ref(), seen, Anomaly::or);
                }
            }
        }
        return found;
    }

    /// A target that failed too often (`detected`), or gets fewer requests for it (`mitigated`).
    public record Anomaly(boolean detected, boolean mitigated) {
        private Anomaly or(Anomaly other) {
            return new Anomaly(detected || other.detected, mitigated || other.mitigated);
        }
    }

    /// Accepts no more, lets requests in flight end for as long as `drain`, then closes everything.
    public CompletableFuture<Void> stop(Duration drain) {
        return onFirstLoop(() -> listeners.stop(drain))
                .thenRun(this::leaveTargets)
                .thenCompose(_ -> transport.close(Duration.ofSeconds(1)))
                .whenComplete((_, _) -> {
                    http.stopped();
                    streams.stopped();
                });
    }

    private void leaveTargets() {
        if (!transport.first().isShuttingDown()) {
            http.changed(RouteTable.EMPTY.changesSince(current));
        }
    }

    private CompletableFuture<Void> onFirstLoop(Supplier<CompletableFuture<Void>> work) {
        if (transport.first().isShuttingDown()) {
            return CompletableFuture.completedFuture(null);
        }
        var done = new CompletableFuture<Void>();
        transport.first().execute(() -> complete(done, work.get()));
        return done;
    }

    private static void complete(CompletableFuture<Void> promise, CompletableFuture<Void> outcome) {
        var _ =
                outcome.whenComplete((_, failure) -> {
                    if (failure == null) {
                        promise.complete(null);
                    } else {
                        promise.completeExceptionally(failure);
                    }
                });
    }
}
