package dev.evenkeel.api.http;

import dev.evenkeel.sys.Background;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// The API's HTTP/1.1 server. One event loop moves bytes; each call is answered on a thread of
/// `background`.
public final class ApiServer implements AutoCloseable {
    static final int LARGEST_BODY = 4 * 1024 * 1024;
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final EventLoopGroup loop;
    private final ChannelGroup connections;
    private final Channel listener;

    private ApiServer(EventLoopGroup loop, ChannelGroup connections, Channel listener) {
        this.loop = loop;
        this.connections = connections;
        this.listener = listener;
    }

    /// @throws IOException with a message that names the cure, when nobody can listen there
    public static ApiServer listen(
            InetSocketAddress address, Routes routes, FrontDoor frontDoor, Background background)
            throws IOException {
        EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);
        ChannelFuture bound =
                new ServerBootstrap()
                        .group(loop)
                        .channel(NioServerSocketChannel.class)
                        .childHandler(new Accepted(connections, routes, frontDoor, background))
                        .bind(address)
                        .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            var _ = loop.shutdownGracefully(0, 0, TimeUnit.SECONDS);
            throw new IOException(
                    "cannot listen on "
                            + address.getHostString()
                            + ":"
                            + address.getPort()
                            + " ("
                            + bound.cause().getMessage()
                            + "): stop what holds the port, or choose another with --listen HOST:PORT",
                    bound.cause());
        }
        return new ApiServer(loop, connections, bound.channel());
    }

    /// Where it listens; the port the system chose, if it was asked to.
    public InetSocketAddress address() {
        return (InetSocketAddress) listener.localAddress();
    }

    /// Stops accepting, lets calls under way finish for a while, then closes.
    @Override
    public void close() {
        var _ = listener.close().awaitUninterruptibly();
        connections.forEach(
                connection -> connection.pipeline().fireUserEventTriggered(ApiConnection.DRAIN));
        connections.newCloseFuture().awaitUninterruptibly(GRACE.toMillis());
        connections.close().awaitUninterruptibly(GRACE.toMillis());
        loop.shutdownGracefully(0, GRACE.toMillis(), TimeUnit.MILLISECONDS)
                .awaitUninterruptibly(GRACE.toMillis());
    }
}
