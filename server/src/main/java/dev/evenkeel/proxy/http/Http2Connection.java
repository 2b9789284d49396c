package dev.evenkeel.proxy.http;

import dev.evenkeel.proxy.balance.Node;
import dev.evenkeel.proxy.http2.ClientFrames;
import dev.evenkeel.proxy.http2.ClientStream;
import dev.evenkeel.proxy.http2.FrameWriter;
import dev.evenkeel.proxy.message.ResponseHead;
import dev.evenkeel.proxy.net.Closing;
import dev.evenkeel.proxy.net.Idleness;
import dev.evenkeel.proxy.net.OpenFrontend;
import dev.evenkeel.proxy.route.Route;
import dev.evenkeel.proxy.tls.ClientTls;
import dev.evenkeel.proxy.tls.Farewell;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http2.Http2Error;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A client's HTTP/2 connection: what its streams have in common. On one event loop.
///
/// What its streams send is flushed once for all that happened in the same turn of the loop.
@SuppressWarnings("FutureReturnValueIgnored") // Netty tells failures through the channel's events.
final class Http2Connection extends ChannelDuplexHandler implements FrameWriter.Out {
    private static final long FAREWELL_MILLIS = 1_000;

    /// A client that does not read is read no further once so many bytes wait for it. Bodies wait
    /// in their streams; but heads, and what answers its frames, leave at once.
    private static final long MOST_UNREAD = 256 * 1024;

    /// What the last PING holds.
    static final long FAREWELL = 1;

    private final Channel channel;
    private final OpenFrontend frontend;
    private final Worker worker;
    private final Peer peer;
    private final Idleness.Watch watch;
    private final long lastRequestAfter;
    private final Http2Streams streams;
    private final ClientFrames frames;
    private final Runnable flushAll = this::flushAll;
    private @Nullable ChannelHandlerContext added;
    private boolean flushing;
    private boolean broken;
    private boolean lingering;
    private boolean closing;
    private Retirement retirement = Retirement.NONE;

    Http2Connection(
            Channel channel,
            OpenFrontend frontend,
            Worker worker,
            Route.Http route,
            ClientTls tls) {
        this.channel = channel;
        this.frontend = frontend;
        this.worker = worker;
        this.peer = Peer.of(channel, tls, worker.forwardedFields());
        this.watch = worker.idleness().watch(route.options().idleTimeout(), this::idle);
        this.lastRequestAfter = worker.nanoTime() + route.options().clientKeepAlive().toNanos();
        this.streams = new Http2Streams(worker, this);
        this.frames =
                new ClientFrames(
                        Http2Limits.DEFAULT.frames(),
                        worker.translation().heads(),
                        streams,
                        this,
                        channel.alloc());
        ConnectionCount.opened(worker, frontend.node());
    }

    /// How far it is with its end (RFC 9113, 6.8): the client is asked to send no more; then it is
    /// told which requests were still taken; then those end.
    private enum Retirement {
        NONE,
        ANNOUNCED,
        FINAL
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        added = context;
        if (channel.isActive()) {
            frames.greet();
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        frames.greet();
        context.fireChannelActive();
    }

    private ChannelHandlerContext context() {
        ChannelHandlerContext context = added;
        if (context == null) {
            throw new IllegalStateException("not in a pipeline yet");
        }
        return context;
    }

    @Override
    public void write(ByteBuf bytes) {
        ConnectionCount.sent(worker, node(), bytes.readableBytes());
        ChannelHandlerContext context = context();
        context.write(bytes, context.voidPromise());
    }

    @Override
    public void flush() {
        context().flush();
    }

    @Override
    public void flushSoon() {
        if (!flushing) {
            flushing = true;
            channel.eventLoop().execute(flushAll);
        }
    }

    private void flushAll() {
        flushing = false;
        frames.flush();
    }

    @Override
    public long room() {
        return channel.bytesBeforeUnwritable();
    }

    Node node() {
        return frontend.node();
    }

    Peer peer() {
        return peer;
    }

    Route route() {
        return frontend.route();
    }

    int listenerPort() {
        return frontend.current().address().port();
    }

    ByteBufAllocator allocator() {
        return channel.alloc();
    }

    void used() {
        watch.used();
    }

