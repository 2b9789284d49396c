package dev.evenkeel.proxy.http;

import dev.evenkeel.proxy.balance.Node;
import dev.evenkeel.proxy.http2.Frames;
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
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Stream;
import io.netty.handler.codec.http2.ReadOnlyHttp2Headers;
import io.netty.util.AsciiString;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.TimeUnit;

/// A client's HTTP/2 connection: what its streams have in common. On one event loop.
///
/// Stands in the pipeline before the codec, so that it sees the bytes that come and go. What
/// streams send is flushed once for all that happened in the same turn of the loop.
@SuppressWarnings("FutureReturnValueIgnored") // Netty tells failures through the channel's events.
final class Http2Connection extends ChannelDuplexHandler {
    private static final Http2Headers CONTINUE =
            ReadOnlyHttp2Headers.serverHeaders(false, AsciiString.cached("100"));
    private static final long FAREWELL_MILLIS = 1_000;

    /// What the last PING holds.
    static final long FAREWELL = 1;

    private final Channel channel;
    private final OpenFrontend frontend;
    private final Worker worker;
    private final Peer peer;
    private final Idleness.Watch watch;
    private final long lastRequestAfter;
    private final Http2Streams streams;
    private final Frames frames;
    private boolean broken;
    private boolean lingering;
    private boolean silent;
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
        this.frames = streams.frames();
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
    public void handlerAdded(ChannelHandlerContext context) throws Http2Exception {
        frames.addAfter(context);
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
        if (retirement == Retirement.FINAL && frames.isIdle()) {
            closeSoon();
        }
    }

    boolean isWritable(Http2Stream stream) {
        return frames.isWritable(stream);
    }

    /// So many bytes of the stream's data have left our hands: the client may send as many more.
    void consumed(Http2Stream stream, int bytes) {
        frames.consumed(stream, bytes);
    }

    ChannelFuture send(Http2Stream stream, Http2Headers headers, boolean last) {
        streams.progress();
        return frames.write(stream, headers, last);
    }

    ChannelFuture send(Http2Stream stream, ByteBuf data, boolean last) {
        streams.progress();
        return frames.write(stream, data, last);
    }

    void sendContinue(Http2Stream stream) {
        send(stream, CONTINUE, false);
    }

    void reset(Http2Stream stream, Http2Error error) {
        frames.reset(stream, error);
    }

    private void retire() {
        if (retirement == Retirement.NONE) {
            retirement = Retirement.ANNOUNCED;
            frames.goAway(Integer.MAX_VALUE);
            frames.ping(FAREWELL);
            channel.eventLoop()
                    .schedule(this::retireFinally, FAREWELL_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    /// The client has heard that it retires: whatever it sent before is here.
    void retireFinally() {
        if (retirement == Retirement.ANNOUNCED) {
            retirement = Retirement.FINAL;
            frames.goAway(frames.lastStream());
            ends();
        }
    }

    private void closeSoon() {
        channel.eventLoop()
                .execute(() ->
                        channel.writeAndFlush(Unpooled.EMPTY_BUFFER)
                                .addListener(_ -> channel.close()));
    }

    private void idle() {
        if (frames.isIdle()) {
            frames.goAway(frames.lastStream());
            closeSoon();
        }
    }

    /// The client broke the rules, and was told so.
    void breaksOff() {
        broken = true;
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
            silent = true;
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
            context.fireChannelRead(bytes);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) throws Http2Exception {
        streams.readComplete();
        context.fireChannelReadComplete();
    }

    /// Nothing follows the last words: a write that is on its way while the sending side ends is
    /// lost, and io_uring's transport trips over it.
    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        var bytes = (ByteBuf) message;
        if (silent) {
            bytes.release();
            promise.tryFailure(new ClosedChannelException());
            return;
        }
        ConnectionCount.sent(worker, node(), bytes.readableBytes());
        context.write(bytes, promise);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event == Closing.FRONTEND_GONE) {
            retire();
        }
        context.fireUserEventTriggered(event);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        watch.stop();
        ConnectionCount.closed(worker, node());
        context.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        channel.close();
    }
}
