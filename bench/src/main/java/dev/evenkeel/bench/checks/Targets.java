package dev.evenkeel.bench.checks;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/// As many targets as there are loopback addresses, in a process of its own: one small HTTP server
/// that listens on all of them. Prints its port, and ends with its standard input.
final class Targets {
    private static final int BACKLOG = 4096;
    private static final byte[] ANSWER =
            "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nConnection: close\r\n\r\nok\n"
                    .getBytes(StandardCharsets.US_ASCII);

    private Targets() {}

    public static void main(String[] arguments) throws IOException {
        var group = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
        var listening =
                new ServerBootstrap()
                        .group(group)
                        .channel(EpollServerSocketChannel.class)
                        .option(ChannelOption.SO_BACKLOG, BACKLOG)
                        .childHandler(
                                new ChannelInitializer<Channel>() {
                                    @Override
                                    protected void initChannel(Channel channel) {
                                        channel.pipeline().addLast(new Answer());
                                    }
                                })
                        .bind(0)
                        .syncUninterruptibly();
        System.out.println(((InetSocketAddress) listening.channel().localAddress()).getPort());
        int end = System.in.read();
        System.exit(Math.max(0, end));
    }

    /// The request fits into one packet; whatever it says, all is well.
    private static final class Answer extends SimpleChannelInboundHandler<ByteBuf> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, ByteBuf request) {
            context.writeAndFlush(Unpooled.wrappedBuffer(ANSWER))
                    .addListener(ChannelFutureListener.CLOSE);
        }
    }
}
