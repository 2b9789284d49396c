package dev.evenkeel.proxy.log;

import dev.evenkeel.proxy.message.DesyncReason;
import dev.evenkeel.proxy.message.Field;
import dev.evenkeel.proxy.message.Fields;
import dev.evenkeel.proxy.message.RequestHead;

/// What the access log tells of one request, gathered while it happens. One for each client that is
/// logged, used again for its next request.
///
/// What the client sent is kept as it will be written, since heads do not live long.
public final class AccessEntry {
    private static final byte[] USER_AGENT = LogLine.ascii("user-agent");
    private static final byte[] CONTENT_TYPE = LogLine.ascii("content-type");
    private static final byte[] GRPC = LogLine.ascii("application/grpc");
    private static final int MAX_USER_AGENT = 8 * 1024;
    private static final long NEVER = Long.MIN_VALUE;

    private final LogLine request = new LogLine(256);
    private final LogLine traceId = new LogLine(96);
    private final LogLine transforms = new LogLine(64);
    private LogOrigin origin = LogOrigin.NONE;
    private long begunNanos;
    private long sentNanos;
    private long respondedNanos;
    private String target = "";
    private String group = "";
    private int status;
    private int targetStatus;
    private int priority;
    private String actions = "";
    private String redirect = "";
    private boolean webSocket;
    private boolean grpc;
    private DesyncReason desync = DesyncReason.COMPLIANT;

    /// A request was read, or at `nanos` something that should have been one.
    public void begin(LogOrigin from, long nanos) {
        origin = from;
        begunNanos = nanos;
        sentNanos = NEVER;
        respondedNanos = NEVER;
        target = "";
        group = "";
        status = 0;
        targetStatus = 0;
        priority = -1;
        actions = "";
        redirect = "";
        webSocket = false;
        grpc = false;
        desync = DesyncReason.COMPLIANT;
        traceId.clear();
        request.clear();
        transforms.clear();
    }

    /// Keeps of the head what the line needs.
    public void read(RequestHead head) {
        desync = head.desync();
        byte[] bytes = head.bytes();
        request.add('"').addEscaped(bytes, head.methodStart(), head.methodEnd()).add(' ');
        url(head);
        request.add(head.isHttp10() ? " HTTP/1.0" : origin.isHttp2() ? " HTTP/2.0" : " HTTP/1.1");
        request.add("\" \"");
        Fields fields = head.fields();
        boolean named = false;
        for (int index = 0; index < fields.count(); index++) {
            if (fields.kind(index) == Field.OTHER) {
                named |= userAgent(fields, index, bytes, named);
                grpc |= isGrpc(fields, index, bytes);
            }
        }
        request.add(named ? "\"" : "-\"");
    }

    private void url(RequestHead head) {
        byte[] bytes = head.bytes();
        request.add(origin.scheme()).add("://");
        if (head.hasNoHost()) {
            request.add(origin.dnsName());
        } else {
            request.addEscaped(bytes, head.hostStart(), head.hostEnd());
        }
        if (head.hasNoHost() || !hasPort(bytes, head.hostStart(), head.hostEnd())) {
            request.add(':').add(origin.port());
        }
        request.addEscaped(bytes, head.pathStart(), head.targetEnd());
    }

    private static boolean hasPort(byte[] bytes, int from, int to) {
        int at = to - 1;
        while (at >= from && bytes[at] >= '0' && bytes[at] <= '9') {
            at--;
        }
        return at >= from && at < to - 1 && bytes[at] == ':';
    }

    private boolean userAgent(Fields fields, int index, byte[] bytes, boolean named) {
        if (named || !isNamed(fields, index, bytes, USER_AGENT)) {
            return false;
        }
        int from = fields.valueStart(index);
        request.addEscaped(bytes, from, Math.min(fields.valueEnd(index), from + MAX_USER_AGENT));
        return fields.valueEnd(index) > from;
    }

    private static boolean isGrpc(Fields fields, int index, byte[] bytes) {
        int from = fields.valueStart(index);
        int to = from + GRPC.length;
        return isNamed(fields, index, bytes, CONTENT_TYPE)
                && to <= fields.valueEnd(index)
                && dev.evenkeel.proxy.message.Ascii.isSame(bytes, from, to, GRPC);
    }

