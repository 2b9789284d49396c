package dev.evenkeel.proxy.http2;

import dev.evenkeel.proxy.message.Ascii;
import dev.evenkeel.proxy.message.HeadBuffer;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.http2.Http2Headers;

/// Frames the data of an HTTP/2 stream as the body of an HTTP/1 message: as it is where the length
/// is known, else in chunks.
public final class BodyBytes {
    private static final byte[] CRLF = Ascii.bytes("\r\n");
    private static final byte[] LAST_CHUNK = Ascii.bytes("0\r\n");
    private static final int MOST_SIZE_BYTES = 8 + 2 * CRLF.length;

    private BodyBytes() {}

    /// Room that `length` bytes of data need in a chunk.
    public static int chunkBytes(int length) {
        return length + MOST_SIZE_BYTES;
    }

    /// Appends `data` to `out` as one chunk. Nothing makes no chunk: an empty one would be the
    /// last.
    public static void appendChunk(ByteBuf data, ByteBuf out) {
        int length = data.readableBytes();
        if (length > 0) {
            int digits = (35 - Integer.numberOfLeadingZeros(length)) / 4;
            for (int shift = (digits - 1) * 4; shift >= 0; shift -= 4) {
                out.writeByte(Character.forDigit(length >>> shift & 15, 16));
            }
            out.writeBytes(CRLF).writeBytes(data).writeBytes(CRLF);
        }
    }

    /// The end of a body in chunks, with these lines of trailers.
    public static ByteBuf end(byte[] lines, ByteBufAllocator alloc) {
        ByteBuf end = alloc.directBuffer(LAST_CHUNK.length + lines.length + CRLF.length);
        return end.writeBytes(LAST_CHUNK).writeBytes(lines).writeBytes(CRLF);
    }

    /// The end of a body in chunks, with trailers. Those that cannot be written are left out.
    public static ByteBuf end(Http2Headers trailers, ByteBufAllocator alloc) {
        var fields = new HeadBuffer();
        boolean fine = ResponseFields.writeTrailers(trailers, fields);
        int length = fine ? fields.length() : 0;
        ByteBuf end = alloc.directBuffer(LAST_CHUNK.length + length + CRLF.length);
        return end.writeBytes(LAST_CHUNK).writeBytes(fields.bytes(), 0, length).writeBytes(CRLF);
    }
}
