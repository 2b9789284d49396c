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
import dev.evenkeel.proxy.tls.ClientTls;

/// Writes the access log's lines of one client: of an HTTP/1 connection, or of an HTTP/2 stream.
/// Made when the first request is logged; on the client's event loop.
final class RequestLog {
    private final Worker worker;
    private final LogOrigin origin;
    private final AccessEntry entry = new AccessEntry();
    private LogStream stream;
    private long receivedBefore;
    private long sentBefore;

    RequestLog(Worker worker, Client client, LogStream stream) {
        this.worker = worker;
        this.stream = stream;
        ClientTls tls = client.peer().tls();
        this.origin =
                new LogOrigin(
                        stream.loadBalancer(),
                        client.node().dnsName(),
                        client.peer().scheme(),
                        client.listenerPort(),
                        client.peer().loggedAddress(),
                        client.peer().traceId(),
                        tls.applicationProtocol().equals("h2"),
                        tls.cipher(),
                        tls.version(),
                        tls.serverName(),
                        tls.certificate());
    }

    AccessEntry entry() {
        return entry;
    }

    /// A request begins, before which `received` bytes came and `sent` bytes went.
    void begin(LogStream to, long received, long sent) {
        stream = to;
        receivedBefore = received;
        sentBefore = sent;
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

    /// The request is over; all in all `received` bytes came and `sent` bytes went.
    void end(long received, long sent) {
        if (entry.traceId().length() == 0) {
            trace(new byte[0], new Fields());
        }
        LogSpool.Buffer buffer = worker.spool().buffer(stream);
        entry.write(
                worker.logTime(),
                worker.nanoTime(),
                received - receivedBefore,
                sent - sentBefore,
                buffer.line());
        buffer.end();
    }
}
