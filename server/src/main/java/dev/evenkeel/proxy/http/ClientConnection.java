package dev.evenkeel.proxy.http;

import dev.evenkeel.proxy.balance.Node;
import dev.evenkeel.proxy.message.Ascii;
import dev.evenkeel.proxy.message.Fields;
import dev.evenkeel.proxy.message.Framing;
import dev.evenkeel.proxy.message.HeadBuffer;
import dev.evenkeel.proxy.message.RequestHead;
import dev.evenkeel.proxy.net.Closing;
import dev.evenkeel.proxy.net.Idleness;
import dev.evenkeel.proxy.net.OpenFrontend;
import dev.evenkeel.proxy.route.Route;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.SocketChannel;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A client's connection: reads requests one after the other, and hands each to its exchange. On
/// one event loop.
///
/// Bytes that cannot be used yet wait in `pending`, and nothing more is read meanwhile: a client
/// that pipelines, or sends faster than its target takes, is slowed down by TCP.
@SuppressWarnings("FutureReturnValueIgnored") // Netty tells failures through the channel's events.
final class ClientConnection extends ChannelInboundHandlerAdapter {
    private static final ByteBuf CONTINUE =
            Unpooled.unreleasableBuffer(
                    Unpooled.wrappedBuffer(Ascii.bytes("HTTP/1.1 100 Continue\r\n\r\n")));

    private final Channel channel;
    private final OpenFrontend frontend;
    private final Worker worker;
    private final Node node;
    private final Peer peer;
    private final AccessRecord record;
    private final Exchange exchange;
    private final Idleness.Watch watch;
    private final Framing body = new Framing();
    private final long lastRequestAfter;
    private Phase phase = Phase.HEAD;
    private boolean lastRequest;
    private boolean stopping;
    private boolean pumping;
    private boolean headRequest;
    private int readBefore;
    private @Nullable ByteBuf pending;

    ClientConnection(Channel channel, OpenFrontend frontend, Worker worker, Route.Http route) {
        this.channel = channel;
        this.frontend = frontend;
        this.worker = worker;
        this.node = frontend.node();
        this.peer = Peer.of(channel);
        this.record = new AccessRecord(worker, node);
        this.exchange = new Exchange(worker, this, record);
        this.watch = worker.idleness().watch(route.options().idleTimeout(), this::idle);
        this.lastRequestAfter = worker.nanoTime() + route.options().clientKeepAlive().toNanos();
        record.connectionOpened();
    }

    /// What the next bytes from the client are.
    private enum Phase {
        HEAD,
        BODY,
        /// The response comes first; what the client sends meanwhile waits.
        AFTER_RESPONSE,
        /// The last response is on its way; what the client still sends is ignored.
        LINGERING
    }

    Node node() {
        return node;
    }

    Peer peer() {
        return peer;
    }

    int listenerPort() {
        return frontend.current().address().port();
    }

    /// Something happened on this connection or on its behalf.
    void used() {
        watch.used();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        var bytes = (ByteBuf) message;
        watch.used();
        record.received(bytes.readableBytes());
        if (phase == Phase.LINGERING) {
            bytes.release();
            return;
        }
        pending = pending == null ? bytes : ByteBufs.join(pending, bytes);
        pump();
    }

    /// Uses pending bytes as far as possible; reads on if none are left.
    void pump() {
        if (pumping) {
            return;
        }
        pumping = true;
        boolean moves = true;
        while (moves && pending != null) {
            moves = step(pending);
            if (pending != null && !pending.isReadable()) {
                dropPending();
            }
        }
        pumping = false;
        boolean reads = pending == null || phase == Phase.HEAD;
        if (channel.config().isAutoRead() != reads) {
            channel.config().setAutoRead(reads);
        }
    }

    private boolean step(ByteBuf bytes) {
        return switch (phase) {
            case HEAD -> head(bytes);
            case BODY -> exchange.takesBody() && relayBody(bytes);
            case AFTER_RESPONSE -> false;
            case LINGERING -> {
                dropPending();
                yield false;
            }
        };
    }

    private boolean head(ByteBuf bytes) {
        if (!ByteBufs.isWorthReading(bytes, readBefore)) {
            return false;
        }
        int end = worker.readRequest(bytes);
        if (end == Fields.INCOMPLETE) {
            readBefore = bytes.readableBytes();
            return false;
        }
        readBefore = 0;
        if (end < 0) {
            refuse(-end);
            return false;
        }
        bytes.skipBytes(end);
        begin(worker.request(), end, bytes.isReadable());
        return true;
    }

    private void begin(RequestHead head, int end, boolean bodyHasCome) {
        body.of(head);
        headRequest = head.method() == dev.evenkeel.proxy.message.Method.HEAD;
        phase = body.isDone() ? Phase.AFTER_RESPONSE : Phase.BODY;
        lastRequest =
                stopping || !head.wantsKeepAlive() || worker.nanoTime() - lastRequestAfter > 0;
        if (phase == Phase.BODY && !bodyHasCome && head.expectsContinue()) {
            send(CONTINUE.duplicate());
        }
        switch (frontend.route()) {
            case Route.Http http -> exchange.begin(head, end, http);
            case Route.Stream _ -> abort();
        }
    }

