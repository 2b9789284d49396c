package dev.evenkeel.proxy.upstream;

import dev.evenkeel.proxy.balance.Endpoint;
import dev.evenkeel.proxy.http2.Frames;
import dev.evenkeel.proxy.net.Idleness;
import dev.evenkeel.proxy.tls.TargetTls;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.Http2Connection.PropertyKey;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2EventAdapter;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2Stream;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.AsciiString;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// An HTTP/2 connection to a target, shared by the requests of its event loop.
///
/// Requests may be assigned to it before it is open. One that is idle for long, or that the target
/// says good-bye on, closes once its last request is done.
@SuppressWarnings("FutureReturnValueIgnored") // Netty tells failures through the channel's events.
final class TargetSession extends ChannelInboundHandlerAdapter {
    /// Requests on one connection; more make another one.
    static final int MAX_STREAMS = 100;

    private static final int HEAD_BYTES = 48 * 1024;
    private static final int STREAM_WINDOW = 256 * 1024;
    private static final int CONNECTION_WINDOW = 4 * 1024 * 1024;
    private static final int EMPTY_FRAMES = 10;
    private static final AsciiString HTTP = AsciiString.cached("http");
    private static final AsciiString HTTPS = AsciiString.cached("https");
    private static final Frames.Settings SETTINGS =
            new Frames.Settings(
                    new Http2Settings()
                            .pushEnabled(false)
                            .initialWindowSize(STREAM_WINDOW)
                            .maxHeaderListSize(HEAD_BYTES),
                    CONNECTION_WINDOW,
                    EMPTY_FRAMES);

    private final SessionPool pool;
    private final SessionTranslation translation;
    private final Idleness.Watch idleWatch;
    private final Frames frames;
    private final PropertyKey requests;
    private final List<TargetStream> waiting = new ArrayList<>();
    private @Nullable ChannelFuture connecting;
    private boolean open;
    private boolean leaving;

    TargetSession(
            SessionPool pool,
            SessionTranslation translation,
            Idleness idleness,
            Duration idleTimeout) {
        this.pool = pool;
        this.translation = translation;
        this.idleWatch = idleness.watch(idleTimeout, this::close);
        idleWatch.stop();
        this.frames =
                Frames.towardsTarget(
                        SETTINGS, new Frames.Listening(new Events(), this::writabilityChanged));
        this.requests = frames.newKey();
    }

    /// Open is what it is once TLS is settled, if `tls` is wanted.
    void opening(ChannelFuture future, TargetTls tls) {
        connecting = future;
        Channel channel = future.channel();
        future.addListener(_ -> {
            if (future.isSuccess() && endpoint().isEncrypted()) {
                SslHandler handler = tls.http2Handler(channel.alloc(), endpoint().address());
                channel.pipeline().addFirst(handler);
                handler.handshakeFuture().addListener(shaken -> shaken(channel, handler, shaken));
            } else if (future.isSuccess()) {
                opened(channel);
            } else {
                failed(channel, future.cause());
            }
        });
    }

    /// HTTP/2 over TLS must be agreed on (RFC 9113, 3.2).
    private void shaken(Channel channel, SslHandler tls, Future<?> outcome) throws Http2Exception {
        if (!outcome.isSuccess()) {
            failed(channel, TargetTls.failure(outcome.cause()));
        } else if (ApplicationProtocolNames.HTTP_2.equals(tls.applicationProtocol())) {
            opened(channel);
        } else {
            failed(channel, new SSLException("the target does not agree on HTTP/2"));
        }
    }

    private void failed(Channel channel, Throwable cause) {
        leaving = true;
        pool.closed(this);
        channel.close();
        takeWaiting().forEach(stream -> stream.connectFailed(cause));
    }

    private void opened(Channel channel) throws Http2Exception {
        frames.addAfter(channel.pipeline().context(this));
        open = true;
        pool.endpoint().trust();
        takeWaiting().forEach(TargetStream::connected);
        if (frames.isIdle()) {
            idleWatch.start();
        }
    }

