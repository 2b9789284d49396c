package dev.evenkeel.proxy.http;

import dev.evenkeel.proxy.http2.FieldNames;
import dev.evenkeel.proxy.message.HeadBuffer;
import dev.evenkeel.proxy.message.ResponseHead;
import io.netty.buffer.ByteBuf;

/// What one event loop has for the heads of HTTP/2 streams: where requests are written as HTTP/1,
/// and where responses are read that leave as HTTP/2.
final class Translation {
    private final HeadBuffer request = new HeadBuffer();
    private final ResponseHead response = new ResponseHead();
    private final byte[] responseBytes = new byte[ResponseHead.MAX_BYTES + 16 * 1024];
    private final FieldNames names = new FieldNames();

    /// Where a request's head is written.
    HeadBuffer request() {
        return request;
    }

    /// The response read last.
    ResponseHead response() {
        return response;
    }

    FieldNames names() {
        return names;
    }

    /// Reads the head at the buffer's reader index, which stays. As [ResponseHead#parse].
    int readResponse(ByteBuf bytes) {
        int length = Math.min(responseBytes.length, bytes.readableBytes());
        bytes.getBytes(bytes.readerIndex(), responseBytes, 0, length);
        return response.parse(responseBytes, length);
    }
}
