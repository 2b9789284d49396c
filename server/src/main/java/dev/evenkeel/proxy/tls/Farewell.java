package dev.evenkeel.proxy.tls;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.SslHandler;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// How a connection ends, where TLS makes a difference: its closing alert tells an end from a cut
/// (RFC 8446, 6.1).
@SuppressWarnings("FutureReturnValueIgnored") // Netty tells failures through the channel's events.
public final class Farewell {
    private Farewell() {}

    /// Closes in the middle of something: by a reset and without the alert, so that the client does
    /// not take the half for the whole.
    public static void cut(Channel channel) {
        if (channel.isOpen()) {
            channel.config().setOption(ChannelOption.SO_LINGER, 0);
        }
        channel.unsafe().close(channel.unsafe().voidPromise());
    }

    /// Ends the sending side, and closes after a while: a socket closed with unread bytes is reset,
    /// and takes what was sent with it.
    public static void linger(SocketChannel channel, Duration linger) {
        channel.config().setAutoRead(true);
        say(channel);
        channel.eventLoop()
                .schedule(() -> channel.close(), linger.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// Ends the sending side, while it still reads.
    public static void say(SocketChannel channel) {
        SslHandler tls = channel.pipeline().get(SslHandler.class);
        if (tls == null) {
            channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(_ -> channel.shutdownOutput());
        } else {
            tls.closeOutbound().addListener(_ -> channel.shutdownOutput());
        }
    }
}
