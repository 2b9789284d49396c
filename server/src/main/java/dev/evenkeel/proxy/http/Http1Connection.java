package dev.evenkeel.proxy.http;

import dev.evenkeel.proxy.balance.Node;
import dev.evenkeel.proxy.balance.TargetProtocol;
import dev.evenkeel.proxy.message.DesyncReason;
import dev.evenkeel.proxy.message.Fields;
import dev.evenkeel.proxy.message.HeadBuffer;
import dev.evenkeel.proxy.message.Method;
import dev.evenkeel.proxy.message.RequestHead;
import dev.evenkeel.proxy.net.Closing;
import dev.evenkeel.proxy.net.Idleness;
import dev.evenkeel.proxy.net.OpenFrontend;
import dev.evenkeel.proxy.route.HttpOptions;
import dev.evenkeel.proxy.route.Route;
import dev.evenkeel.proxy.tls.ClientTls;
import dev.evenkeel.proxy.tls.Farewell;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.SocketChannel;
import org.jspecify.annotations.Nullable;

/// A client's HTTP/1 connection: reads requests one after the other, and hands each to its
/// exchange. On one event loop.
///
/// Bytes that cannot be used yet wait in `incoming`, and nothing more is read meanwhile: a client
/// that pipelines, or sends faster than its target takes, or does not read what it gets, is slowed
/// down by TCP.
@SuppressWarnings("FutureReturnValueIgnored") // Netty tells failures through the channel's events.
final class Http1Connection extends ChannelInboundHandlerAdapter implements Client {
    private final Channel channel;
    private final OpenFrontend frontend;
    private final Worker worker;
    private final Peer peer;
    private final Idleness.Watch watch;
    private final Incoming incoming = new Incoming();
    private final KeepAlive keepAlive;
    private Phase phase = Phase.HEAD;
    private Exchange exchange;
    private boolean pumping;
    private boolean headRequest;

