package dev.evenkeel.proxy.http;

import dev.evenkeel.proxy.log.LogSpool;
import dev.evenkeel.proxy.log.LogWriter;
import dev.evenkeel.proxy.net.Acceptor;
import dev.evenkeel.proxy.net.Idleness;
import dev.evenkeel.proxy.net.OpenFrontend;
import dev.evenkeel.proxy.net.Transport;
import dev.evenkeel.proxy.route.EndpointChanges;
import dev.evenkeel.proxy.route.Route;
import dev.evenkeel.proxy.route.RouteTable;
import dev.evenkeel.proxy.sticky.CookieKey;
import dev.evenkeel.proxy.sticky.StickyCookies;
import dev.evenkeel.proxy.tls.ClientTls;
import dev.evenkeel.proxy.tls.TargetTls;
import dev.evenkeel.proxy.tls.TlsTermination;
import dev.evenkeel.proxy.upstream.Upstreams;
import dev.evenkeel.sys.Clock;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/// Serves the connections of HTTP frontends, with a worker on each event loop.
@SuppressWarnings("FutureReturnValueIgnored") // The tick runs as long as its loop.
public final class HttpAcceptor implements Acceptor {
    private static final String HTTP2 = "h2";

    private final Transport transport;
    private final List<Worker> workers = new ArrayList<>();
    private final TlsTermination tls;
    private final List<LogSpool> spools = new ArrayList<>();
    private final TargetTls targetTls;

    /// `cookieKey` seals the cookies of sticky clients.
    public HttpAcceptor(
            Transport transport,
            Clock clock,
            RandomGenerator random,
            HttpLimits limits,
            CookieKey cookieKey,
            LogWriter logs) {
        this.transport = transport;
        this.tls =
                new TlsTermination(
                        transport, clock, random, limits.handshakeTimeout(), this::refused);
        this.targetTls = new TargetTls(limits.handshakeTimeout());
        for (EventLoop loop : transport.loops()) {
            var idleness = new Idleness();
            var traceIds = new TraceIds(clock, new SplittableRandom(random.nextLong()));
            var upstreams = new Upstreams(transport, loop, idleness, limits.upstreams(), targetTls);
            var cookies = new StickyCookies(cookieKey, random, clock);
            int index = transport.indexOf(loop);
            var spool = new LogSpool(logs);
            spools.add(spool);
            workers.add(
                    new Worker(
                            index, clock, idleness, upstreams, limits, traceIds, cookies, spool));
            loop.scheduleAtFixedRate(spool::flush, 1, 1, TimeUnit.SECONDS);
            long tick = Idleness.TICK.toMillis();
            loop.scheduleAtFixedRate(idleness::tick, tick, tick, TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public void accept(Channel client, OpenFrontend frontend) {
        switch (frontend.route()) {
            case Route.Http _ when frontend.current().tls().isEmpty() ->
                    accept(client, frontend, ClientTls.NONE);
            case Route.Http route ->
                    tls.accept(
                            client, frontend, agreed -> handler(client, frontend, route, agreed));
            case Route.Stream _ -> client.close();
        }
    }

    /// Serves a connection whose two sides `agreed` on this.
    void accept(Channel client, OpenFrontend frontend, ClientTls agreed) {
        switch (frontend.route()) {
            case Route.Http route ->
                    client.pipeline().addLast(handler(client, frontend, route, agreed));
            case Route.Stream _ -> client.close();
        }
    }

    private void refused(Channel client, OpenFrontend frontend) {
        Worker worker = workers.get(transport.indexOf(client.eventLoop()));
        ConnectionLog.failed(worker, client, frontend);
    }

    /// The handler for the protocol that client and load balancer agreed on.
    private ChannelHandler handler(
            Channel client, OpenFrontend frontend, Route.Http route, ClientTls agreed) {
        Worker worker = workers.get(transport.indexOf(client.eventLoop()));
        ConnectionLog.opened(worker, client, frontend, agreed);
        return agreed.applicationProtocol().equals(HTTP2)
                ? new Http2Connection(client, frontend, worker, route, agreed)
                : new Http1Connection(client, frontend, worker, route, agreed);
    }

    /// What was logged last goes to the writer.
    @Override
    public void stopped() {
        spools.forEach(LogSpool::flush);
        tls.close();
        targetTls.close();
    }

    @Override
    public void prepare(RouteTable next) {
        tls.prepare(next);
    }

    @Override
    public void changed(EndpointChanges changes) {
        if (changes.isEmpty()) {
            return;
        }
        for (Worker worker : workers) {
            var loop = transport.loops().get(worker.index());
            loop.execute(() -> worker.changed(changes));
        }
    }
}
