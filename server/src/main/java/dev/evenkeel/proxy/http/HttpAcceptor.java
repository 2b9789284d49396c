package dev.evenkeel.proxy.http;

import dev.evenkeel.proxy.net.Acceptor;
import dev.evenkeel.proxy.net.Idleness;
import dev.evenkeel.proxy.net.OpenFrontend;
import dev.evenkeel.proxy.net.Transport;
import dev.evenkeel.proxy.route.EndpointChanges;
import dev.evenkeel.proxy.route.Route;
import dev.evenkeel.proxy.upstream.Upstreams;
import dev.evenkeel.sys.Clock;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/// Serves the connections of HTTP frontends, with a worker on each event loop.
@SuppressWarnings("FutureReturnValueIgnored") // The tick runs as long as its loop.
public final class HttpAcceptor implements Acceptor {
    private final Transport transport;
    private final List<Worker> workers = new ArrayList<>();

    public HttpAcceptor(
            Transport transport, Clock clock, RandomGenerator random, HttpLimits limits) {
        this.transport = transport;
        for (EventLoop loop : transport.loops()) {
            var idleness = new Idleness();
            var traceIds = new TraceIds(clock, new SplittableRandom(random.nextLong()));
            var upstreams = new Upstreams(transport, loop, idleness, limits.upstreams());
            int index = transport.indexOf(loop);
            workers.add(new Worker(index, clock, idleness, upstreams, limits, traceIds));
            long tick = Idleness.TICK.toMillis();
            loop.scheduleAtFixedRate(idleness::tick, tick, tick, TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public void accept(Channel client, OpenFrontend frontend) {
        Worker worker = workers.get(transport.indexOf(client.eventLoop()));
        switch (frontend.route()) {
            case Route.Http route ->
                    client.pipeline().addLast(new Http1Connection(client, frontend, worker, route));
            case Route.Stream _ -> client.close();
        }
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
