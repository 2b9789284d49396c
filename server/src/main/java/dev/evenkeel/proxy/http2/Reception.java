package dev.evenkeel.proxy.http2;

import dev.evenkeel.proxy.hpack.HpackDecoder;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http2.Http2Error;
import org.jspecify.annotations.Nullable;

/// What a client's frames do to its streams (RFC 9113, 5 and 6): opens them, gives them what came,
/// and says what is against the rules. On one event loop.
final class Reception implements FrameReader.Frames {
    private static final int HEADER_TABLE_SIZE = 1;
    private static final int ENABLE_PUSH = 2;
    private static final int INITIAL_WINDOW_SIZE = 4;
    private static final int MAX_FRAME_SIZE = 5;
    private static final int LARGEST_FRAME = (1 << 24) - 1;
    private static final int TOO_LARGE = 431;
    private static final byte[] NO_LINES = {};

    private final ClientFrames.Limits limits;
    private final Heads heads;
    private final ClientFrames.Requests requests;
    private final HeadBlock block;
    private final HpackDecoder decoder;
    private final FrameWriter writer;
    private final Outflow outflow;
    private final Inflow inflow;
    private final ClientStreams streams;
    private final StreamEnds ends;
    private final ResetCount resets;
    private int lastStream;
    private int lastWelcome = Integer.MAX_VALUE;
    private int emptyData;

    Reception(
            ClientFrames.Limits limits,
            Heads heads,
            ClientFrames.Requests requests,
            HeadBlock block,
            FrameWriter writer,
            Outflow outflow,
            Inflow inflow,
            ClientStreams streams,
            StreamEnds ends) {
        this.limits = limits;
        this.heads = heads;
        this.requests = requests;
        this.block = block;
        this.decoder = new HpackDecoder(heads.scratch());
        this.writer = writer;
        this.outflow = outflow;
        this.inflow = inflow;
        this.streams = streams;
        this.ends = ends;
        this.resets = new ResetCount(limits.resets());
    }

    /// The last stream that the client opened.
    int lastStream() {
        return lastStream;
    }

    /// Streams after this one are ignored from now on.
    void welcomes(int last) {
        lastWelcome = last;
    }

    @Override
    public Http2Error head(int id, int length, boolean last) {
        emptyData = 0;
        ClientStream stream = streams.find(id);
        boolean begins = stream == null && id > lastStream;
        if (!begins) {
            return again(id, stream, length, last);
        }
        requests.expect();
        RequestText request = heads.request();
        request.clear();
        if (!decoder.decode(block.bytes(), 0, length, request)) {
            return Http2Error.COMPRESSION_ERROR;
        }
        if ((id & 1) == 0) {
            return Http2Error.PROTOCOL_ERROR;
        }
        if (id > lastWelcome) {
            return Http2Error.NO_ERROR;
        }
        lastStream = id;
        if (request.isTooLarge()) {
            writer.status(id, TOO_LARGE, true);
            ends.refuse(id, Http2Error.NO_ERROR);
        } else if (!request.isSound() || last && request.length() > 0) {
            ends.refuse(id, Http2Error.PROTOCOL_ERROR);
        } else if (streams.count() >= limits.streams()) {
            ends.refuse(id, Http2Error.REFUSED_STREAM);
        } else {
            open(id, request.length(), last);
        }
        return Http2Error.NO_ERROR;
    }

    private void open(int id, long length, boolean last) {
        var stream = new ClientStream(id, length, outflow.firstWindow(), inflow.streamWindow());
        ClientStream.User user = requests.begin(stream);
        if (user == null) {
            ends.refuse(id, Http2Error.REFUSED_STREAM);
            return;
        }
        stream.usedBy(user);
        streams.add(stream);
        if (last) {
            end(stream, user, NO_LINES);
        } else {
            requests.begun(user);
        }
    }

    private void end(ClientStream stream, ClientStream.User user, byte[] lines) {
        stream.remoteEnded = true;
        user.end(lines);
        user.proceed();
    }

    /// A head on a stream that there was already: trailers, if anything.
    private Http2Error again(int id, @Nullable ClientStream stream, int length, boolean last) {
        TrailerText lines = heads.trailers();
        lines.clear();
        if (!decoder.decode(block.bytes(), 0, length, lines)) {
            return Http2Error.COMPRESSION_ERROR;
        }
        ClientStream.User user = stream == null ? null : stream.user();
        if (stream == null || user == null) {
            return unknown(id);
        }
        if (stream.closed) {
            return Http2Error.NO_ERROR;
        }
        if (stream.remoteEnded) {
            ends.cut(stream, Http2Error.STREAM_CLOSED);
        } else if (!last || !lines.isSound() || !stream.expects(0, true)) {
            ends.cut(stream, Http2Error.PROTOCOL_ERROR);
        } else {
            end(stream, user, lines.lines());
        }
        return Http2Error.NO_ERROR;
    }

    /// What came on a stream that there is not. Of one before the last nobody knows any more
    /// whether it ever was (5.1.1).
    private Http2Error unknown(int id) {
        boolean ignored = streams.wasReset(id) || id > lastWelcome && (id & 1) == 1;
        if (ignored) {
            return streams.ignores() ? Http2Error.NO_ERROR : Http2Error.ENHANCE_YOUR_CALM;
        }
        return id == lastStream ? Http2Error.STREAM_CLOSED : Http2Error.PROTOCOL_ERROR;
    }

