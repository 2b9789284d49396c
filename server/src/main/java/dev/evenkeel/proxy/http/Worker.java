package dev.evenkeel.proxy.http;

import dev.evenkeel.proxy.log.LogSpool;
import dev.evenkeel.proxy.log.LogTime;
import dev.evenkeel.proxy.message.Fields;
import dev.evenkeel.proxy.message.HeadBuffer;
import dev.evenkeel.proxy.message.RequestHead;
import dev.evenkeel.proxy.message.ResponseHead;
import dev.evenkeel.proxy.net.Idleness;
import dev.evenkeel.proxy.route.EndpointChanges;
import dev.evenkeel.proxy.sticky.StickyCookies;
import dev.evenkeel.proxy.upstream.Upstreams;
import dev.evenkeel.sys.Clock;
import io.netty.buffer.ByteBuf;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// What one event loop has for all its connections: the array heads are read into, their indexes,
/// its connections to targets, its clock.
final class Worker {
    private static final int FIRST_LOOK = 4 * 1024;
    private static final int MAX_HEAD = RequestHead.MAX_BYTES + 16 * 1024;
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private final int index;
    private final Clock clock;
    private final Idleness idleness;
    private final Upstreams upstreams;
    private final HttpLimits limits;
    private final StickyCookies cookies;
    private final ParkingLot parking;
    private final RequestRewrite requestRewrite;
    private final LogSpool spool;
    private final LogTime logTime;
    private final byte[] headBytes = new byte[MAX_HEAD];
    private final RequestHead request = new RequestHead();
    private final ResponseHead response = new ResponseHead();
    private final HeadBuffer out = new HeadBuffer();
    private final Translation translation = new Translation();
    private final TransformedHead transformed = new TransformedHead();
    private final ForwardedFields forwardedFields = new ForwardedFields();
    private final Exchanges exchanges = new Exchanges(this);

    Worker(
            int index,
            Clock clock,
            Idleness idleness,
            Upstreams upstreams,
            HttpLimits limits,
            TraceIds traceIds,
            StickyCookies cookies,
            LogSpool spool) {
        this.index = index;
        this.clock = clock;
        this.idleness = idleness;
        this.upstreams = upstreams;
        this.limits = limits;
        this.spool = spool;
        this.logTime = new LogTime(clock);
        this.cookies = cookies;
        this.parking = new ParkingLot(idleness, limits.parking());
        this.requestRewrite = new RequestRewrite(traceIds);
    }

    /// The number of the loop.
    int index() {
        return index;
    }

    long nanoTime() {
        return clock.nanoTime();
    }

    /// Now, as a Date field has it.
    String date() {
        return DATE.format(clock.now());
    }

    /// Where lines of the access log are composed.
    LogSpool spool() {
        return spool;
    }

    LogTime logTime() {
        return logTime;
    }

    Idleness idleness() {
        return idleness;
    }

    Upstreams upstreams() {
        return upstreams;
    }

    HttpLimits limits() {
        return limits;
    }

    ForwardedFields forwardedFields() {
        return forwardedFields;
    }

    /// Who serves requests.
    Exchanges exchanges() {
        return exchanges;
    }

    /// Where requests wait for a first target.
    ParkingLot parking() {
        return parking;
    }

    StickyCookies cookies() {
        return cookies;
    }

    RequestRewrite requestRewrite() {
        return requestRewrite;
    }

    /// Endpoints changed: connections to those that left are not used again.
    void changed(EndpointChanges changes) {
        upstreams.serve(changes.serving());
        upstreams.leave(changes.leaving());
        upstreams.cut(changes.gone());
        parking.changed(changes.parking());
    }

    /// The request read last.
    RequestHead request() {
        return request;
    }

    /// The response read last.
    ResponseHead response() {
        return response;
    }

    /// Where transforms write a request's head.
    TransformedHead transformed() {
        return transformed;
    }

    /// Where a head is written before it is sent.
    HeadBuffer out() {
        return out;
    }

    /// What HTTP/2 streams need of their loop.
    Translation translation() {
        return translation;
    }

    /// Reads a head that was written here. As [RequestHead#parse].
    int readRequest(HeadBuffer head) {
        return request.parse(head.bytes(), head.length());
    }

    /// Reads the head at the buffer's reader index, which stays. As [RequestHead#parse].
    int readRequest(ByteBuf bytes) {
        int look = copy(bytes, FIRST_LOOK);
        int end = request.parse(headBytes, look);
        if (end == Fields.INCOMPLETE && bytes.readableBytes() > look) {
            end = request.parse(headBytes, copy(bytes, MAX_HEAD));
        }
        return end;
    }

    /// Reads the head at the buffer's reader index, which stays. As [ResponseHead#parse].
    int readResponse(ByteBuf bytes) {
        int look = copy(bytes, FIRST_LOOK);
        int end = response.parse(headBytes, look);
        if (end == Fields.INCOMPLETE && bytes.readableBytes() > look) {
            end = response.parse(headBytes, copy(bytes, MAX_HEAD));
        }
        return end;
    }

    private int copy(ByteBuf bytes, int most) {
        int length = Math.min(most, bytes.readableBytes());
        bytes.getBytes(bytes.readerIndex(), headBytes, 0, length);
        return length;
    }
}
