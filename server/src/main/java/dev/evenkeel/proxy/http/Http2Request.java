package dev.evenkeel.proxy.http;

import dev.evenkeel.proxy.balance.Counter;
import dev.evenkeel.proxy.balance.Node;
import dev.evenkeel.proxy.balance.TargetProtocol;
import dev.evenkeel.proxy.http2.BodyBytes;
import dev.evenkeel.proxy.http2.BodyFrames;
import dev.evenkeel.proxy.http2.RequestFields;
import dev.evenkeel.proxy.http2.ResponseFields;
import dev.evenkeel.proxy.message.Framing;
import dev.evenkeel.proxy.message.HeadBuffer;
import dev.evenkeel.proxy.message.Method;
import dev.evenkeel.proxy.message.RequestHead;
import dev.evenkeel.proxy.net.Idleness;
import dev.evenkeel.proxy.route.AddedFields;
import dev.evenkeel.proxy.route.HttpOptions;
import dev.evenkeel.proxy.route.Route;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.handler.codec.http2.EmptyHttp2Headers;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Stream;
import org.jspecify.annotations.Nullable;

/// One request of an HTTP/2 connection, and its response, on a stream of their own. On the
/// connection's event loop.
///
/// Its head and body are given to the exchange as an HTTP/1 message, and what the exchange sends is
/// turned into frames. Data that cannot be sent on yet waits here; the client may send no more than
/// its window until it is.
final class Http2Request implements Client, BodyFrames.Sink {
    private final Http2Connection connection;
    private final Http2Stream stream;
    private final Worker worker;
    private final Exchange exchange;
    private final Idleness.Watch watch;
    private final BodyFrames body;
    private @Nullable Http2Headers waiting;
    private @Nullable Http2Headers trailers;
    private @Nullable ByteBuf pending;
    private @Nullable ChannelFuture lastSent;
    private Method method = Method.OTHER;
    private boolean chunked;
    private boolean grpc;
    private boolean ended;
    private boolean bodyIsSent;
    private boolean pumping;
    private boolean headIsSent;
    private boolean over;

    Http2Request(
            Http2Connection connection,
            Http2Stream stream,
            Http2Headers headers,
            Worker worker,
            Route.Http route) {
        this.connection = connection;
        this.stream = stream;
        this.waiting = headers;
        this.worker = worker;
        this.exchange = worker.exchanges().take(this);
        this.body = new BodyFrames(worker.translation().names());
        this.watch = worker.idleness().watch(route.options().idleTimeout(), this::idle);
    }

    @Override
    public Node node() {
        return connection.node();
    }

    @Override
    public Peer peer() {
        return connection.peer();
    }

    @Override
    public int listenerPort() {
        return connection.listenerPort();
    }

    @Override
    public int unread() {
        return readable();
    }

    @Override
    public boolean canBeServedBy(TargetProtocol targets) {
        return switch (targets) {
            case HTTP1 -> !grpc;
            case HTTP2 -> true;
            case GRPC -> method == Method.POST;
        };
    }

    @Override
    public void used() {
        watch.used();
        connection.used();
    }

    /// A part of the request's body came. How many bytes of it the client may send anew at once.
    int received(ByteBuf data) {
        if (over) {
            return data.readableBytes();
        }
        watch.used();
        exchange.record().requestBytes(data.readableBytes());
        pending = pending == null ? data.retain() : ByteBufs.join(pending, data.retain());
        return 0;
    }

    /// The request is whole.
    void end(@Nullable Http2Headers with) {
        ended = true;
        trailers = with;
    }

    /// Goes on with what came: begins, if it did not yet.
    void proceed() {
        if (waiting != null) {
            begin(waiting);
        }
        pump();
    }

    private void begin(Http2Headers headers) {
        waiting = null;
        boolean whole = ended && trailers == null;
        int length = whole ? readable() : RequestFields.OPEN;
        HeadBuffer text = worker.translation().request();
        if (!RequestFields.write(headers, length, text)) {
            over = true;
            dropPending();
            connection.reset(stream, Http2Error.PROTOCOL_ERROR);
            return;
        }
        int end = worker.readRequest(text);
        RequestHead head = worker.request();
        AccessRecord record = exchange.record();
        int status = Admission.refusal(head, end, connection.route(), record);
        if (status > 0) {
            HttpOptions options = Admission.options(connection.route());
            if (end > 0) {
                record.begin(head, end, options);
            } else {
                record.beginUnreadable(text.length(), options, head.desync());
            }
            refuse(status);
            return;
        }
        method = head.method();
        grpc = RequestFields.isGrpc(headers);
        if (grpc) {
            record.acted(Counter.GRPC_REQUESTS);
        }
        chunked = head.fields().isChunked();
        bodyIsSent = ended && pending == null && !chunked;
        if (!ended && pending == null && head.expectsContinue()) {
            connection.sendContinue(stream);
        }
        switch (connection.route()) {
            case Route.Http http -> exchange.begin(head, head.end(), http);
            case Route.Stream _ -> abort();
        }
    }

    private void refuse(int status) {
        exchange.record().answered(status);
        answer(Answer.page(status));
    }

    private int readable() {
        return pending == null ? 0 : pending.readableBytes();
    }

