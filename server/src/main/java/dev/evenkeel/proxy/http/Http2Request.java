package dev.evenkeel.proxy.http;

import dev.evenkeel.proxy.balance.Counter;
import dev.evenkeel.proxy.balance.Node;
import dev.evenkeel.proxy.balance.TargetProtocol;
import dev.evenkeel.proxy.http2.BodyBytes;
import dev.evenkeel.proxy.http2.BodyFrames;
import dev.evenkeel.proxy.http2.ClientStream;
import dev.evenkeel.proxy.http2.RequestText;
import dev.evenkeel.proxy.message.Fields;
import dev.evenkeel.proxy.message.Framing;
import dev.evenkeel.proxy.message.HeadBuffer;
import dev.evenkeel.proxy.message.Method;
import dev.evenkeel.proxy.message.RequestHead;
import dev.evenkeel.proxy.net.Idleness;
import dev.evenkeel.proxy.route.AddedFields;
import dev.evenkeel.proxy.route.HttpOptions;
import dev.evenkeel.proxy.route.Route;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http2.Http2Error;
import org.jspecify.annotations.Nullable;

/// One request of an HTTP/2 connection, and its response, on a stream of their own. On the
/// connection's event loop.
///
/// Its head and body are given to the exchange as an HTTP/1 message, and what the exchange sends is
/// turned into frames. Data that cannot be sent on yet waits here; the client may send no more than
/// its window until it is. Used again for other streams of its connection, one after the other.
final class Http2Request implements Client, ClientStream.User, BodyFrames.Sink {
    private static final byte[] NO_TRAILERS = {};

    private final Http2Connection connection;
    private final HttpOptions options;
    private final Worker worker;
    private final Idleness.Watch watch;
    private final BodyFrames body;
    private ClientStream stream;
    private Exchange exchange;
    private byte[] trailers = NO_TRAILERS;
    private @Nullable ByteBuf pending;
    private Method method = Method.OTHER;
    private boolean begun;
    private boolean chunked;
    private boolean grpc;
    private boolean ended;
    private boolean bodyIsSent;
    private boolean pumping;
    private boolean headIsSent;
    private boolean over;

    Http2Request(Http2Connection connection, ClientStream stream, Worker worker, Route.Http route) {
        this.connection = connection;
        this.stream = stream;
        this.options = route.options();
        this.worker = worker;
        this.exchange = worker.exchanges().take(this);
        this.body = new BodyFrames();
        this.watch = worker.idleness().watch(options.idleTimeout(), this::idle);
    }

    /// Whether it can be used again under these options.
    @SuppressWarnings("ReferenceEquality") // Equal options in another object cost a new request.
    boolean isFor(HttpOptions others) {
        return options == others;
    }

    /// Forgets the request before, which is over: this one comes on `another` stream.
    void again(ClientStream another) {
        stream = another;
        exchange = worker.exchanges().take(this);
        trailers = NO_TRAILERS;
        method = Method.OTHER;
        begun = false;
        chunked = false;
        grpc = false;
        ended = false;
        bodyIsSent = false;
        headIsSent = false;
        over = false;
        watch.start();
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

    @Override
    public int received(ByteBuf data) {
        if (over) {
            return data.readableBytes();
        }
        watch.used();
        exchange.record().requestBytes(data.readableBytes());
        pending = pending == null ? data.retain() : ByteBufs.join(pending, data.retain());
        return 0;
    }

    @Override
    public void end(byte[] with) {
        ended = true;
        trailers = with;
    }

    /// Goes on with what came: begins, if it did not yet.
    @Override
    public void proceed() {
        if (!begun) {
            begun = true;
            worker.translation().proceeds(this);
            begin(worker.translation().heads().request());
        }
        pump();
    }

    private void begin(RequestText fields) {
        boolean whole = ended && trailers.length == 0;
        HeadBuffer text = fields.end(whole ? readable() : RequestText.OPEN);
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
        grpc = fields.isGrpc();
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
        return BodyBytes.end(trailers, connection.allocator());
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

    @Override
    public void writabilityChanged() {
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
        Framing framing = translation.framing();
        framing.of(translation.response(), method);
        body.begin(framing);
        headIsSent = true;
        connection.send(stream, translation.response(), framing.isDone());
        bytes.skipBytes(end);
        if (bytes.isReadable()) {
            body.send(bytes, this);
        } else {
            bytes.release();
        }
    }

    @Override
    public void data(ByteBuf bytes, boolean last) {
        connection.send(stream, bytes, last);
    }

    @Override
    public void trailers(Fields fields, byte[] lines) {
        connection.sendTrailers(stream, lines);
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

    @Override
    public void requestDone() {
        over = true;
        dropPending();
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

    @Override
    public void closed() {
        over = true;
        worker.translation().proceeds(this);
        watch.stop();
        dropPending();
        exchange.clientGone();
        worker.exchanges().giveBack(exchange, 0);
        connection.isDone(this);
    }

    private void dropPending() {
        ByteBuf data = takePending();
        if (data != null) {
            data.release();
        }
    }
}
