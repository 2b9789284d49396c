package dev.evenkeel.proxy.http2;

import dev.evenkeel.proxy.message.Chunks;
import dev.evenkeel.proxy.message.Fields;
import dev.evenkeel.proxy.message.Framing;
import dev.evenkeel.proxy.message.HeadBuffer;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Turns the body of an HTTP/1 message into the data of an HTTP/2 stream. Data is not copied: it is
/// sent as slices of the buffers it came in. One for each stream and direction.
public final class BodyFrames {
    private final Chunks chunks = new Chunks();
    private final Chunks.Trailers trailerBytes = this::trailer;
    private long remaining;
    private boolean chunked;
    private boolean done;
    private @Nullable HeadBuffer trailers;

    /// Where the data goes.
    public interface Sink {
        /// A part of the body; takes over the reference. With `last`, nothing follows.
        void data(ByteBuf bytes, boolean last);

        /// What follows the body, and ends the message: lines, and the empty one after them.
        void trailers(Fields trailers, byte[] lines);
    }

    /// Expects a body that ends as `framing` says.
    public void begin(Framing framing) {
        chunked = framing.kind() == Framing.Kind.CHUNKED;
        remaining = Math.max(0, framing.remaining());
        done = framing.isDone();
        chunks.reset();
        trailers = null;
    }

    /// Whether all of it went by.
    public boolean isDone() {
        return done;
    }

    /// Sends what `bytes` holds of the body; takes over the reference.
    public void send(ByteBuf bytes, Sink sink) {
        if (done) {
            bytes.release();
        } else if (chunked) {
            unwrap(bytes, sink);
        } else {
            remaining -= bytes.readableBytes();
            done = remaining <= 0;
            sink.data(bytes, done);
        }
    }

    private void unwrap(ByteBuf bytes, Sink sink) {
        int at = bytes.readerIndex();
        int end = bytes.writerIndex();
        ByteBuf run = null;
        while (at < end && !chunks.isDone()) {
            at = chunks.skipFraming(bytes, at, end, trailerBytes);
            if (run != null) {
                done = chunks.isDone() && trailers == null;
                sink.data(run, done);
                run = null;
            }
            int length = chunks.takeData(end - at);
            if (length > 0) {
                run = bytes.retainedSlice(at, length);
                at += length;
            }
        }
        if (run != null) {
            sink.data(run, false);
        }
        bytes.release();
        if (chunks.isDone() && !done) {
            end(sink);
        }
    }

    private void trailer(byte c) {
        HeadBuffer buffer = trailers;
        if (buffer == null) {
            buffer = new HeadBuffer();
            trailers = buffer;
        }
        buffer.append(c);
    }

    private void end(Sink sink) {
        done = true;
        HeadBuffer buffer = trailers;
        if (buffer == null) {
            sink.data(Unpooled.EMPTY_BUFFER, true);
            return;
        }
        trailers = null;
        var fields = new Fields();
        buffer.append((byte) '\r').append((byte) '\n');
        if (fields.parse(buffer.bytes(), 0, buffer.length()) > 0) {
            sink.trailers(fields, Arrays.copyOf(buffer.bytes(), buffer.length()));
        } else {
            sink.data(Unpooled.EMPTY_BUFFER, true);
        }
    }
}