    private static boolean isNamed(Fields fields, int index, byte[] bytes, byte[] name) {
        return dev.evenkeel.proxy.message.Ascii.isSame(
                bytes, fields.nameStart(index), fields.nameEnd(index), name);
    }

    /// What came could not be read as a request, or is refused for its form.
    public void irregular(DesyncReason reason) {
        desync = reason;
    }

    /// Its rule was found.
    public void matched(int rulePriority, String actionsExecuted) {
        priority = rulePriority;
        actions = actionsExecuted;
    }

    /// Transforms made `head` of it: another host, another URL, or both.
    public void transformed(RequestHead head, boolean host, boolean url) {
        byte[] bytes = head.bytes();
        transforms.clear();
        transforms.add('"');
        if (host) {
            transforms.addEscaped(bytes, head.hostStart(), head.hostEnd());
        } else {
            transforms.add('-');
        }
        transforms.add("\" \"");
        if (url) {
            transforms.addEscaped(bytes, head.pathStart(), head.targetEnd());
        } else {
            transforms.add('-');
        }
        transforms.add("\" \"TransformSuccess\"");
    }

    /// Transforms made no request of it.
    public void transformFailed(String reason) {
        transforms.clear();
        transforms.add("\"-\" \"-\" ").addQuoted(reason);
    }

    /// The value of the request's trace field.
    public LogLine traceId() {
        return traceId;
    }

    public void redirected(String location) {
        redirect = location;
    }

    public void group(String arn) {
        group = arn;
    }

    public void chose(String address) {
        target = address;
    }

    public void sent(long nanos) {
        sentNanos = nanos;
    }

    public void responded(int code, long nanos) {
        targetStatus = code;
        status = code;
        respondedNanos = nanos;
        webSocket |= code == 101;
    }

    /// The load balancer answered by itself.
    public void answered(int code) {
        status = code;
    }

    /// Writes the line. `received` and `sent` are bytes from and to the client.
    public void write(LogTime time, long nanos, long received, long sent, LogLine out) {
        out.add(type()).add(' ');
        time.append(time.micros(nanos), out);
        out.add(' ').add(origin.loadBalancer()).add(' ').add(origin.client()).add(' ');
        out.addOrDash(target).add(' ');
        times(out);
        out.add(' ');
        code(status, out).add(' ');
        code(targetStatus, out).add(' ').add(received).add(' ').add(sent).add(' ');
        if (request.length() == 0) {
            out.add("\"- ").add(origin.scheme()).add("://").add(origin.dnsName());
            out.add(':').add(origin.port()).add("- -\" \"-\"");
        } else {
            out.add(request);
        }
        out.add(' ').addOrDash(origin.cipher()).add(' ').addOrDash(origin.tlsVersion());
        out.add(' ').addOrDash(group).add(" \"").add(traceId).add("\" ");
        out.addQuoted(origin.serverName()).add(' ').addQuoted(origin.certificate()).add(' ');
        if (actions.isEmpty()) {
            out.add('-');
        } else {
            out.add(priority);
        }
        out.add(' ');
        time.append(time.micros(begunNanos), out);
        out.add(' ').addQuoted(actions).add(' ').addQuoted(redirect).add(" \"-\" ");
        out.addQuoted(target).add(" \"");
        code(targetStatus, out).add("\" ").addQuoted(desync.tier().text()).add(' ');
        out.addQuoted(desync.text()).add(' ').add(origin.traceId()).add(' ');
        if (transforms.length() == 0) {
            out.add("\"-\" \"-\" \"-\"");
        } else {
            out.add(transforms);
        }
    }

    private String type() {
        if (webSocket) {
            return origin.isEncrypted() ? "wss" : "ws";
        }
        if (origin.isHttp2()) {
            return grpc ? "grpcs" : "h2";
        }
        return origin.scheme();
    }

    /// Waiting, the target's work, and the response's way back; -1 from where it got lost.
    private void times(LogLine out) {
        boolean wentOut = sentNanos != NEVER;
        boolean cameBack = wentOut && respondedNanos != NEVER;
        out.addSeconds(wentOut ? sentNanos - begunNanos : -1).add(' ');
        out.addSeconds(cameBack ? respondedNanos - sentNanos : -1).add(' ');
        out.add(cameBack ? "0.000" : "-1");
    }

    private static LogLine code(int status, LogLine out) {
        return status == 0 ? out.add('-') : out.add(status);
    }
}
