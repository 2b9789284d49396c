package dev.evenkeel.proxy.http2;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http2.DefaultHttp2Connection;
import io.netty.handler.codec.http2.DefaultHttp2RemoteFlowController;
import io.netty.handler.codec.http2.Http2Connection.PropertyKey;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2EventAdapter;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2LocalFlowController;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2Stream;
import io.netty.handler.codec.http2.UniformStreamByteDistributor;
import org.jspecify.annotations.Nullable;

/// Our side of an HTTP/2 connection to a target, on Netty's codec: streams, what is written to
/// them, windows.
///
/// What is written is flushed once for all that happens in the same turn of the event loop.
/// Priorities are ignored: streams share what there is.
@SuppressWarnings("FutureReturnValueIgnored") // Netty tells failures through the channel's events.
public final class Frames {
    private final DefaultHttp2Connection connection;
    private final FrameHandler handler;
    private final int window;
    private final Runnable flush = this::flush;
    private @Nullable ChannelHandlerContext added;
    private boolean flushing;

    private Frames(DefaultHttp2Connection connection, Settings settings, Listening listening) {
        this.connection = connection;
        this.window = settings.connectionWindow;
        connection.addListener(listening.listener);
        connection
                .remote()
                .flowController(
                        new DefaultHttp2RemoteFlowController(
                                connection,
                                new UniformStreamByteDistributor(connection),
                                listening.writability::writabilityChanged));
        this.handler = FrameHandler.of(connection, settings, listening.listener);
    }

    /// What a target may do. `sent` is told to it. `connectionWindow`: bytes of bodies that may be
    /// on their way to us. `emptyFrames`: frames without data in a row. Streams may be reset
    /// without a limit: a target's clients and its load make that happen, too.
    public record Settings(Http2Settings sent, int connectionWindow, int emptyFrames) {}

    /// Who hears what the other side does, and of streams that may be written to again, or not.
    public record Listening(Http2EventAdapter listener, Writability writability) {}

    /// Hears of streams that may be written to again, or not.
    @FunctionalInterface
    public interface Writability {
        void writabilityChanged(Http2Stream stream);
    }

    /// The side of the load balancer towards a target.
    public static Frames towardsTarget(Settings settings, Listening listening) {
        return new Frames(new DefaultHttp2Connection(false, 0), settings, listening);
    }

    /// Stands in the pipeline after `previous` from now on, and says hello as soon as the channel
    /// is active.
    public void addAfter(ChannelHandlerContext previous) throws Http2Exception {
        ChannelPipeline pipeline = previous.pipeline();
        pipeline.addAfter(previous.name(), null, handler);
        added = pipeline.context(handler);
        Http2LocalFlowController flow = handler.decoder().flowController();
        int more = window - flow.windowSize(connection.connectionStream());
        flow.incrementWindowSize(connection.connectionStream(), more);
    }

    private ChannelHandlerContext context() {
        ChannelHandlerContext context = added;
        if (context == null) {
            throw new IllegalStateException("not in a pipeline yet");
        }
        return context;
    }

    /// A place for something of each stream.
    public PropertyKey newKey() {
        return connection.newKey();
    }

    /// A stream that the other side speaks of.
    public Http2Stream stream(int id) {
        return connection.stream(id);
    }

    /// Whether it has no stream.
    public boolean isIdle() {
        return connection.numActiveStreams() == 0;
    }

    /// How many streams we have open.
    public int open() {
        return connection.local().numActiveStreams();
    }

    /// Whether we may open one more, as far as is known yet.
    public boolean canOpen() {
        return connection.local().canOpenStream() && !connection.goAwayReceived();
    }

    /// Whether the other side said good-bye before it did anything with this stream of ours.
    public boolean isDisowned(Http2Stream stream) {
        return connection.goAwayReceived()
                && stream.id() > connection.local().lastStreamKnownByPeer();
    }

    /// Opens a stream; null if the other side, or the numbers, allow no more.
    public @Nullable Http2Stream openStream(Http2Headers headers, boolean last) {
        int id = canOpen() ? connection.local().incrementAndGetNextStreamId() : -1;
        if (id < 0) {
            return null;
        }
        flushSoon();
        handler.encoder().writeHeaders(context(), id, headers, 0, last, context().newPromise());
        return connection.stream(id);
    }

    public boolean isWritable(Http2Stream stream) {
        return handler.encoder().flowController().isWritable(stream);
    }

    public ChannelFuture write(Http2Stream stream, Http2Headers headers, boolean last) {
        flushSoon();
        return handler.encoder()
                .writeHeaders(context(), stream.id(), headers, 0, last, context().newPromise());
    }

    /// Takes over the reference to `data`.
    public ChannelFuture write(Http2Stream stream, ByteBuf data, boolean last) {
        flushSoon();
        return handler.encoder()
                .writeData(context(), stream.id(), data, 0, last, context().newPromise());
    }

    /// So many bytes of the stream's data have left our hands: as many more may come.
    public void consumed(Http2Stream stream, int bytes) {
        try {
            if (handler.decoder().flowController().consumeBytes(stream, bytes)) {
                flushSoon();
            }
        } catch (Http2Exception broken) {
            handler.onError(context(), true, broken);
        }
    }

    public void reset(Http2Stream stream, Http2Error error) {
        flushSoon();
        handler.resetStream(context(), stream.id(), error.code(), context().newPromise());
    }

    private void flushSoon() {
        if (!flushing) {
            flushing = true;
            context().executor().execute(flush);
        }
    }

    private void flush() {
        flushing = false;
        handler.flush(context());
    }
}
