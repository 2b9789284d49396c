package dev.evenkeel.proxy.http;

import dev.evenkeel.proxy.message.RequestHead;
import io.netty.buffer.ByteBuf;

/// Puts together what arrived in pieces.
final class ByteBufs {
    private ByteBufs() {}

    /// One buffer with the bytes of both, which are used up.
    static ByteBuf join(ByteBuf first, ByteBuf second) {
        int more = second.readableBytes();
        if (first.refCnt() == 1 && first.writableBytes() >= more) {
            first.writeBytes(second);
            second.release();
            return first;
        }
        ByteBuf both = first.alloc().directBuffer(2 * (first.readableBytes() + more));
        both.writeBytes(first).writeBytes(second);
        first.release();
        second.release();
        return both;
    }

    /// Whether a head whose first `before` bytes were read in vain is worth another look: it may
    /// end now, grew by half, or has become too long. Otherwise a client that sends single bytes
    /// would have us read all of them each time.
    static boolean isWorthReading(ByteBuf bytes, int before) {
        int length = bytes.readableBytes();
        if (before == 0 || length - before >= before / 2) {
            return true;
        }
        if (before < RequestHead.MAX_BYTES && length >= RequestHead.MAX_BYTES) {
            return true;
        }
        int end = bytes.readerIndex() + length;
        int lineEnds = 0;
        for (int at = bytes.readerIndex() + Math.max(0, before - 2); at < end; at++) {
            byte c = bytes.getByte(at);
            lineEnds = c == '\n' ? lineEnds + 1 : c == '\r' ? lineEnds : 0;
            if (lineEnds == 2) {
                return true;
            }
        }
        return false;
    }
}
