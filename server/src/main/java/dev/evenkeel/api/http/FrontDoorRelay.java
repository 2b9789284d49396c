package dev.evenkeel.api.http;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/// One direction of a relayed connection: reads the next bytes only when the last ones are written,
/// so neither side can fill our memory. Both directions run on one event loop.
final class FrontDoorRelay extends ChannelInboundHandlerAdapter {
    private static final int CONNECT_MILLIS = 5_000;
    private static final String REFUSED =
            String.join(
                    "\r\n",
                    "HTTP/1.1 502 Bad Gateway",
                    "Content-Type: text/plain",
                    "Connection: close",
                    "",
                    "The load balancer has no listener there.\n");

    private final Channel other;

    private FrontDoorRelay(Channel other) {
        this.other = other;
    }

    /// Turns a connection whose first bytes are `seen` into a relay to `target`.
    static void begin(ChannelHandlerContext context, InetSocketAddress target, byte[] seen) {
        Channel client = context.channel();
        client.config().setAutoRead(false);
        Bootstrap bootstrap =
                new Bootstrap()
                        .group(client.eventLoop())
                        .channel(NioSocketChannel.class)
                        .option(ChannelOption.AUTO_READ, false)
                        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
                        .handler(new FrontDoorRelay(client));
        var _ =
                bootstrap
                        .connect(target)
                        .addListener(
                                (ChannelFutureListener)
                                        connected -> {
                                            if (connected.isSuccess()) {
                                                join(client, connected.channel(), seen);
                                            } else {
                                                ByteBuf text =
                                                        Unpooled.copiedBuffer(
                                                                REFUSED, StandardCharsets.US_ASCII);
                                                var _ =
                                                        context.writeAndFlush(text)
                                                                .addListener(
                                                                        ChannelFutureListener
                                                                                .CLOSE);
                                            }
                                        });
    }

    private static void join(Channel client, Channel server, byte[] seen) {
        while (client.pipeline().last() != null) {
            client.pipeline().removeLast();
        }
        client.pipeline().addLast(new FrontDoorRelay(server));
        var _ =
                server.writeAndFlush(Unpooled.wrappedBuffer(seen))
                        .addListener(ignored -> client.read());
        server.read();
        if (!client.isActive()) {
            var _ = server.close();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object bytes) {
        var _ =
                other.writeAndFlush(bytes)
                        .addListener(
                                (ChannelFutureListener)
                                        written -> {
                                            if (written.isSuccess()) {
                                                context.read();
                                            } else {
                                                var _ = context.close();
                                            }
                                        });
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        closeAfterFlush(other);
    }

    private static void closeAfterFlush(Channel channel) {
        ChannelFuture flushed = channel.writeAndFlush(Unpooled.EMPTY_BUFFER);
        var _ = flushed.addListener(ChannelFutureListener.CLOSE);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        var _ = context.close();
    }
}
