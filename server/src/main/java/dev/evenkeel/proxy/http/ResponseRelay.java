package dev.evenkeel.proxy.http;

import dev.evenkeel.proxy.message.Ascii;
import dev.evenkeel.proxy.message.Fields;
import dev.evenkeel.proxy.message.Framing;
import dev.evenkeel.proxy.message.HeadBuffer;
import dev.evenkeel.proxy.message.Method;
import dev.evenkeel.proxy.message.ResponseHead;
import dev.evenkeel.proxy.route.AddedFields;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

/// Brings a target's response to the client. A buffer that needs no change is sent on as it came;
/// the head is read where it starts.
///
/// One for each exchange, used again for each response.
final class ResponseRelay {
    private static final ByteBuf CRLF =
            Unpooled.unreleasableBuffer(Unpooled.wrappedBuffer(Ascii.bytes("\r\n")));
    private static final ByteBuf LAST_CHUNK =
            Unpooled.unreleasableBuffer(Unpooled.wrappedBuffer(Ascii.bytes("0\r\n\r\n")));

    private final Worker worker;
    private final CurrentClient current;
    private final AccessRecord record;
    private final Affinity affinity;
    private final Framing framing = new Framing();
    private Method method = Method.OTHER;
    private boolean upgradeWanted;
    private boolean http10Client;
    private @Nullable ByteBuf partialHead;
    private boolean started;
    private boolean reusable;
    private AddedFields added = AddedFields.NONE;
    private ResponseRewrite.Body body = ResponseRewrite.Body.AS_IS;

    ResponseRelay(Worker worker, CurrentClient current, AccessRecord record, Affinity affinity) {
        this.worker = worker;
        this.current = current;
        this.record = record;
        this.affinity = affinity;
    }

    /// How far the response is.
    enum Progress {
        MORE,
        DONE,
        /// Both sides now speak another protocol.
        SWITCHED,
        MALFORMED
    }

    /// Expects the response to a request.
    void begin(Method requestMethod, boolean wantsUpgrade, boolean http10, AddedFields fields) {
        added = fields;
        method = requestMethod;
        upgradeWanted = wantsUpgrade;
        http10Client = http10;
        reset();
    }

    /// Forgets what came of a response that the client saw nothing of.
    void reset() {
        if (partialHead != null) {
            partialHead.release();
            partialHead = null;
        }
        started = false;
        reusable = false;
    }

    /// Whether the client was sent anything.
    boolean isStarted() {
        return started;
    }

    /// Whether the target's connection is ready for another request once this response is done.
    boolean isReusable() {
        return reusable;
    }

    /// Takes over what the target sent.
    Progress accept(ByteBuf received) {
        if (started) {
            return body(received);
        }
        ByteBuf bytes = received;
        if (partialHead != null) {
            bytes = ByteBufs.join(partialHead, received);
            partialHead = null;
        }
        return head(bytes);
    }

    private Progress head(ByteBuf bytes) {
        ResponseHead head = worker.response();
        int end = worker.readResponse(bytes);
        while (end > 0 && head.isInterim()) {
            bytes.skipBytes(end);
            end = worker.readResponse(bytes);
        }
        if (end == Fields.INCOMPLETE) {
            partialHead = bytes;
            return Progress.MORE;
        }
        if (end < 0 || head.isSwitch() && !upgradeWanted) {
            bytes.release();
            return Progress.MALFORMED;
        }
        started = true;
        record.responded(head.status(), worker.nanoTime());
        framing.of(head, method);
        reusable = head.keepsAlive();
        return head.isSwitch() ? switchProtocols(bytes) : send(head, end, bytes);
    }

    private Progress switchProtocols(ByteBuf bytes) {
        framing.untilClose();
        body = ResponseRewrite.Body.AS_IS;
        reusable = false;
        current.get().send(bytes);
        return Progress.SWITCHED;
    }

