package dev.evenkeel.proxy.http2;

import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/// A stream that a client opened: how far each side is with it, its windows, and what waits to be
/// sent. On its connection's event loop.
public final class ClientStream {
    static final long ANY_LENGTH = -1;

    private final int id;
    private @Nullable ArrayDeque<ByteBuf> waiting;
    private @Nullable User user;
    int sendWindow;
    int receiveWindow;
    int unreturned;
    boolean remoteEnded;
    boolean localEnded;
    boolean closed;
    boolean isQueued;
    boolean isHeld;
    boolean isEnding;
    private long expected;
    private boolean lastWaits;
    private byte @Nullable [] trailers;
    @Nullable ClientStream nextThere;
    @Nullable ClientStream nextEnding;

    ClientStream(int id, long expected, int sendWindow, int receiveWindow) {
        this.id = id;
        this.expected = expected;
        this.sendWindow = sendWindow;
        this.receiveWindow = receiveWindow;
    }

    /// What a stream is used for.
    public interface User {
        /// A part of the body came. How many bytes of it the client may send anew at once.
        int received(ByteBuf data);

        /// The request is whole, and ended with these lines if there are any.
        void end(byte[] trailers);

        /// All of a frame was told: goes on with it.
        void proceed();

        /// It may be written to again, or not.
        void writabilityChanged();

        /// The client or the connection ended it, or both sides are done.
        void closed();
    }

    int id() {
        return id;
    }

    @Nullable User user() {
        return user;
    }

    void usedBy(User by) {
        user = by;
    }

    /// Takes note of so many bytes of the body. Whether that fits the length that was said.
    boolean expects(int bytes, boolean last) {
        if (expected == ANY_LENGTH) {
            return true;
        }
        expected -= bytes;
        return last ? expected == 0 : expected >= 0;
    }

    /// Whether something of it waits to be sent.
    boolean waits() {
        return first() != null || trailers != null;
    }

    /// What waits first; null if that is only the trailers.
    @Nullable ByteBuf first() {
        return waiting == null ? null : waiting.peekFirst();
    }

    void dropFirst() {
        if (waiting != null) {
            waiting.removeFirst();
        }
    }

    /// Whether what waits first is the end of the stream.
    boolean endsWithFirst() {
        return lastWaits && waiting != null && waiting.size() == 1;
    }

    /// Adds data. An end alone takes no place: it would wait for a window that it does not need.
    void add(ByteBuf data, boolean last) {
        ArrayDeque<ByteBuf> queue = waiting;
        lastWaits = last;
        if (queue != null && !queue.isEmpty() && !data.isReadable()) {
            data.release();
            return;
        }
        if (queue == null) {
            queue = new ArrayDeque<>(4);
            waiting = queue;
        }
        queue.add(data);
    }

    /// Adds trailers: lines, and the empty one that ends them.
    void addTrailers(byte[] lines) {
        trailers = lines;
    }

    byte @Nullable [] takeTrailers() {
        byte[] lines = trailers;
        trailers = null;
        return lines;
    }

    /// Nothing of it will be sent any more.
    void drop() {
        if (waiting != null) {
            waiting.forEach(ByteBuf::release);
            waiting = null;
        }
        trailers = null;
    }
}
