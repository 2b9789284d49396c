package dev.evenkeel.proxy.http;

import dev.evenkeel.proxy.log.AccessEntry;
import dev.evenkeel.proxy.log.LogOrigin;
import dev.evenkeel.proxy.log.LogSpool;
import dev.evenkeel.proxy.log.LogStream;
import dev.evenkeel.proxy.message.Fields;
import dev.evenkeel.proxy.message.HeadBuffer;
import dev.evenkeel.proxy.message.RequestHead;
import dev.evenkeel.proxy.route.Action;
import dev.evenkeel.proxy.route.Route;

/// Writes the access log's lines of the requests that an exchange serves. Made when the first is
/// logged; on their event loop.
final class RequestLog {
    private final Worker worker;
    private final AccessEntry entry = new AccessEntry();
    private LogStream stream;

    RequestLog(Worker worker, LogStream stream) {
        this.worker = worker;
        this.stream = stream;
    }

    AccessEntry entry() {
        return entry;
    }

    /// A request begins, which is logged to `to`.
    void begin(LogStream to, LogOrigin origin) {
        stream = to;
        entry.begin(origin, worker.nanoTime());
    }

    void matched(RequestHead head, Route.Http route, Action action) {
        String did =
                switch (action) {
                    case Action.Forward _, Action.Transformed _ -> "forward";
                    case Action.Redirect _ -> "redirect";
                    case Action.FixedResponse _ -> "fixed-response";
                };
        entry.matched(route.rules().priorityOf(action), did);
        if (!did.equals("forward")) {
            trace(head.bytes(), head.fields());
        }
    }

    /// What targets are told to trace the request by, for one that goes to no target.
    private void trace(byte[] head, Fields fields) {
        HeadBuffer out = worker.out();
        out.clear();
        worker.requestRewrite().traceIds().append(head, fields, out, worker.nanoTime());
        forwards(out);
    }

    /// The head for the target is written.
    void forwards(HeadBuffer out) {
        TraceIds traceIds = worker.requestRewrite().traceIds();
        entry.traceId().clear();
        entry.traceId().addEscaped(out.bytes(), traceIds.lastValueStart(), traceIds.lastValueEnd());
    }

    /// The request is over; `received` bytes came and `sent` bytes went.
    void end(long received, long sent) {
        if (entry.traceId().length() == 0) {
            trace(new byte[0], new Fields());
        }
        LogSpool.Buffer buffer = worker.spool().buffer(stream);
        entry.write(worker.logTime(), worker.nanoTime(), received, sent, buffer.line());
        buffer.end();
    }
}
