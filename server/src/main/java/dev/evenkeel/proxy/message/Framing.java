package dev.evenkeel.proxy.message;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/// Where a message's body ends, followed over the buffers it comes in. One for each direction of a
/// connection, used again and again.
public final class Framing {
    private Kind kind = Kind.NONE;
    private long remaining;

    /// Made with the first chunked body: most connections never see one.
    private @Nullable Chunks chunks;

    /// How the end is known.
    public enum Kind {
        NONE,
        LENGTH,
        CHUNKED,
        UNTIL_CLOSE
    }

    public void none() {
        kind = Kind.NONE;
    }

    private Chunks chunks() {
        Chunks made = chunks;
        if (made == null) {
            made = new Chunks();
            chunks = made;
        }
        return made;
    }

    /// A body of so many bytes.
    public void length(long bytes) {
        kind = bytes == 0 ? Kind.NONE : Kind.LENGTH;
        remaining = bytes;
    }

    public void chunked() {
        kind = Kind.CHUNKED;
        chunks().reset();
    }

    /// Everything until the sender closes.
    public void untilClose() {
        kind = Kind.UNTIL_CLOSE;
    }

    /// The body of a request.
    public void of(RequestHead head) {
        Fields fields = head.fields();
        if (fields.isChunked()) {
            chunked();
        } else {
            length(Math.max(0, fields.contentLength()));
        }
    }

    /// The body of a response to `request`.
    public void of(ResponseHead head, Method request) {
        Fields fields = head.fields();
        if (head.hasNoBody(request)) {
            none();
        } else if (fields.isChunked()) {
            chunked();
        } else if (fields.contentLength() >= 0) {
            length(fields.contentLength());
        } else {
            untilClose();
        }
    }

    public Kind kind() {
        return kind;
    }

    /// Whether the whole body went by.
    public boolean isDone() {
        return switch (kind) {
            case NONE -> true;
            case LENGTH -> remaining == 0;
            case CHUNKED -> chunks().isDone();
            case UNTIL_CLOSE -> false;
        };
    }

    public boolean isMalformed() {
        return kind == Kind.CHUNKED && chunks().isMalformed();
    }

    /// The bytes that are still to come, if that is known; else -1.
    public long remaining() {
        return kind == Kind.LENGTH ? remaining : -1;
    }

    /// So many bytes of a body of known length went by unseen.
    public void skip(int bytes) {
        remaining -= bytes;
    }

    /// Follows the body over the readable bytes of `buffer`. How many of them belong to it.
    public int follow(ByteBuf buffer) {
        int readable = buffer.readableBytes();
        return switch (kind) {
            case NONE -> 0;
            case LENGTH -> {
                int taken = (int) Math.min(remaining, readable);
                remaining -= taken;
                yield taken;
            }
            case CHUNKED -> {
                int from = buffer.readerIndex();
                yield chunks().follow(buffer, from, from + readable, null) - from;
            }
            case UNTIL_CLOSE -> readable;
        };
    }

    /// As [#follow], for a chunked body whose data alone is wanted: it is appended to `data`.
    public int unwrap(ByteBuf buffer, ByteBuf data) {
        int from = buffer.readerIndex();
        return chunks().follow(buffer, from, from + buffer.readableBytes(), data) - from;
    }
}
