package dev.evenkeel.proxy.http;

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
}