    private Progress send(ResponseHead head, int end, ByteBuf bytes) {
        body = bodyChange();
        var connection = connection();
        boolean gives = affinity.gives(head);
        if (!gives && added.isNone() && ResponseRewrite.isNeedless(head, connection, body)) {
            int start = bytes.readerIndex();
            bytes.skipBytes(end);
            int length = framing.follow(bytes);
            return sendAsIs(bytes.readerIndex(start), end + length);
        }
        ResponseRewrite.write(head, end, connection, body, worker.out());
        if (!added.isNone()) {
            added.apply(worker.out());
        }
        HeadBuffer out = worker.out();
        if (gives) {
            affinity.append(out.withdraw(ResponseRewrite.CRLF.length));
            out.append(ResponseRewrite.CRLF);
        }
        ByteBuf rewritten = current.get().allocate(out.length());
        rewritten.writeBytes(out.bytes(), 0, out.length());
        bytes.skipBytes(end);
        if (!bytes.isReadable()) {
            bytes.release();
            current.get().send(rewritten);
            return progress();
        }
        current.get().sendLater(rewritten);
        return body(bytes);
    }

    private ResponseRewrite.Body bodyChange() {
        return switch (framing.kind()) {
            case UNTIL_CLOSE ->
                    http10Client ? ResponseRewrite.Body.AS_IS : ResponseRewrite.Body.WRAP;
            case CHUNKED -> http10Client ? ResponseRewrite.Body.UNWRAP : ResponseRewrite.Body.AS_IS;
            case NONE, LENGTH -> ResponseRewrite.Body.AS_IS;
        };
    }

    /// Whether the client learns only by our closing that it has all of the body: one of HTTP/1.0,
    /// of a body without a length. A half that ended so would pass for the whole.
    boolean endsByClosing() {
        return body == ResponseRewrite.Body.UNWRAP
                || framing.kind() == Framing.Kind.UNTIL_CLOSE && http10Client;
    }

    private ResponseRewrite.Connection connection() {
        if (endsByClosing()) {
            current.get().closeAfterThisRequest();
        }
        if (current.get().isLastRequest()) {
            return ResponseRewrite.Connection.CLOSED;
        }
        return http10Client
                ? ResponseRewrite.Connection.KEPT_SAYING_SO
                : ResponseRewrite.Connection.KEPT;
    }

    private Progress body(ByteBuf bytes) {
        return switch (body) {
            case AS_IS -> sendAsIs(bytes, framing.follow(bytes));
            case WRAP -> wrap(bytes);
            case UNWRAP -> unwrap(bytes);
        };
    }

    private Progress sendAsIs(ByteBuf bytes, int length) {
        if (framing.isMalformed()) {
            bytes.release();
            return Progress.MALFORMED;
        }
        if (length < bytes.readableBytes()) {
            reusable = false;
            bytes.writerIndex(bytes.readerIndex() + length);
        }
        current.get().send(bytes);
        return progress();
    }

    private Progress wrap(ByteBuf bytes) {
        ByteBuf size = current.get().allocate(16);
        size.writeCharSequence(
                Integer.toHexString(bytes.readableBytes()) + "\r\n",
                java.nio.charset.StandardCharsets.US_ASCII);
        current.get().sendLater(size);
        current.get().sendLater(bytes);
        current.get().send(CRLF.duplicate());
        return Progress.MORE;
    }

    private Progress unwrap(ByteBuf bytes) {
        ByteBuf data = current.get().allocate(bytes.readableBytes());
        framing.unwrap(bytes, data);
        bytes.release();
        current.get().send(data);
        return framing.isMalformed() ? Progress.MALFORMED : progress();
    }

    private Progress progress() {
        return framing.isDone() ? Progress.DONE : Progress.MORE;
    }

    /// How many bytes are still to come that pass as they are; 0 if that is not known.
    long remaining() {
        return body == ResponseRewrite.Body.AS_IS ? Math.max(0, framing.remaining()) : 0;
    }

    /// So many bytes went past.
    Progress passedBy(int bytes) {
        framing.skip(bytes);
        return progress();
    }

    /// The target closed the connection. Done, if that is how the body ends.
    Progress targetClosed(boolean reset) {
        reusable = false;
        if (!started || reset || framing.kind() != Framing.Kind.UNTIL_CLOSE) {
            return Progress.MALFORMED;
        }
        if (body == ResponseRewrite.Body.WRAP) {
            current.get().send(LAST_CHUNK.duplicate());
        }
        return Progress.DONE;
    }
}
