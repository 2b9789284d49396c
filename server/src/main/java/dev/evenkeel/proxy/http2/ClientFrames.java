package dev.evenkeel.proxy.http2;

import dev.evenkeel.proxy.message.ResponseHead;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.http2.Http2Error;
import org.jspecify.annotations.Nullable;

/// The load balancer's side of a client's HTTP/2 connection (RFC 9113): its streams, its settings,
/// what ends one of them or all. On one event loop.
///
/// Nothing here keeps an object for a frame or a field: heads go from HPACK to the text of an
/// HTTP/1 request and back, and all that is sent in a turn of the loop leaves as one buffer.
public final class ClientFrames {
    private static final int MAX_CONCURRENT_STREAMS = 3;
    private static final int INITIAL_WINDOW_SIZE = 4;
    private static final int MAX_HEADER_LIST_SIZE = 6;
    private static final int CONTINUE = 100;

    private final Limits limits;
    private final FrameWriter writer;
    private final Outflow outflow;
    private final Inflow inflow;
    private final ClientStreams streams = new ClientStreams();
    private final StreamEnds ends;
    private final Reception reception;
    private final FrameReader reader;
    private boolean over;

    public ClientFrames(
            Limits limits,
            Heads heads,
            Requests requests,
            FrameWriter.Out out,
            ByteBufAllocator allocator) {
        this.limits = limits;
        this.writer = new FrameWriter(out, allocator, heads);
        this.ends = new StreamEnds(streams, writer, requests, new ResetCount(limits.resets));
        this.outflow = new Outflow(writer, out, streams, ends);
        this.inflow = new Inflow(writer, limits.connectionWindow, limits.streamWindow);
        var block = new HeadBlock(heads, limits.headBytes + limits.headBytes / 4);
        this.reception =
                new Reception(
                        limits, heads, requests, block, writer, outflow, inflow, streams, ends);
        this.reader = new FrameReader(reception, block, allocator);
    }

    /// What a client may do. `streams`: requests at once. `streamWindow`, `connectionWindow`: bytes
    /// of bodies on their way to us. `headBytes`: a head that is still read. `resets`: streams that
    /// may be reset in ten seconds, by either side. `emptyFrames`: frames without data in a row.
    public record Limits(
            int streams,
            int streamWindow,
            int connectionWindow,
            int headBytes,
            int resets,
            int emptyFrames) {}

    /// What the streams are used for.
    public interface Requests {
        /// A head comes: what [Heads#request] still holds is done with now.
        void expect();

        /// A request came, whose head is in [Heads#request]. Who hears of its stream from now on;
        /// null refuses it.
        ClientStream.@Nullable User begin(ClientStream stream);

        /// All of a request's head was told, but not its body.
        void begun(ClientStream.User user);

        /// A stream is over.
        void ended();

        /// A frame that costs us more than it brings forward. Whether that may go on.
        boolean bears();

        /// The client answered a PING.
        void answered(long content);

        long nanoTime();
    }

    /// Says hello.
    public void greet() {
        writer.settings(
                MAX_CONCURRENT_STREAMS,
                limits.streams,
                INITIAL_WINDOW_SIZE,
                limits.streamWindow,
                MAX_HEADER_LIST_SIZE,
                limits.headBytes);
        writer.windowUpdate(0, limits.connectionWindow - Outflow.FIRST_WINDOW);
    }

    /// Reads what came; takes over the reference. NO_ERROR, or why the connection must end.
    public Http2Error read(ByteBuf bytes) {
        Http2Error error = reader.read(bytes);
        boolean calm = error != Http2Error.NO_ERROR || over || !ends.areTooMany();
        return calm ? error : Http2Error.ENHANCE_YOUR_CALM;
    }

    public boolean isIdle() {
        return streams.count() == 0;
    }

    /// The last stream that the client opened.
    public int lastStream() {
        return reception.lastStream();
    }

    /// Asks the client to open no streams after `last`; those it opens nevertheless are ignored.
    public void goAway(int last, Http2Error why) {
        if (!over) {
            reception.welcomes(last);
            writer.goAway(last, why);
        }
    }

    public void ping(long content) {
        if (!over) {
            writer.ping(content, false);
        }
    }

    /// Whether what is sent on the stream leaves at once. If not, its user hears when it does.
    public boolean isWritable(ClientStream stream) {
        return outflow.isWritable(stream);
    }

    /// The client's socket takes more again.
    public void writabilityChanged() {
        outflow.drain();
        outflow.wake();
    }

    /// Sends a head that only announces the real one.
    public void sendContinue(ClientStream stream) {
        if (!stream.closed) {
            writer.status(stream.id(), CONTINUE, false);
        }
    }

    public void send(ClientStream stream, ResponseHead head, boolean last) {
        if (!stream.closed) {
            writer.head(stream.id(), head, last);
            if (last) {
                ends.localEnded(stream);
            }
        }
    }

    /// Takes over the reference to `data`.
    public void send(ClientStream stream, ByteBuf data, boolean last) {
        if (stream.closed || over) {
            data.release();
        } else {
            outflow.send(stream, data, last);
        }
    }

    /// Sends trailers, which stand in `lines` together with the empty line that ends them.
    public void sendTrailers(ClientStream stream, byte[] lines) {
        if (!stream.closed) {
            outflow.sendTrailers(stream, lines);
        }
    }

    /// So many bytes of the stream's data have left our hands: as many more may come.
    public void consumed(ClientStream stream, int bytes) {
        if (!over) {
            inflow.consumed(stream, bytes);
        }
    }

    /// Ends a stream in the middle of it.
    public void reset(ClientStream stream, Http2Error error) {
        ends.reset(stream, error);
    }

    /// Ends what is to end, and sends all that was written. Comes once in a turn of the loop.
    public void flush() {
        ends.endAll();
        if (!over) {
            writer.flush();
            outflow.drain();
            outflow.wake();
        }
    }

    /// The connection is over, and with it all streams.
    public void close() {
        over = true;
        ends.closeAll();
        reader.close();
        writer.close();
    }
}
