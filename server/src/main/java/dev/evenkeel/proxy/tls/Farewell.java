package dev.evenkeel.proxy.tls;

import io.netty.buffer.Unpooled;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.SslHandler;

/// Ends the sending side of a connection after what was sent before, while it still reads: under
/// TLS with the alert that tells an end from a cut (RFC 8446, 6.1).
@SuppressWarnings("FutureReturnValueIgnored") // Netty tells failures through the channel's events.
public final class Farewell {
    private Farewell() {}

    public static void say(SocketChannel channel) {
        SslHandler tls = channel.pipeline().get(SslHandler.class);
        if (tls == null) {
            channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(_ -> channel.shutdownOutput());
        } else {
            tls.closeOutbound().addListener(_ -> channel.shutdownOutput());
        }
    }
}
