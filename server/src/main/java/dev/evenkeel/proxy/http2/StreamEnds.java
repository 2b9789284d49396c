package dev.evenkeel.proxy.http2;

import io.netty.handler.codec.http2.Http2Error;
import org.jspecify.annotations.Nullable;

/// How a client's streams end: by resets of either side, or because all was said.
final class StreamEnds {
    private final ClientStreams streams;
    private final FrameWriter writer;
    private final ClientFrames.Requests requests;
    private final ResetCount resets;
    private @Nullable ClientStream ending;
    private boolean tooManyResets;
    private boolean closed;

    StreamEnds(
            ClientStreams streams,
            FrameWriter writer,
            ClientFrames.Requests requests,
            ResetCount resets) {
        this.streams = streams;
        this.writer = writer;
        this.requests = requests;
        this.resets = resets;
    }

    /// Whether the client made us reset more streams than is good.
    boolean areTooMany() {
        return tooManyResets;
    }

    /// Ends a stream at once, because of what the client did.
    void cut(ClientStream stream, Http2Error error) {
        if (!stream.closed) {
            refuse(stream.id(), error);
            close(stream);
        }
    }

    /// Ends a stream in the middle of it, which is no fault of the client. Its user hears of it
    /// later.
    void reset(ClientStream stream, Http2Error error) {
        if (!stream.closed) {
            tell(stream.id(), error);
            stream.closed = true;
            stream.drop();
            endSoon(stream);
        }
    }

    /// Resets a stream that there is not, or not any more, because of what the client did.
    void refuse(int id, Http2Error error) {
        tell(id, error);
        boolean counts = !closed && error != Http2Error.NO_ERROR;
        tooManyResets |= counts && !resets.add(requests.nanoTime());
    }

    private void tell(int id, Http2Error error) {
        if (!closed) {
            writer.reset(id, error);
            streams.noteReset(id);
        }
    }

    /// Everything was written of a stream.
    void localEnded(ClientStream stream) {
        stream.localEnded = true;
        endSoon(stream);
    }

    /// Its end waits until the turn of the loop is over: whoever sends may be in the middle of it.
    private void endSoon(ClientStream stream) {
        if (!stream.isEnding) {
            stream.isEnding = true;
            stream.nextEnding = ending;
            ending = stream;
        }
    }

    /// Ends what is to end. Comes once in a turn of the loop.
    void endAll() {
        ClientStream stream = ending;
        while (stream != null) {
            ending = stream.nextEnding;
            if (!stream.closed && !stream.remoteEnded) {
                refuse(stream.id(), Http2Error.NO_ERROR);
            }
            close(stream);
            stream = ending;
        }
    }

    /// The stream is over.
    void close(ClientStream stream) {
        stream.closed = true;
        stream.drop();
        ClientStream.User user = stream.user();
        if (user != null && streams.find(stream.id()) == stream) {
            streams.remove(stream);
            user.closed();
            requests.ended();
        }
    }

    /// The connection is over, and with it all streams.
    void closeAll() {
        closed = true;
        ending = null;
        streams.forEach(this::close);
    }
}