    Http1Connection(
            Channel channel,
            OpenFrontend frontend,
            Worker worker,
            Route.Http route,
            ClientTls tls) {
        this.channel = channel;
        this.frontend = frontend;
        this.worker = worker;
        this.peer = Peer.of(channel, tls, worker.forwardedFields());
        this.exchange = worker.exchanges().none();
        this.watch = worker.idleness().watch(route.options().idleTimeout(), this::idle);
        this.keepAlive = new KeepAlive(worker, route.options().clientKeepAlive());
        ConnectionCount.opened(worker, node());
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

    @Override
    public Node node() {
        return frontend.node();
    }

    @Override
    public Peer peer() {
        return peer;
    }

    @Override
    public int listenerPort() {
        return frontend.current().address().port();
    }

    @Override
    public int unread() {
        return incoming.length();
    }

    @Override
    public boolean canBeServedBy(TargetProtocol targets) {
        return targets == TargetProtocol.HTTP1;
    }

    @Override
    public void used() {
        watch.used();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        var bytes = (ByteBuf) message;
        watch.used();
        exchange.record().received(node(), bytes.readableBytes());
        if (phase == Phase.LINGERING) {
            bytes.release();
            return;
        }
        incoming.add(bytes);
        pump();
    }

    /// Uses pending bytes as far as possible; reads on if none are left.
    @Override
    public void pump() {
        if (pumping) {
            return;
        }
        pumping = true;
        boolean moves = true;
        ByteBuf bytes = incoming.pending();
        while (moves && bytes != null) {
            moves = step(bytes);
            incoming.dropIfUsedUp();
            bytes = incoming.pending();
        }
        pumping = false;
        boolean reads = bytes == null || phase == Phase.HEAD && channel.isWritable();
        if (channel.config().isAutoRead() != reads) {
            channel.config().setAutoRead(reads);
        }
    }

    private boolean step(ByteBuf bytes) {
        return switch (phase) {
            case HEAD -> channel.isWritable() && head(bytes);
            case BODY -> exchange.takesBody() && relayBody(bytes);
            case AFTER_RESPONSE -> false;
            case LINGERING -> {
                incoming.drop();
                yield false;
            }
        };
    }

    private boolean head(ByteBuf bytes) {
        if (!incoming.mayHoldHead(bytes)) {
            return false;
        }
        int end = worker.readRequest(bytes);
        if (end == Fields.INCOMPLETE) {
            incoming.headIsIncomplete(bytes);
            return false;
        }
        incoming.headIsRead();
        RequestHead head = worker.request();
        AccessRecord record = takeExchange();
        int status = Admission.refusal(head, end, frontend.route(), record);
        if (status > 0) {
            if (end > 0) {
                bytes.skipBytes(end);
                record.begin(head, end, options());
            } else {
                record.beginUnreadable(unread(), options(), head.desync());
            }
            refuse(status);
            return false;
        }
        bytes.skipBytes(end);
        begin(head, bytes.isReadable());
        return true;
    }

    /// Only a request needs an exchange.
    private AccessRecord takeExchange() {
        if (exchange == worker.exchanges().none()) {
            exchange = worker.exchanges().take(this);
        }
        return exchange.record();
    }

    /// Nothing is left of the request.
    private void leaveExchange() {
        Exchange served = exchange;
        exchange = worker.exchanges().none();
        if (served != exchange) {
            worker.exchanges().giveBack(served, unread());
        }
    }

    private HttpOptions options() {
        return Admission.options(frontend.route());
    }

    private void begin(RequestHead head, boolean bodyHasCome) {
        incoming.expectBody(head);
        headRequest = head.method() == Method.HEAD;
        phase = incoming.bodyIsWhole() ? Phase.AFTER_RESPONSE : Phase.BODY;
        keepAlive.begin(head, frontend.route());
        if (phase == Phase.BODY && !bodyHasCome && head.expectsContinue()) {
            send(Answer.CONTINUE.duplicate());
        }
        switch (frontend.route()) {
            case Route.Http http -> exchange.begin(head, head.end(), http);
            case Route.Stream _ -> abort();
        }
    }

    @Override
    public ByteBuf message(HeadBuffer head) {
        ByteBuf message = incoming.message(head, worker.limits().inlineBodyBytes(), this);
        if (incoming.bodyIsWhole()) {
            phase = Phase.AFTER_RESPONSE;
        }
        return message;
    }

    private boolean relayBody(ByteBuf bytes) {
        int length = incoming.follow(bytes);
        if (incoming.bodyIsMalformed()) {
            exchange.bodyIsMalformed();
            return false;
        }
        if (incoming.bodyIsWhole()) {
            phase = Phase.AFTER_RESPONSE;
        }
        exchange.sendBody(bytes.readRetainedSlice(length));
        return true;
    }

    @Override
    public boolean bodyIsWhole() {
        return incoming.bodyIsWhole();
    }

    @Override
    public boolean bodyIsMalformed() {
        return incoming.bodyIsMalformed();
    }

    @Override
    public void tunnel() {
        incoming.expectAnything();
        phase = Phase.BODY;
        keepAlive.end();
        pump();
    }

    @Override
    public boolean isLastRequest() {
        return keepAlive.ends();
    }

    @Override
    public void closeAfterThisRequest() {
        keepAlive.end();
    }

    @Override
    public ByteBuf allocate(int bytes) {
        return channel.alloc().directBuffer(bytes);
    }

    @Override
    public void send(ByteBuf bytes) {
        exchange.record().sentToClient(node(), bytes.readableBytes());
        channel.writeAndFlush(bytes, channel.voidPromise());
    }

    @Override
    public void sendLater(ByteBuf bytes) {
        exchange.record().sentToClient(node(), bytes.readableBytes());
        channel.write(bytes, channel.voidPromise());
    }

    @Override
    public @Nullable Channel sink() {
        return peer.tls().isEncrypted() ? null : channel;
    }

    @Override
    public void passedBy(int bytes) {
        watch.used();
        exchange.record().sentToClient(node(), bytes);
    }

    @Override
    public boolean isWritable() {
        return channel.isWritable();
    }

    /// Answers in place of a target. The connection is kept if the request's body is out of the
    /// way.
    @Override
    public void answer(Answer answer) {
        incoming.skipBody();
        if (!incoming.bodyIsWhole()) {
            keepAlive.end();
        }
        byte[] message =
                answer.render(worker.date(), !keepAlive.ends(), !headRequest, options().added());
        send(Unpooled.wrappedBuffer(message));
        requestDone();
    }

    /// What came cannot be understood: says so, and reads no more.
    private void refuse(int status) {
        exchange.record().answered(status);
        keepAlive.end();
        headRequest = false;
        incoming.expectNoBody();
        answer(Answer.page(status));
    }

    /// The response is sent: goes on to the next request, or ends.
    @Override
    public void requestDone() {
        leaveExchange();
        if (keepAlive.ends() || !incoming.bodyIsWhole()) {
            finish();
        } else {
            phase = Phase.HEAD;
            pump();
        }
    }

    /// Closes so that what was sent arrives.
    private void finish() {
        boolean unread = !incoming.isEmpty() || !incoming.bodyIsWhole();
        incoming.drop();
        phase = Phase.LINGERING;
        if (unread && channel instanceof SocketChannel socket) {
            Farewell.linger(socket, worker.limits().linger());
        } else {
            closeAfterFlush();
        }
    }

    @Override
    public void closeAfterFlush() {
        leaveExchange();
        incoming.drop();
        phase = Phase.LINGERING;
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }

    @Override
    public void abort() {
        leaveExchange();
        phase = Phase.LINGERING;
        Farewell.cut(channel);
    }

    private void idle() {
        if (exchange.isBusy()) {
            exchange.timedOut(phase == Phase.BODY && incoming.isEmpty());
        } else if (phase == Phase.HEAD && !incoming.isEmpty() && channel.isWritable()) {
            takeExchange().beginUnreadable(unread(), options(), DesyncReason.COMPLIANT);
            refuse(408);
        } else {
            channel.close();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event == Closing.FRONTEND_GONE) {
            keepAlive.stop();
            if (phase == Phase.HEAD && incoming.isEmpty()) {
                channel.close();
            }
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        exchange.clientWritabilityChanged();
        if (phase == Phase.HEAD && channel.isWritable()) {
            pump();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        phase = Phase.LINGERING;
        watch.stop();
        exchange.clientGone();
        leaveExchange();
        incoming.drop();
        ConnectionCount.closed(worker, node());
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        channel.close();
    }
}
