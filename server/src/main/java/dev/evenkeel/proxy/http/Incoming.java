package dev.evenkeel.proxy.http;

import dev.evenkeel.proxy.message.Framing;
import dev.evenkeel.proxy.message.HeadBuffer;
import dev.evenkeel.proxy.message.RequestHead;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/// What an HTTP/1 client sent that nobody took yet, and where the body of its request ends.
final class Incoming {
    private final Framing body = new Framing();
    private int readBefore;
    private @Nullable ByteBuf pending;

    /// Takes over what arrived.
    void add(ByteBuf bytes) {
        pending = pending == null ? bytes : ByteBufs.join(pending, bytes);
    }

    /// What waits; null if nothing does.
    @Nullable ByteBuf pending() {
        return pending;
    }

    boolean isEmpty() {
        return pending == null;
    }

    /// How many bytes wait.
    int length() {
        return pending == null ? 0 : pending.readableBytes();
    }

    void drop() {
        if (pending != null) {
            pending.release();
            pending = null;
        }
    }

    void dropIfUsedUp() {
        if (pending != null && !pending.isReadable()) {
            drop();
        }
    }

    /// Whether it is worth looking for a whole head in `bytes`.
    boolean mayHoldHead(ByteBuf bytes) {
        return ByteBufs.isWorthReading(bytes, readBefore);
    }

    /// There was no whole head in `bytes`.
    void headIsIncomplete(ByteBuf bytes) {
        readBefore = bytes.readableBytes();
    }

    /// There was a head, or will be none.
    void headIsRead() {
        readBefore = 0;
    }

    /// What comes next is the body of this request.
    void expectBody(RequestHead head) {
        body.of(head);
    }

    void expectNoBody() {
        body.none();
    }

    void expectAnything() {
        body.untilClose();
    }

    boolean bodyIsWhole() {
        return body.isDone();
    }

    boolean bodyIsMalformed() {
        return body.isMalformed();
    }

    /// A head and what is here of the body, if that is at most `most` bytes long.
    ByteBuf message(HeadBuffer head, int most, Client client) {
        ByteBuf waiting = pending;
        boolean inline = waiting != null && !body.isDone() && waiting.readableBytes() <= most;
        int length = inline && waiting != null ? body.follow(waiting) : 0;
        ByteBuf message = client.allocate(head.length() + length);
        message.writeBytes(head.bytes(), 0, head.length());
        if (waiting != null && length > 0) {
            message.writeBytes(waiting, length);
        }
        return message;
    }

    /// How many of `bytes` belong to the body.
    int follow(ByteBuf bytes) {
        return body.follow(bytes);
    }

    /// Skips what is here of the body: nobody wants it.
    void skipBody() {
        if (!body.isDone() && pending != null) {
            pending.skipBytes(body.follow(pending));
        }
    }
}
