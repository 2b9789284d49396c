package dev.evenkeel.proxy.upstream;

import dev.evenkeel.proxy.balance.Endpoint;
import dev.evenkeel.proxy.net.Idleness;
import dev.evenkeel.proxy.net.Splice;
import dev.evenkeel.proxy.tls.TargetTls;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandler;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// An HTTP/1 connection to a target. While a request uses it, its user hears what happens; while it
/// is idle, it waits in its pool.
///
/// Lives on one event loop. A target that speaks out of turn, or closes, is dropped.
@SuppressWarnings("FutureReturnValueIgnored") // Netty tells failures through the channel's events.
public final class UpstreamConnection extends ChannelInboundHandlerAdapter implements Upstream {
    private final UpstreamPool pool;
    private final Idleness.Watch idleWatch;
    private @Nullable Channel channel;
    private @Nullable User user;
    private boolean broken;

    UpstreamConnection(UpstreamPool pool, User user, Idleness idleness, Duration idleTimeout) {
        this.pool = pool;
        this.user = user;
        this.idleWatch = idleness.watch(idleTimeout, this::close);
        idleWatch.stop();
    }

    void opening(ChannelFuture connecting) {
        channel = connecting.channel();
        connecting.addListener(_ -> opened(connecting.isSuccess(), connecting.cause()));
    }

    /// Open is what it is once the target's side of TLS is settled too.
    void openingEncrypted(ChannelFuture connecting, TargetTls tls) {
        Channel opening = connecting.channel();
        channel = opening;
        connecting.addListener(_ -> {
            if (connecting.isSuccess()) {
                SslHandler handler = tls.handler(opening.alloc(), pool.endpoint().address());
                opening.pipeline().addFirst(handler);
                handler.handshakeFuture()
                        .addListener(shaken -> shaken(shaken.isSuccess(), shaken.cause()));
            } else {
                opened(false, connecting.cause());
            }
        });
    }

    private void shaken(boolean success, @Nullable Throwable cause) {
        opened(success, cause == null ? null : TargetTls.failure(cause));
    }

    private void opened(boolean success, @Nullable Throwable cause) {
        User waiting = user;
        if (success) {
            pool.endpoint().trust();
            if (waiting != null) {
                waiting.connected(this);
            } else {
                release();
            }
        } else {
            user = null;
            pool.closed(this);
            close();
            if (waiting != null && cause != null) {
                waiting.connectFailed(cause);
            }
        }
    }

    @Override
    public Endpoint endpoint() {
        return pool.endpoint();
    }

    void use(User next) {
        user = next;
        idleWatch.stop();
    }

    boolean isUsable() {
        return channel != null && channel.isActive() && !broken;
    }

    boolean isInUse() {
        return user != null;
    }

    @Override
    public void write(ByteBuf bytes) {
        if (channel == null) {
            bytes.release();
        } else {
            channel.writeAndFlush(bytes, channel.voidPromise());
        }
    }

    @Override
    public boolean isWritable() {
        return channel != null && channel.isWritable();
    }

    @Override
    public void read(boolean wanted) {
        if (channel != null && channel.config().isAutoRead() != wanted) {
            channel.config().setAutoRead(wanted);
        }
    }

    @Override
    public @Nullable Splice splice(Channel sink, long bytes, Splice.User hears) {
        return channel == null ? null : Splice.begin(channel, sink, bytes, hears, pool.sockets());
    }

    @Override
    public void release() {
        user = null;
        if (isUsable() && pool.keeps(this)) {
            read(true);
            idleWatch.start();
        } else {
            close();
        }
    }

    /// The user leaves, and nobody can use the connection again.
    @Override
    public void abandon() {
        user = null;
        close();
    }

    /// The user waits no longer for it to open: it goes to the pool once it is open.
    @Override
    public void leave() {
        user = null;
    }

    /// The target is gone: ends the connection, and tells its user.
    void cut() {
        broken = true;
        close();
    }

    void close() {
        idleWatch.stop();
        if (channel != null) {
            channel.close();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        var bytes = (ByteBuf) message;
        if (user == null) {
            bytes.release();
            close();
        } else {
            user.received(bytes);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        idleWatch.stop();
        pool.closed(this);
        User using = user;
        if (using != null) {
            user = null;
            using.ended(broken);
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (user != null) {
            user.writabilityChanged();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        broken = true;
        close();
    }
}
