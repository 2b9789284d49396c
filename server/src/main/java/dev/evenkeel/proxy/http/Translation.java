package dev.evenkeel.proxy.http;

import dev.evenkeel.proxy.http2.Heads;
import dev.evenkeel.proxy.message.Framing;
import dev.evenkeel.proxy.message.ResponseHead;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/// What one event loop has for the heads of HTTP/2 streams: where requests are written as HTTP/1,
/// and where responses are read that leave as HTTP/2.
///
/// A request with a body begins with its first data, or once all that came together with its head
/// was read: so a small body leaves in one send with its head. At most one of a loop waits so.
final class Translation {
    private final Heads heads = new Heads(Http2Limits.DEFAULT.headBytes());
    private final ResponseHead response = new ResponseHead();
    private final byte[] responseBytes = new byte[ResponseHead.MAX_BYTES + 16 * 1024];
    private final Framing framing = new Framing();
    private @Nullable Http2Request unbegun;

    /// Where heads are read and written.
    Heads heads() {
        return heads;
    }

    /// This request's head was read, but it waits for what comes together with it.
    void waits(Http2Request request) {
        unbegun = request;
    }

    /// The request that waits begins, if there is one.
    void proceed() {
        Http2Request request = unbegun;
        unbegun = null;
        if (request != null) {
            request.proceed();
        }
    }

    /// This request waits no longer.
    void proceeds(Http2Request request) {
        if (unbegun == request) {
            unbegun = null;
        }
    }

    /// The response read last.
    ResponseHead response() {
        return response;
    }

    /// Where it is found out how a response's body ends.
    Framing framing() {
        return framing;
    }

    /// Reads the head at the buffer's reader index, which stays. As [ResponseHead#parse].
    int readResponse(ByteBuf bytes) {
        int length = Math.min(responseBytes.length, bytes.readableBytes());
        bytes.getBytes(bytes.readerIndex(), responseBytes, 0, length);
        return response.parse(responseBytes, length);
    }
}
