package dev.evenkeel.proxy.http;

import dev.evenkeel.proxy.message.RequestHead;
import dev.evenkeel.proxy.route.Route;
import java.time.Duration;

/// Whether a connection of HTTP/1 goes on after the request that it has. On one event loop.
final class KeepAlive {
    private final Worker worker;
    private final long lastRequestAfter;
    private boolean stopping;
    private boolean ends;

    /// For a connection that takes requests for `longest` from now on.
    KeepAlive(Worker worker, Duration longest) {
        this.worker = worker;
        this.lastRequestAfter = worker.nanoTime() + longest.toNanos();
    }

    /// A request begins.
    void begin(RequestHead head, Route route) {
        ends =
                stopping
                        || !head.wantsKeepAlive()
                        || worker.nanoTime() - lastRequestAfter > 0
                        || Admission.closesAfter(head, route);
    }

    /// There is no request after the one that it has, if it has one.
    void stop() {
        stopping = true;
        ends = true;
    }

    /// The connection ends with this request.
    void end() {
        ends = true;
    }

    /// Whether the connection ends with this request.
    boolean ends() {
        return ends;
    }
}
