package dev.evenkeel.proxy.upstream;

import dev.evenkeel.proxy.http2.FieldNames;
import dev.evenkeel.proxy.message.HeadBuffer;
import dev.evenkeel.proxy.message.RequestHead;
import io.netty.buffer.ByteBuf;

/// What one event loop has for the heads of HTTP/2 streams to targets: where requests are read that
/// leave as HTTP/2, and where responses are written as HTTP/1.
final class SessionTranslation {
    private final RequestHead request = new RequestHead();
    private final byte[] requestBytes = new byte[RequestHead.MAX_BYTES + 32 * 1024];
    private final HeadBuffer response = new HeadBuffer();
    private final FieldNames names = new FieldNames();

    /// The request read last.
    RequestHead request() {
        return request;
    }

    /// Where a response's head is written.
    HeadBuffer response() {
        return response;
    }

    FieldNames names() {
        return names;
    }

    /// Reads the head at the buffer's reader index, which stays. As [RequestHead#parse].
    int readRequest(ByteBuf bytes) {
        int length = Math.min(requestBytes.length, bytes.readableBytes());
        bytes.getBytes(bytes.readerIndex(), requestBytes, 0, length);
        return request.parse(requestBytes, length);
    }
}
