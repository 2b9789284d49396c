package dev.evenkeel.proxy.http2;

import dev.evenkeel.proxy.hpack.HpackEncoder;
import dev.evenkeel.proxy.message.Fields;
import dev.evenkeel.proxy.message.ResponseHead;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.http2.Http2Error;
import org.jspecify.annotations.Nullable;

/// Writes frames one after the other into one buffer: what all streams send in one turn of the
/// event loop leaves at once. Only large data goes by itself, as it is copied nowhere else.
public final class FrameWriter {
    /// Copying less costs less than a buffer of its own.
    private static final int MOST_COPIED = 8 * 1024;

    private static final int BUFFER_BYTES = 16 * 1024;

    /// What a field takes at most beyond its bytes: the lengths of its name and value.
    private static final int FIELD_BYTES = 8;

    /// What a block takes at most beyond its fields: the table's sizes, and the status.
    private static final int BLOCK_BYTES = 16;

    private final Out out;
    private final ByteBufAllocator allocator;
    private final HpackEncoder encoder;
    private @Nullable ByteBuf buffer;
    private int pending;
    private boolean isApart;

    FrameWriter(Out out, ByteBufAllocator allocator, Heads heads) {
        this.out = out;
        this.allocator = allocator;
        this.encoder = new HpackEncoder(heads.scratch());
    }

    /// Where bytes leave.
    public interface Out {
        /// Takes over the reference.
        void write(ByteBuf bytes);

        void flush();

        /// Something was written that is to be flushed before the turn of the loop ends.
        void flushSoon();

        /// How many bytes may still be written without waiting for the client.
        long room();
    }

    /// The bytes that were written here since the last flush.
    int pending() {
        return pending;
    }

    HpackEncoder encoder() {
        return encoder;
    }

    private ByteBuf room(int bytes) {
        ByteBuf current = buffer;
        if (current != null && current.writableBytes() >= bytes) {
            return current;
        }
        push();
        ByteBuf next = allocator.directBuffer(Math.max(BUFFER_BYTES, bytes));
        buffer = next;
        return next;
    }

    private void push() {
        ByteBuf current = buffer;
        buffer = null;
        if (current != null) {
            out.write(current);
        }
    }

    private void wrote(int bytes) {
        if (pending == 0) {
            out.flushSoon();
        }
        pending += bytes;
    }

    /// Begins a frame whose payload is `length` bytes. The stream comes next, then the payload.
    private ByteBuf begin(int length, int type, int flags) {
        wrote(Frame.HEADER_BYTES + length);
        ByteBuf to = room(Frame.HEADER_BYTES + Math.min(length, MOST_COPIED));
        return to.writeInt(length << 8 | type).writeByte(flags);
    }

    void settings(int... idsAndValues) {
        ByteBuf to = begin(idsAndValues.length / 2 * 6, Frame.SETTINGS, 0).writeInt(0);
        for (int at = 0; at < idsAndValues.length; at += 2) {
            to.writeShort(idsAndValues[at]).writeInt(idsAndValues[at + 1]);
        }
    }

    void settingsAck() {
        begin(0, Frame.SETTINGS, Frame.ACK).writeInt(0);
    }

    void ping(long content, boolean ack) {
        begin(Long.BYTES, Frame.PING, ack ? Frame.ACK : 0).writeInt(0).writeLong(content);
    }

    void windowUpdate(int stream, int more) {
        begin(Integer.BYTES, Frame.WINDOW_UPDATE, 0).writeInt(stream).writeInt(more);
    }

    void reset(int stream, Http2Error error) {
        begin(Integer.BYTES, Frame.RST_STREAM, 0).writeInt(stream).writeInt((int) error.code());
    }

    void goAway(int lastStream, Http2Error error) {
        ByteBuf to = begin(2 * Integer.BYTES, Frame.GOAWAY, 0).writeInt(0);
        to.writeInt(lastStream).writeInt((int) error.code());
    }

    /// Writes data that fits one frame; takes over the reference.
    void data(int stream, ByteBuf data, boolean last) {
        int length = data.readableBytes();
        ByteBuf to = begin(length, Frame.DATA, last ? Frame.END_STREAM : 0).writeInt(stream);
        if (length <= MOST_COPIED) {
            to.writeBytes(data);
            data.release();
        } else {
            push();
            out.write(data);
        }
    }

    /// Writes a head without a field.
    void status(int stream, int status, boolean last) {
        ByteBuf to = beginBlock(0);
        int start = to.writerIndex();
        encoder.begin(to);
        encoder.status(status, to);
        endBlock(to, start, stream, last);
    }

    void head(int stream, ResponseHead head, boolean last) {
        Fields fields = head.fields();
        ByteBuf to = beginBlock(most(fields));
        int start = to.writerIndex();
        encoder.begin(to);
        encoder.status(head.status(), to);
        fields(fields, head.bytes(), to);
        endBlock(to, start, stream, last);
    }

    void trailers(int stream, Fields fields, byte[] bytes) {
        ByteBuf to = beginBlock(most(fields));
        int start = to.writerIndex();
        encoder.begin(to);
        fields(fields, bytes, to);
        endBlock(to, start, stream, true);
    }

    private static int most(Fields fields) {
        int count = fields.count();
        return count == 0
                ? 0
                : fields.valueEnd(count - 1) - fields.nameStart(0) + count * FIELD_BYTES;
    }

    private void fields(Fields fields, byte[] bytes, ByteBuf to) {
        int count = fields.count();
        for (int index = 0; index < count; index++) {
            if (ResponseFields.keeps(fields, index)) {
                encoder.field(fields, index, bytes, to);
            }
        }
    }

    /// A block is written before its length is known; its frame's header is filled in afterwards.
    /// One that may need more than a frame is written apart, and cut.
    private ByteBuf beginBlock(int most) {
        int bytes = most + BLOCK_BYTES;
        isApart = bytes > Frame.MAX_PAYLOAD;
        if (isApart) {
            return allocator.directBuffer(bytes).writeZero(Frame.HEADER_BYTES);
        }
        return room(Frame.HEADER_BYTES + bytes).writeZero(Frame.HEADER_BYTES);
    }

    private void endBlock(ByteBuf to, int start, int stream, boolean last) {
        int length = to.writerIndex() - start;
        int flags = last ? Frame.END_STREAM : 0;
        if (!isApart) {
            int at = start - Frame.HEADER_BYTES;
            to.setInt(at, length << 8 | Frame.HEADERS);
            to.setByte(at + 4, flags | Frame.END_HEADERS);
            to.setInt(at + 5, stream);
            wrote(Frame.HEADER_BYTES + length);
            return;
        }
        to.readerIndex(start);
        int type = Frame.HEADERS;
        while (to.isReadable()) {
            int piece = Math.min(Frame.MAX_PAYLOAD / 2, to.readableBytes());
            int end = piece == to.readableBytes() ? Frame.END_HEADERS : 0;
            begin(piece, type, flags | end).writeInt(stream).writeBytes(to, piece);
            type = Frame.CONTINUATION;
            flags = 0;
        }
        to.release();
    }

    /// All that was written leaves.
    void flush() {
        pending = 0;
        push();
        out.flush();
    }

    /// Nothing leaves any more.
    void close() {
        if (buffer != null) {
            buffer.release();
            buffer = null;
        }
    }
}