    /// The request as it is sent: the head that was written, and the body if it is small and here
    /// already.
    ByteBuf message(HeadBuffer head) {
        ByteBuf waiting = pending;
        int most = worker.limits().inlineBodyBytes();
        boolean inline = phase == Phase.BODY && waiting != null && waiting.readableBytes() <= most;
        int length = inline && waiting != null ? body.follow(waiting) : 0;
        ByteBuf message = allocate(head.length() + length);
        message.writeBytes(head.bytes(), 0, head.length());
        if (waiting != null && length > 0) {
            message.writeBytes(waiting, length);
        }
        if (body.isDone()) {
            phase = Phase.AFTER_RESPONSE;
        }
        return message;
    }

    private boolean relayBody(ByteBuf bytes) {
        int length = body.follow(bytes);
        if (body.isMalformed()) {
            exchange.bodyIsMalformed();
            return false;
        }
        if (body.isDone()) {
            phase = Phase.AFTER_RESPONSE;
        }
        exchange.sendBody(bytes.readRetainedSlice(length));
        return true;
    }

    /// Whether the whole body of the request went by.
    boolean bodyIsWhole() {
        return body.isDone();
    }

    boolean bodyIsMalformed() {
        return body.isMalformed();
    }

    /// From now on both sides send what they like.
    void tunnel() {
        body.untilClose();
        phase = Phase.BODY;
        lastRequest = true;
        pump();
    }

    boolean isLastRequest() {
        return lastRequest;
    }

    void closeAfterThisRequest() {
        lastRequest = true;
    }

    ByteBuf allocate(int bytes) {
        return channel.alloc().directBuffer(bytes);
    }

    /// Sends to the client; takes over the reference.
    void send(ByteBuf bytes) {
        record.sentToClient(bytes.readableBytes());
        channel.writeAndFlush(bytes, channel.voidPromise());
    }

    /// Sends together with what is sent next.
    void sendLater(ByteBuf bytes) {
        record.sentToClient(bytes.readableBytes());
        channel.write(bytes, channel.voidPromise());
    }

    boolean isWritable() {
        return channel.isWritable();
    }

    /// Answers in place of a target. The connection is kept if the request's body is out of the
    /// way.
    void answer(Answer answer) {
        if (!body.isDone() && pending != null) {
            pending.skipBytes(body.follow(pending));
        }
        lastRequest = lastRequest || !body.isDone();
        byte[] message = answer.render(worker.date(), !lastRequest, !headRequest);
        send(Unpooled.wrappedBuffer(message));
        requestDone();
    }

    /// What came cannot be understood: says so, and reads no more.
    private void refuse(int status) {
        record.answered(status);
        lastRequest = true;
        headRequest = false;
        body.none();
        answer(Answer.page(status));
    }

    /// The response is sent: goes on to the next request, or ends.
    void requestDone() {
        if (lastRequest || !body.isDone()) {
            finish();
        } else {
            phase = Phase.HEAD;
            pump();
        }
    }

    /// Closes so that what was sent arrives: a socket closed with unread bytes is reset, and takes
    /// the response with it.
    private void finish() {
        boolean unread = pending != null || !body.isDone();
        dropPending();
        phase = Phase.LINGERING;
        if (unread && channel instanceof SocketChannel socket) {
            channel.config().setAutoRead(true);
            channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(_ -> socket.shutdownOutput());
            channel.eventLoop()
                    .schedule(
                            () -> channel.close(),
                            worker.limits().linger().toMillis(),
                            TimeUnit.MILLISECONDS);
        } else {
            closeAfterFlush();
        }
    }

    /// Closes once what was sent before has left.
    void closeAfterFlush() {
        dropPending();
        phase = Phase.LINGERING;
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }

    /// Closes in the middle of a response, so that the client knows it is not whole.
    void abort() {
        phase = Phase.LINGERING;
        channel.close();
    }

    private void idle() {
        if (exchange.isBusy()) {
            exchange.timedOut(phase == Phase.BODY && pending == null);
        } else if (phase == Phase.HEAD && pending != null) {
            refuse(408);
        } else {
            channel.close();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event == Closing.FRONTEND_GONE) {
            stopping = true;
            lastRequest = true;
            if (phase == Phase.HEAD && pending == null) {
                channel.close();
            }
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        exchange.clientWritabilityChanged();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        phase = Phase.LINGERING;
        watch.stop();
        dropPending();
        exchange.clientGone();
        record.connectionClosed();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        channel.close();
    }

    private void dropPending() {
        if (pending != null) {
            pending.release();
            pending = null;
        }
    }
}
