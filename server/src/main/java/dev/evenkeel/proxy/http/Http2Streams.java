package dev.evenkeel.proxy.http;

import dev.evenkeel.proxy.http2.Frames;
import dev.evenkeel.proxy.route.Route;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Connection.PropertyKey;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2EventAdapter;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Flags;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2Stream;
import org.jspecify.annotations.Nullable;

/// Hears the frames of one HTTP/2 client: gives each to its request, and ends a connection that
/// only makes work.
///
/// A request with a body begins with its first data, or once all that came together with its head
/// was read: so a small body leaves in one send with its head.
final class Http2Streams extends Http2EventAdapter {
    private final Worker worker;
    private final Http2Connection connection;
    private final Http2Limits limits = Http2Limits.DEFAULT;
    private final Frames frames;
    private final PropertyKey requests;
    private @Nullable Http2Request unbegun;
    private int strain;

    Http2Streams(Worker worker, Http2Connection connection) {
        this.worker = worker;
        this.connection = connection;
        this.frames =
                Frames.towardsClient(
                        limits.settings(), new Frames.Listening(this, this::writabilityChanged));
        this.requests = frames.newKey();
    }

    Frames frames() {
        return frames;
    }

    /// The client got something of what it asked for.
    void progress() {
        strain = 0;
    }

    private void writabilityChanged(Http2Stream stream) {
        Http2Request request = stream.getProperty(requests);
        if (request != null) {
            request.writabilityChanged();
        }
    }

    /// All that came together was read.
    void readComplete() {
        Http2Request request = unbegun;
        unbegun = null;
        if (request != null) {
            request.proceed();
        }
    }

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
        onHeadersRead(context, id, headers, padding, last);
    }

    @Override
    public void onHeadersRead(
            ChannelHandlerContext context,
            int id,
            Http2Headers headers,
            int padding,
            boolean last) {
        Http2Stream stream = frames.stream(id);
        Http2Request request = stream.getProperty(requests);
        if (request != null) {
            request.end(headers);
            proceed(request);
            return;
        }
        readComplete();
        if (connection.route() instanceof Route.Http route) {
            begin(stream, new Http2Request(connection, stream, headers, worker, route), last);
        } else {
            frames.reset(stream, Http2Error.REFUSED_STREAM);
        }
    }

    private void begin(Http2Stream stream, Http2Request request, boolean last) {
        stream.setProperty(requests, request);
        connection.begins();
        if (last) {
            request.end(null);
            request.proceed();
        } else {
            unbegun = request;
        }
    }

    private void proceed(Http2Request request) {
        if (unbegun == request) {
            unbegun = null;
        }
        request.proceed();
    }

    @Override
    public int onDataRead(
            ChannelHandlerContext context, int id, ByteBuf data, int padding, boolean last) {
        Http2Request request = frames.stream(id).getProperty(requests);
        if (request == null) {
            return data.readableBytes() + padding;
        }
        int free = padding + request.received(data);
        if (last) {
            request.end(null);
        }
        proceed(request);
        return free;
    }

    @Override
    public void onStreamClosed(Http2Stream stream) {
        Http2Request request = stream.removeProperty(requests);
        if (request != null) {
            if (unbegun == request) {
                unbegun = null;
            }
            request.closed();
        }
        connection.ends();
    }

    @Override
    public void onGoAwaySent(int lastStream, long error, ByteBuf reason) {
        if (error != Http2Error.NO_ERROR.code()) {
            connection.breaksOff();
        }
    }

    @Override
    public void onPingAckRead(ChannelHandlerContext context, long content) {
        if (content == Http2Connection.FAREWELL) {
            connection.retireFinally();
        }
    }

    @Override
    public void onPingRead(ChannelHandlerContext context, long content) throws Http2Exception {
        strain();
    }

    @Override
    public void onSettingsRead(ChannelHandlerContext context, Http2Settings settings)
            throws Http2Exception {
        strain();
    }

    @Override
    public void onPriorityRead(
            ChannelHandlerContext context, int id, int dependency, short weight, boolean exclusive)
            throws Http2Exception {
        strain();
    }

    @Override
    public void onUnknownFrame(
            ChannelHandlerContext context, byte type, int id, Http2Flags flags, ByteBuf payload) {
        strain++;
    }

    /// A frame that costs us more than it brings forward. Many of them without a response between
    /// them are an attack.
    private void strain() throws Http2Exception {
        strain++;
        if (strain > limits.strain()) {
            throw Http2Exception.connectionError(
                    Http2Error.ENHANCE_YOUR_CALM, "too many frames without a purpose");
        }
    }
}
