package dev.evenkeel.proxy.http;

import dev.evenkeel.proxy.http2.ClientFrames;
import dev.evenkeel.proxy.http2.ClientStream;
import dev.evenkeel.proxy.route.Route;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/// Hears what the streams of one HTTP/2 client do: makes a request of each, and ends a connection
/// that only makes work.
final class Http2Streams implements ClientFrames.Requests {
    private static final int MOST_KEPT = 32;
    private static final int MOST_WHEN_IDLE = 2;

    private final Worker worker;
    private final Http2Connection connection;
    private final ArrayDeque<Http2Request> done = new ArrayDeque<>(MOST_WHEN_IDLE);
    private int strain;

    Http2Streams(Worker worker, Http2Connection connection) {
        this.worker = worker;
        this.connection = connection;
    }

    /// A request is over: the next stream can use its object.
    void isDone(Http2Request request) {
        if (done.size() < MOST_KEPT) {
            done.push(request);
        }
    }

    /// The connection is idle: few objects are kept for what may come.
    void trim() {
        while (done.size() > MOST_WHEN_IDLE) {
            done.pop();
        }
    }

    /// The client got something of what it asked for.
    void progress() {
        strain = 0;
    }

    @Override
    public void expect() {
        worker.translation().proceed();
    }

    @Override
    public ClientStream.@Nullable User begin(ClientStream stream) {
        return switch (connection.route()) {
            case Route.Http route -> {
                connection.begins();
                yield request(stream, route);
            }
            case Route.Stream _ -> null;
        };
    }

    private Http2Request request(ClientStream stream, Route.Http route) {
        Http2Request used = done.poll();
        if (used == null || !used.isFor(route.options())) {
            return new Http2Request(connection, stream, worker, route);
        }
        used.again(stream);
        return used;
    }

    @Override
    public void begun(ClientStream.User user) {
        worker.translation().waits((Http2Request) user);
    }

    @Override
    public void ended() {
        connection.ends();
    }

    /// Many frames without a response between them are an attack.
    @Override
    public boolean bears() {
        strain++;
        return strain <= Http2Limits.DEFAULT.strain();
    }

    @Override
    public void answered(long content) {
        if (content == Http2Connection.FAREWELL) {
            connection.retireFinally();
        }
    }

    @Override
    public long nanoTime() {
        return worker.nanoTime();
    }
}