    @Override
    public Http2Error data(int id, ByteBuf data, int padding, boolean last) {
        int length = data.readableBytes() + padding;
        if (!inflow.received(length)) {
            return Http2Error.FLOW_CONTROL_ERROR;
        }
        emptyData = data.isReadable() || last ? 0 : emptyData + 1;
        if (emptyData > limits.emptyFrames()) {
            return Http2Error.ENHANCE_YOUR_CALM;
        }
        ClientStream stream = streams.find(id);
        ClientStream.User user = stream == null ? null : stream.user();
        if (stream == null || user == null || stream.closed) {
            inflow.consumed(length);
            return stream == null ? unknown(id) : Http2Error.NO_ERROR;
        }
        stream.receiveWindow -= length;
        Http2Error error = faultOf(stream, data.readableBytes(), last);
        if (error != Http2Error.NO_ERROR) {
            inflow.consumed(length);
            ends.cut(stream, error);
            return Http2Error.NO_ERROR;
        }
        int free = padding + user.received(data);
        if (free > 0) {
            inflow.consumed(stream, free);
        }
        if (last) {
            end(stream, user, NO_LINES);
        } else {
            user.proceed();
        }
        return Http2Error.NO_ERROR;
    }

    private static Http2Error faultOf(ClientStream stream, int bytes, boolean last) {
        if (stream.remoteEnded) {
            return Http2Error.STREAM_CLOSED;
        }
        if (stream.receiveWindow < 0) {
            return Http2Error.FLOW_CONTROL_ERROR;
        }
        return stream.expects(bytes, last) ? Http2Error.NO_ERROR : Http2Error.PROTOCOL_ERROR;
    }

    @Override
    public Http2Error reset(int id) {
        ClientStream stream = streams.find(id);
        if (stream == null) {
            return id > lastStream && id <= lastWelcome
                    ? Http2Error.PROTOCOL_ERROR
                    : Http2Error.NO_ERROR;
        }
        ends.close(stream);
        return resets.add(requests.nanoTime()) ? Http2Error.NO_ERROR : Http2Error.ENHANCE_YOUR_CALM;
    }

    @Override
    public Http2Error setting(int id, long value) {
        switch (id) {
            case HEADER_TABLE_SIZE -> writer.encoder().tableBytes(value);
            case ENABLE_PUSH -> {
                return value > 1 ? Http2Error.PROTOCOL_ERROR : Http2Error.NO_ERROR;
            }
            case INITIAL_WINDOW_SIZE -> {
                return value > Integer.MAX_VALUE || !openAll(outflow.firstWindow((int) value))
                        ? Http2Error.FLOW_CONTROL_ERROR
                        : Http2Error.NO_ERROR;
            }
            case MAX_FRAME_SIZE -> {
                return value < Frame.MAX_PAYLOAD || value > LARGEST_FRAME
                        ? Http2Error.PROTOCOL_ERROR
                        : Http2Error.NO_ERROR;
            }
            default -> {}
        }
        return Http2Error.NO_ERROR;
    }

    private boolean openAll(int more) {
        boolean[] fine = {true};
        streams.forEach(stream -> fine[0] &= outflow.opened(stream, more));
        return fine[0];
    }

    @Override
    public Http2Error settingsEnd() {
        writer.settingsAck();
        outflow.wake();
        return idleFrame();
    }

    @Override
    public Http2Error ping(long content, boolean ack) {
        if (ack) {
            requests.answered(content);
            return Http2Error.NO_ERROR;
        }
        writer.ping(content, true);
        return idleFrame();
    }

    @Override
    public Http2Error idleFrame() {
        return requests.bears() ? Http2Error.NO_ERROR : Http2Error.ENHANCE_YOUR_CALM;
    }

    @Override
    public Http2Error windowUpdate(int id, int more) {
        if (id == 0) {
            Http2Error wrong = more == 0 ? Http2Error.PROTOCOL_ERROR : Http2Error.NO_ERROR;
            boolean fine = outflow.opened(more);
            outflow.wake();
            return fine ? wrong : Http2Error.FLOW_CONTROL_ERROR;
        }
        ClientStream stream = streams.find(id);
        if (stream == null) {
            return id > lastStream && id <= lastWelcome
                    ? Http2Error.PROTOCOL_ERROR
                    : Http2Error.NO_ERROR;
        }
        if (more == 0) {
            ends.cut(stream, Http2Error.PROTOCOL_ERROR);
        } else if (!outflow.opened(stream, more)) {
            ends.cut(stream, Http2Error.FLOW_CONTROL_ERROR);
        } else {
            outflow.wake(stream);
        }
        return Http2Error.NO_ERROR;
    }

    @Override
    public Http2Error streamFault(int id, Http2Error error) {
        ClientStream stream = streams.find(id);
        if (stream == null) {
            return unknown(id);
        }
        ends.cut(stream, error);
        return Http2Error.NO_ERROR;
    }
}