    @Override
    public ByteBuf message(HeadBuffer head) {
        boolean inline = readable() <= worker.limits().inlineBodyBytes();
        ByteBuf data = inline ? takePending() : null;
        if (data == null) {
            return allocate(head.length()).writeBytes(head.bytes(), 0, head.length());
        }
        ByteBuf message = allocate(head.length() + BodyBytes.chunkBytes(data.readableBytes()));
        message.writeBytes(head.bytes(), 0, head.length());
        if (chunked) {
            BodyBytes.appendChunk(data, message);
        } else {
            message.writeBytes(data);
            bodyIsSent = ended;
        }
        data.release();
        return message;
    }

    private @Nullable ByteBuf takePending() {
        ByteBuf data = pending;
        pending = null;
        if (data != null) {
            connection.consumed(stream, data.readableBytes());
        }
        return data;
    }

    @Override
    public void pump() {
        if (pumping) {
            return;
        }
        pumping = true;
        ByteBuf data = exchange.takesBody() ? takePending() : null;
        if (data != null) {
            sendBody(data);
        }
        if (ended && pending == null && !bodyIsSent && exchange.takesBody()) {
            bodyIsSent = true;
            if (chunked) {
                exchange.sendBody(endOfBody());
            }
        }
        pumping = false;
    }

    private void sendBody(ByteBuf data) {
        if (!chunked) {
            bodyIsSent = ended;
            exchange.sendBody(data);
            return;
        }
        ByteBuf chunk = allocate(BodyBytes.chunkBytes(data.readableBytes()));
        BodyBytes.appendChunk(data, chunk);
        data.release();
        exchange.sendBody(chunk);
    }

    private ByteBuf endOfBody() {
        Http2Headers fields = trailers == null ? EmptyHttp2Headers.INSTANCE : trailers;
        return BodyBytes.end(fields, connection.allocator());
    }

    @Override
    public boolean bodyIsWhole() {
        return bodyIsSent;
    }

    /// The frames' own rules say what is malformed, before it comes here.
    @Override
    public boolean bodyIsMalformed() {
        return false;
    }

    /// Nothing can be switched to on a stream: such a request is never made.
    @Override
    public void tunnel() {
        abort();
    }

    @Override
    public boolean isWritable() {
        return connection.isWritable(stream);
    }

    void writabilityChanged() {
        exchange.clientWritabilityChanged();
    }

    @Override
    public ByteBuf allocate(int bytes) {
        return connection.allocator().directBuffer(bytes);
    }

    @Override
    public void send(ByteBuf bytes) {
        if (over) {
            bytes.release();
            return;
        }
        exchange.record().responseBytes(bytes.readableBytes());
        if (headIsSent) {
            body.send(bytes, this);
        } else {
            sendHead(bytes);
        }
    }

    @Override
    public void sendLater(ByteBuf bytes) {
        send(bytes);
    }

    /// A head is always whole in one buffer; the body begins in the same one, or comes later.
    private void sendHead(ByteBuf bytes) {
        Translation translation = worker.translation();
        int end = translation.readResponse(bytes);
        if (end <= 0) {
            bytes.release();
            abort();
            return;
        }
        var framing = new Framing();
        framing.of(translation.response(), method);
        body.begin(framing);
        headIsSent = true;
        Http2Headers headers = ResponseFields.of(translation.response(), translation.names());
        lastSent = connection.send(stream, headers, framing.isDone());
        bytes.skipBytes(end);
        if (bytes.isReadable()) {
            body.send(bytes, this);
        } else {
            bytes.release();
        }
    }

    @Override
    public void data(ByteBuf bytes, boolean last) {
        lastSent = connection.send(stream, bytes, last);
    }

    @Override
    public void trailers(Http2Headers fields) {
        lastSent = connection.send(stream, fields, true);
    }

    /// Other requests come on streams of their own.
    @Override
    public boolean isLastRequest() {
        return false;
    }

    @Override
    public void closeAfterThisRequest() {
        // The end of a stream says that its response is whole.
    }

    @Override
    public void answer(Answer answer) {
        AddedFields added = Admission.options(connection.route()).added();
        byte[] message = answer.render(worker.date(), true, method != Method.HEAD, added);
        send(allocate(message.length).writeBytes(message));
        requestDone();
    }

    /// The client need not send the rest of a request that was answered.
    @Override
    public void requestDone() {
        over = true;
        dropPending();
        if (!ended && lastSent != null) {
            lastSent.addListener(_ -> connection.reset(stream, Http2Error.NO_ERROR));
        }
    }

    @Override
    public void closeAfterFlush() {
        abort();
    }

    @Override
    public void abort() {
        over = true;
        dropPending();
        connection.reset(stream, Http2Error.INTERNAL_ERROR);
    }

    private void idle() {
        if (exchange.isBusy()) {
            exchange.timedOut(!ended && pending == null);
        } else {
            abort();
        }
    }

    /// The client or the connection ended it, or both sides are done.
    void closed() {
        over = true;
        watch.stop();
        dropPending();
        exchange.clientGone();
        worker.exchanges().giveBack(exchange, 0);
    }

    private void dropPending() {
        ByteBuf data = takePending();
        if (data != null) {
            data.release();
        }
    }
}
