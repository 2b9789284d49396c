package dev.evenkeel.proxy.http2;

import dev.evenkeel.proxy.message.Ascii;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.http2.Http2Error;
import org.jspecify.annotations.Nullable;

/// Reads a client's frames (RFC 9113, 4 and 6), and checks what can be checked of a frame alone. A
/// frame that is whole in the buffer it came in is read where it stands. On one event loop.
final class FrameReader {
    private static final byte[] PREFACE = Ascii.bytes("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
    private static final int STREAM_MASK = 0x7fffffff;
    private static final int PRIORITY_BYTES = 5;
    private static final int SETTING_BYTES = 6;

    private final Frames frames;
    private final HeadBlock head;
    private final ByteBufAllocator allocator;
    private @Nullable ByteBuf held;
    private int greeted;
    private boolean settingsCame;
    private boolean closed;
    private int flags;
    private int stream;

    FrameReader(Frames frames, HeadBlock head, ByteBufAllocator allocator) {
        this.frames = frames;
        this.head = head;
        this.allocator = allocator;
    }

    /// Who hears of the frames. An answer other than NO_ERROR ends the connection.
    interface Frames {
        /// `data` is good for this call only.
        Http2Error data(int stream, ByteBuf data, int padding, boolean last);

        /// A whole header block: [HeadBlock#bytes] up to `length`.
        Http2Error head(int stream, int length, boolean last);

        Http2Error reset(int stream);

        Http2Error setting(int id, long value);

        /// All settings of a frame were heard.
        Http2Error settingsEnd();

        Http2Error ping(long content, boolean ack);

        Http2Error windowUpdate(int stream, int more);

        /// A frame that brings nothing forward.
        Http2Error idleFrame();

        /// A fault that concerns this stream only.
        Http2Error streamFault(int stream, Http2Error error);
    }

    /// Reads what came; takes over the reference. NO_ERROR, or why the connection must end.
    Http2Error read(ByteBuf bytes) {
        Http2Error error = Http2Error.NO_ERROR;
        while (error == Http2Error.NO_ERROR && bytes.isReadable() && !closed) {
            error = greeted < PREFACE.length ? greet(bytes) : next(bytes);
        }
        bytes.release();
        return error;
    }

    private Http2Error greet(ByteBuf bytes) {
        boolean same = bytes.readByte() == PREFACE[greeted];
        greeted++;
        return same ? Http2Error.NO_ERROR : Http2Error.PROTOCOL_ERROR;
    }

    private Http2Error next(ByteBuf bytes) {
        if (held != null) {
            return goOn(held, bytes);
        }
        if (bytes.readableBytes() >= Frame.HEADER_BYTES) {
            int length = bytes.getUnsignedMedium(bytes.readerIndex());
            if (length > Frame.MAX_PAYLOAD) {
                return Http2Error.FRAME_SIZE_ERROR;
            }
            if (bytes.readableBytes() >= Frame.HEADER_BYTES + length) {
                return frame(bytes, length);
            }
        }
        ByteBuf part = allocator.directBuffer(Frame.HEADER_BYTES);
        held = part;
        return goOn(part, bytes);
    }

    /// Goes on with a frame that came in pieces: they are put together, but nothing else is copied.
    private Http2Error goOn(ByteBuf part, ByteBuf bytes) {
        fill(part, bytes, Frame.HEADER_BYTES);
        if (part.readableBytes() < Frame.HEADER_BYTES) {
            return Http2Error.NO_ERROR;
        }
        int length = part.getUnsignedMedium(part.readerIndex());
        if (length > Frame.MAX_PAYLOAD) {
            return Http2Error.FRAME_SIZE_ERROR;
        }
        fill(part, bytes, Frame.HEADER_BYTES + length);
        if (part.readableBytes() < Frame.HEADER_BYTES + length) {
            return Http2Error.NO_ERROR;
        }
        held = null;
        Http2Error error = frame(part, length);
        part.release();
        return error;
    }

    private static void fill(ByteBuf part, ByteBuf bytes, int until) {
        int missing = Math.min(until - part.readableBytes(), bytes.readableBytes());
        if (missing > 0) {
            part.ensureWritable(until - part.readableBytes());
            part.writeBytes(bytes, missing);
        }
    }

    private Http2Error frame(ByteBuf bytes, int length) {
        int at = bytes.readerIndex();
        int type = bytes.getByte(at + 3);
        flags = bytes.getByte(at + 4);
        stream = bytes.getInt(at + 5) & STREAM_MASK;
        bytes.skipBytes(Frame.HEADER_BYTES + length);
        int from = at + Frame.HEADER_BYTES;
        boolean outOfTurn = head.isOpen() && (type != Frame.CONTINUATION || !head.isOf(stream));
        boolean first = !settingsCame;
        settingsCame = true;
        if (outOfTurn || first && (type != Frame.SETTINGS || has(Frame.ACK))) {
            return Http2Error.PROTOCOL_ERROR;
        }
        return switch (type) {
            case Frame.DATA -> data(bytes, from, length);
            case Frame.HEADERS -> headers(bytes, from, length);
            case Frame.PRIORITY -> priority(bytes, from, length);
            case Frame.RST_STREAM -> reset(length);
            case Frame.SETTINGS -> settings(bytes, from, length);
            case Frame.PUSH_PROMISE -> Http2Error.PROTOCOL_ERROR;
            case Frame.PING -> ping(bytes, from, length);
            case Frame.GOAWAY -> goAway(length);
            case Frame.WINDOW_UPDATE -> windowUpdate(bytes, from, length);
            case Frame.CONTINUATION -> continuation(bytes, from, length);
            default -> frames.idleFrame();
        };
    }

    private boolean has(int flag) {
        return (flags & flag) != 0;
    }

    private Http2Error data(ByteBuf bytes, int from, int length) {
        if (stream == 0) {
            return Http2Error.PROTOCOL_ERROR;
        }
        boolean padded = has(Frame.PADDED);
        if (padded && length == 0) {
            return frames.streamFault(stream, Http2Error.FRAME_SIZE_ERROR);
        }
        int padding = padded ? 1 + bytes.getUnsignedByte(from) : 0;
        if (padding > length) {
            return Http2Error.PROTOCOL_ERROR;
        }
        ByteBuf data = bytes.slice(padded ? from + 1 : from, length - padding);
        return frames.data(stream, data, padding, has(Frame.END_STREAM));
    }

    private Http2Error headers(ByteBuf bytes, int from, int length) {
        int start = from;
        int end = from + length;
        if (has(Frame.PADDED)) {
            end -= length == 0 ? 0 : bytes.getUnsignedByte(start);
            start++;
        }
        boolean weighed = has(Frame.WEIGHED);
        start += weighed ? PRIORITY_BYTES : 0;
        if (start > from + length) {
            return Http2Error.FRAME_SIZE_ERROR;
        }
        if (stream == 0 || start > end || weighed && dependsOnItself(bytes, start)) {
            return Http2Error.PROTOCOL_ERROR;
        }
        head.begin(stream, has(Frame.END_STREAM));
        return fragment(bytes, start, end - start);
    }

    private boolean dependsOnItself(ByteBuf bytes, int end) {
        return (bytes.getInt(end - PRIORITY_BYTES) & STREAM_MASK) == stream;
    }

    private Http2Error continuation(ByteBuf bytes, int from, int length) {
        return head.isOpen() ? fragment(bytes, from, length) : Http2Error.PROTOCOL_ERROR;
    }

    private Http2Error fragment(ByteBuf bytes, int from, int length) {
        boolean whole = has(Frame.END_HEADERS);
        if (!head.add(bytes, from, length, whole)) {
            return Http2Error.ENHANCE_YOUR_CALM;
        }
        return whole ? frames.head(stream, head.close(), head.isLast()) : Http2Error.NO_ERROR;
    }

    private Http2Error priority(ByteBuf bytes, int from, int length) {
        if (length != PRIORITY_BYTES) {
            return Http2Error.FRAME_SIZE_ERROR;
        }
        boolean wrong = stream == 0 || dependsOnItself(bytes, from + length);
        return wrong ? Http2Error.PROTOCOL_ERROR : frames.idleFrame();
    }

    private Http2Error reset(int length) {
        if (length != Integer.BYTES) {
            return Http2Error.FRAME_SIZE_ERROR;
        }
        return stream == 0 ? Http2Error.PROTOCOL_ERROR : frames.reset(stream);
    }

    private Http2Error settings(ByteBuf bytes, int from, int length) {
        if (stream != 0) {
            return Http2Error.PROTOCOL_ERROR;
        }
        if (has(Frame.ACK)) {
            return length == 0 ? Http2Error.NO_ERROR : Http2Error.FRAME_SIZE_ERROR;
        }
        if (length % SETTING_BYTES != 0) {
            return Http2Error.FRAME_SIZE_ERROR;
        }
        Http2Error error = Http2Error.NO_ERROR;
        for (int at = from; at < from + length && error == Http2Error.NO_ERROR; ) {
            error = frames.setting(bytes.getUnsignedShort(at), bytes.getUnsignedInt(at + 2));
            at += SETTING_BYTES;
        }
        return error == Http2Error.NO_ERROR ? frames.settingsEnd() : error;
    }

    private Http2Error ping(ByteBuf bytes, int from, int length) {
        if (stream != 0) {
            return Http2Error.PROTOCOL_ERROR;
        }
        return length == Long.BYTES
                ? frames.ping(bytes.getLong(from), has(Frame.ACK))
                : Http2Error.FRAME_SIZE_ERROR;
    }

    private Http2Error goAway(int length) {
        if (stream != 0) {
            return Http2Error.PROTOCOL_ERROR;
        }
        return length < 2 * Integer.BYTES ? Http2Error.FRAME_SIZE_ERROR : frames.idleFrame();
    }

    private Http2Error windowUpdate(ByteBuf bytes, int from, int length) {
        return length == Integer.BYTES
                ? frames.windowUpdate(stream, bytes.getInt(from) & STREAM_MASK)
                : Http2Error.FRAME_SIZE_ERROR;
    }

    /// Nothing more will come.
    void close() {
        closed = true;
        if (held != null) {
            held.release();
            held = null;
        }
    }
}
