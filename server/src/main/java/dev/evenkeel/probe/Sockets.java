package dev.evenkeel.probe;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/// The prober's event loop, and the channels it asks through: on the kernel's epoll where there is
/// one, else on Java's own selector.
final class Sockets {
    private final boolean epoll = Epoll.isAvailable();
    private final MultiThreadIoEventLoopGroup group =
            new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory("probe", true), io());
    private final IoEventLoop loop = group.next();

    private IoHandlerFactory io() {
        return epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
    }

    boolean hasEpoll() {
        return epoll;
    }

    IoEventLoop loop() {
        return loop;
    }

    /// A socket that is not connected, without any timer of its own.
    ///
    /// Its local port is chosen when it connects, not when it is bound to a node's address:
    /// otherwise a node could have no more connections than there are ports, to all targets
    /// together.
    SocketChannel open() {
        SocketChannel channel = epoll ? new EpollSocketChannel() : new NioSocketChannel();
        channel.config().setConnectTimeoutMillis(0);
        if (epoll) {
            channel.config().setOption(EpollChannelOption.IP_BIND_ADDRESS_NO_PORT, true);
        }
        return channel;
    }

    /// Gives a channel to the loop.
    void register(Channel channel) {
        EventLoop any = loop;
        var _ = any.register(channel);
    }

    boolean isClosing() {
        return group.isShuttingDown();
    }

    void close() {
        Future<?> closed = group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        closed.awaitUninterruptibly();
    }
}
