package dev.evenkeel.proxy.http2;

import dev.evenkeel.proxy.message.Fields;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/// What may be sent to a client now (RFC 9113, 5.2): the connection's window, its streams' ones,
/// and what its socket takes. Streams that wait for the connection take turns, frame by frame.
final class Outflow {
    static final int FIRST_WINDOW = 65_535;

    private final FrameWriter writer;
    private final FrameWriter.Out out;
    private final ClientStreams streams;
    private final StreamEnds ends;
    private int window = FIRST_WINDOW;
    private int firstWindow = FIRST_WINDOW;
    private boolean anyHeld;

    Outflow(FrameWriter writer, FrameWriter.Out out, ClientStreams streams, StreamEnds ends) {
        this.writer = writer;
        this.out = out;
        this.streams = streams;
        this.ends = ends;
    }

    /// The window that a new stream has.
    int firstWindow() {
        return firstWindow;
    }

    /// Whether what is sent on a stream would leave at once. If not, its user hears when it does.
    boolean isWritable(ClientStream stream) {
        boolean writable = takes(stream);
        stream.isHeld |= !writable;
        anyHeld |= !writable;
        return writable;
    }

    private boolean takes(ClientStream stream) {
        return !stream.waits() && stream.sendWindow > 0 && window > 0 && hasRoom();
    }

    /// Tells the user of a stream that takes something again.
    void wake(ClientStream stream) {
        ClientStream.User user = stream.user();
        if (stream.isHeld && !stream.closed && user != null && takes(stream)) {
            stream.isHeld = false;
            user.writabilityChanged();
        }
    }

    /// Tells those of all such streams.
    void wake() {
        if (anyHeld) {
            anyHeld = false;
            streams.forEach(stream -> {
                wake(stream);
                anyHeld |= stream.isHeld;
            });
        }
    }

    private boolean hasRoom() {
        return out.room() > writer.pending();
    }

    /// Sends data, or keeps it until it can be sent; takes over the reference.
    void send(ClientStream stream, ByteBuf data, boolean last) {
        int length = data.readableBytes();
        boolean fits = length <= Frame.MAX_PAYLOAD && length <= windowOf(stream) && hasRoom();
        if (!stream.waits() && (fits || length == 0)) {
            write(stream, data, last);
            return;
        }
        stream.add(data, last);
        streams.enqueue(stream);
        drain();
    }

    /// Sends trailers, which stand in `lines` together with the empty line that ends them.
    void sendTrailers(ClientStream stream, byte[] lines) {
        stream.addTrailers(lines);
        if (stream.first() == null) {
            writeTrailers(stream);
        }
    }

    private int windowOf(ClientStream stream) {
        return Math.min(stream.sendWindow, window);
    }

    /// Sends what waits, as far as that goes.
    void drain() {
        while (window > 0 && hasRoom()) {
            ClientStream stream = streams.dequeue();
            if (stream == null) {
                return;
            }
            if (sendSome(stream)) {
                streams.enqueue(stream);
            }
        }
    }

    /// Sends a frame of what waits. Whether there is more that may be sent.
    private boolean sendSome(ClientStream stream) {
        ByteBuf data = stream.first();
        if (data == null || stream.sendWindow <= 0) {
            return false;
        }
        int length = Math.min(windowOf(stream), Frame.MAX_PAYLOAD);
        if (length < data.readableBytes()) {
            write(stream, data.readRetainedSlice(length), false);
            return stream.sendWindow > 0;
        }
        boolean last = stream.endsWithFirst();
        stream.dropFirst();
        write(stream, data, last);
        if (stream.first() == null) {
            writeTrailers(stream);
        }
        return stream.first() != null;
    }

    private void write(ClientStream stream, ByteBuf data, boolean last) {
        int length = data.readableBytes();
        stream.sendWindow -= length;
        window -= length;
        writer.data(stream.id(), data, last);
        if (last) {
            ends.localEnded(stream);
        }
    }

    private void writeTrailers(ClientStream stream) {
        byte[] lines = stream.takeTrailers();
        if (lines != null) {
            var fields = new Fields();
            fields.parse(lines, 0, lines.length);
            writer.trailers(stream.id(), fields, lines);
            ends.localEnded(stream);
        }
    }

    /// The client takes more, on all streams together. False if that is more than it may take.
    boolean opened(int more) {
        if (window > Integer.MAX_VALUE - more && window > 0) {
            return false;
        }
        window += more;
        drain();
        return true;
    }

    /// The client takes more on one stream, or less.
    boolean opened(@Nullable ClientStream stream, int more) {
        if (stream == null) {
            return true;
        }
        if (more > 0 && stream.sendWindow > Integer.MAX_VALUE - more) {
            return false;
        }
        stream.sendWindow += more;
        if (stream.waits() && stream.sendWindow > 0) {
            streams.enqueue(stream);
            drain();
        }
        return true;
    }

    /// New streams begin with this window. What those there are get more, or less.
    int firstWindow(int bytes) {
        int more = bytes - firstWindow;
        firstWindow = bytes;
        return more;
    }
}