    Endpoint endpoint() {
        return pool.endpoint();
    }

    SessionTranslation translation() {
        return translation;
    }

    Frames frames() {
        return frames;
    }

    AsciiString scheme() {
        return endpoint().isEncrypted() ? HTTPS : HTTP;
    }

    ByteBufAllocator allocator() {
        if (connecting == null) {
            throw new IllegalStateException("nothing is connected yet");
        }
        return connecting.channel().alloc();
    }

    boolean isOpen() {
        return open;
    }

    /// Whether it can carry one more request.
    boolean hasRoom() {
        boolean room = frames.open() + waiting.size() < MAX_STREAMS;
        return room && !leaving && (!open || frames.canOpen());
    }

    /// A request that will be sent once the connection is open, or now.
    TargetStream assign(Upstream.User user) {
        var stream = new TargetStream(this, user);
        if (!open) {
            waiting.add(stream);
        }
        return stream;
    }

    /// The request is not sent.
    void forget(TargetStream stream) {
        waiting.remove(stream);
    }

    private List<TargetStream> takeWaiting() {
        var taken = List.copyOf(waiting);
        waiting.clear();
        return taken;
    }

    /// Opens the stream of a request; null if the target takes no more.
    @Nullable Http2Stream open(TargetStream request, Http2Headers headers, boolean last) {
        Http2Stream stream = open ? frames.openStream(headers, last) : null;
        if (stream != null) {
            idleWatch.stop();
            stream.setProperty(requests, request);
        }
        return stream;
    }

    /// Tells a request that it cannot be sent here; not before its sending returns.
    void failSoon(TargetStream request) {
        if (connecting != null) {
            connecting.channel().eventLoop().execute(request::unprocessed);
        }
    }

    /// The target gets no more requests. With `cut`, those it has end, too.
    void leave(boolean cut) {
        leaving = true;
        if (cut || frames.isIdle() && waiting.isEmpty()) {
            close();
        }
    }

    private void close() {
        leaving = true;
        idleWatch.stop();
        if (connecting != null) {
            connecting.channel().close();
        }
    }

    private void writabilityChanged(Http2Stream stream) {
        TargetStream request = stream.getProperty(requests);
        if (request != null) {
            request.writabilityChanged();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        leaving = true;
        idleWatch.stop();
        pool.closed(this);
        context.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        close();
    }

    /// Hears the target's frames.
    private final class Events extends Http2EventAdapter {
        @Override
        public void onHeadersRead(
                ChannelHandlerContext context,
                int id,
                Http2Headers headers,
                int dependency,
                short weight,
                boolean exclusive,
                int padding,
                boolean last) {
            TargetStream request = frames.stream(id).getProperty(requests);
            if (request != null) {
                request.received(headers, last);
            }
        }

        @Override
        public int onDataRead(
                ChannelHandlerContext context, int id, ByteBuf data, int padding, boolean last) {
            TargetStream request = frames.stream(id).getProperty(requests);
            return padding
                    + (request == null ? data.readableBytes() : request.received(data, last));
        }

        @Override
        public void onRstStreamRead(ChannelHandlerContext context, int id, long error) {
            TargetStream request = frames.stream(id).getProperty(requests);
            if (request != null && error == Http2Error.REFUSED_STREAM.code()) {
                request.unprocessed();
            }
        }

        @Override
        public void onStreamClosed(Http2Stream stream) {
            TargetStream request = stream.removeProperty(requests);
            if (request != null && frames.isDisowned(stream)) {
                request.unprocessed();
            } else if (request != null) {
                request.closed();
            }
            if (frames.isIdle()) {
                idleWatch.start();
                if (leaving) {
                    close();
                }
            }
        }

        @Override
        public void onGoAwayReceived(int lastStream, long error, ByteBuf reason) {
            leave(false);
        }
    }
}