    /// A request begins.
    void begins() {
        if (worker.nanoTime() - lastRequestAfter > 0) {
            retire();
        }
    }

    /// A request ended.
    void ends() {
        if (frames.isIdle()) {
            streams.trim();
            if (retirement == Retirement.FINAL) {
                closeSoon();
            }
        }
    }

    /// A request is over that may be used again.
    void isDone(Http2Request request) {
        streams.isDone(request);
    }

    boolean isWritable(ClientStream stream) {
        return frames.isWritable(stream);
    }

    /// So many bytes of the stream's data have left our hands: the client may send as many more.
    void consumed(ClientStream stream, int bytes) {
        frames.consumed(stream, bytes);
    }

    void send(ClientStream stream, ResponseHead head, boolean last) {
        streams.progress();
        frames.send(stream, head, last);
    }

    /// Takes over the reference to `data`.
    void send(ClientStream stream, ByteBuf data, boolean last) {
        streams.progress();
        frames.send(stream, data, last);
    }

    void sendTrailers(ClientStream stream, byte[] lines) {
        frames.sendTrailers(stream, lines);
    }

    void sendContinue(ClientStream stream) {
        frames.sendContinue(stream);
    }

    void reset(ClientStream stream, Http2Error error) {
        frames.reset(stream, error);
    }

    private void retire() {
        if (retirement == Retirement.NONE) {
            retirement = Retirement.ANNOUNCED;
            frames.goAway(Integer.MAX_VALUE, Http2Error.NO_ERROR);
            frames.ping(FAREWELL);
            channel.eventLoop()
                    .schedule(this::retireFinally, FAREWELL_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    /// The client has heard that it retires: whatever it sent before is here.
    void retireFinally() {
        if (retirement == Retirement.ANNOUNCED) {
            retirement = Retirement.FINAL;
            frames.goAway(frames.lastStream(), Http2Error.NO_ERROR);
            ends();
        }
    }

    /// Nothing follows the last words of a connection that was broken off: io_uring's transport
    /// trips over a write that is on its way while the sending side ends.
    private void closeSoon() {
        if (!broken) {
            closing = true;
            channel.eventLoop().execute(this::closeWhenSent);
        }
    }

    private void closeWhenSent() {
        if (!broken) {
            channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(_ -> channel.close());
        }
    }

    /// Who does not even take the good-bye is left without one.
    private void idle() {
        if (closing) {
            Farewell.cut(channel);
        } else if (frames.isIdle()) {
            frames.goAway(frames.lastStream(), Http2Error.NO_ERROR);
            closeSoon();
        }
    }

    /// The client broke the rules, and is told so.
    private void breakOff(Http2Error why) {
        broken = true;
        frames.goAway(frames.lastStream(), why);
        frames.flush();
        frames.close();
        channel.close();
    }

    /// What the client is told must reach it: a socket closed with unread bytes is reset, and takes
    /// the last words with it.
    @Override
    public void close(ChannelHandlerContext context, ChannelPromise promise) {
        if (lingering) {
            channel.closeFuture().addListener(_ -> promise.trySuccess());
        } else if (broken && channel instanceof SocketChannel socket) {
            lingering = true;
            context.flush();
            Farewell.say(socket);
            long linger = worker.limits().linger().toMillis();
            channel.eventLoop()
                    .schedule(() -> context.close(promise), linger, TimeUnit.MILLISECONDS);
        } else {
            context.close(promise);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        var bytes = (ByteBuf) message;
        watch.used();
        ConnectionCount.received(worker, node(), bytes.readableBytes());
        if (lingering) {
            bytes.release();
        } else {
            Http2Error error = frames.read(bytes);
            if (error != Http2Error.NO_ERROR) {
                breakOff(error);
            } else if (!channel.isWritable() && channel.bytesBeforeWritable() > MOST_UNREAD) {
                channel.config().setAutoRead(false);
            }
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        worker.translation().proceed();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (channel.isWritable()) {
            channel.config().setAutoRead(true);
            frames.writabilityChanged();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event == Closing.FRONTEND_GONE) {
            retire();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        watch.stop();
        frames.close();
        ConnectionCount.closed(worker, node());
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        channel.close();
    }
}
