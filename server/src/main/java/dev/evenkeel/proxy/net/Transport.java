package dev.evenkeel.proxy.net;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.ReflectiveChannelFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringServerSocketChannel;
import io.netty.channel.uring.IoUringSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import java.net.ConnectException;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// The event loops that carry all connections, and how sockets are opened on them.
///
/// The first loop also accepts connections and keeps the list of listening sockets.
@SuppressWarnings("FutureReturnValueIgnored") // What fails to be scheduled has nothing to wait for.
public final class Transport {
    private static final int BACKLOG = 4096;
    private static final int FIRST_READ = 2 * 1024;
    private static final int LEAST_READ = 64;
    private static final int LOOK_MILLIS = 5;

    private final MultiThreadIoEventLoopGroup group;
    private final List<EventLoop> loops = new ArrayList<>();
    private final ChannelFactory<? extends ServerChannel> serverChannels;
    private final ChannelFactory<? extends SocketChannel> socketChannels;
    private final RecvByteBufAllocator reads;
    private final SocketLimit sockets;

    private Transport(
            int loopCount,
            IoHandlerFactory io,
            Class<? extends ServerChannel> serverChannel,
            Class<? extends SocketChannel> socketChannel,
            int mostRead,
            SocketLimit sockets) {
        this.group =
                new MultiThreadIoEventLoopGroup(
                        loopCount, new DefaultThreadFactory("proxy", true), io);
        for (EventExecutor executor : group) {
            loops.add((EventLoop) executor);
        }
        this.serverChannels = new ReflectiveChannelFactory<>(serverChannel);
        this.socketChannels = new ReflectiveChannelFactory<>(socketChannel);
        this.reads = new AdaptiveRecvByteBufAllocator(LEAST_READ, FIRST_READ, mostRead);
        this.sockets = sockets;
    }

    /// How the kernel is asked to move bytes.
    public enum Kind {
        /// Large bodies are spliced past us: see [Splice].
        EPOLL,
        /// Fewer system calls for each message, but younger: a user must ask for it. Bodies pass
        /// through our memory, so that large ones are read in larger pieces.
        IO_URING,
        /// Works everywhere.
        NIO;

        /// Whether this machine has it.
        public boolean isAvailable() {
            return switch (this) {
                case IO_URING -> IoUring.isAvailable();
                case EPOLL -> Epoll.isAvailable();
                case NIO -> true;
            };
        }

        /// Those that this machine has, the one to take first.
        public static List<Kind> available() {
            return Stream.of(values()).filter(Kind::isAvailable).toList();
        }

        public static Kind best() {
            return available().getFirst();
        }
    }

    /// The transport to take on this machine, with `loopCount` event loops.
    public static Transport open(int loopCount) {
        return open(Kind.best(), loopCount);
    }

    public static Transport open(Kind kind, int loopCount) {
        return open(kind, loopCount, SocketLimit.ofThisProcess());
    }

    /// With no more sockets open at a time than `sockets` allows.
    public static Transport open(Kind kind, int loopCount, SocketLimit sockets) {
        return switch (kind) {
            case IO_URING ->
                    new Transport(
                            loopCount,
                            IoUringIoHandler.newFactory(),
                            IoUringServerSocketChannel.class,
                            IoUringSocketChannel.class,
                            256 * 1024,
                            sockets);
            case EPOLL ->
                    new Transport(
                            loopCount,
                            EpollIoHandler.newFactory(),
                            EpollServerSocketChannel.class,
                            EpollSocketChannel.class,
                            64 * 1024,
                            sockets);
            case NIO ->
                    new Transport(
                            loopCount,
                            NioIoHandler.newFactory(),
                            NioServerSocketChannel.class,
                            NioSocketChannel.class,
                            64 * 1024,
                            sockets);
        };
    }

    public List<EventLoop> loops() {
        return List.copyOf(loops);
    }

    /// The number of a loop: which stripe of a [dev.evenkeel.proxy.balance.Tally] is its own.
    public int indexOf(EventLoop loop) {
        return loops.indexOf(loop);
    }

    /// The loop that accepts connections.
    public EventLoop first() {
        return loops.getFirst();
    }

    /// Who may still open a socket.
    public SocketLimit sockets() {
        return sockets;
    }

    private ServerChannel listening() {
        ServerChannel channel = serverChannels.newChannel();
        sockets.listens(channel);
        return channel;
    }

    /// Ready to bind once it has a handler for accepted connections.
    public ServerBootstrap server() {
        return new ServerBootstrap()
                .group(first(), group)
                .channelFactory(this::listening)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.RECVBUF_ALLOCATOR, reads)
                .childOption(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT);
    }

    /// Ready for [#connect] from `loop` once it has a handler.
    public Bootstrap client(EventLoop loop) {
        return new Bootstrap()
                .group(loop)
                .channelFactory(socketChannels)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.RECVBUF_ALLOCATOR, reads)
                .option(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT);
    }

    /// Connects what [#client] returned to a target, on its event loop, unless no files are left.
    public ChannelFuture connect(Bootstrap client, SocketAddress target) {
        ChannelFuture registered = client.register();
        Channel channel = registered.channel();
        if (registered.isDone() && !registered.isSuccess()) {
            return registered;
        }
        if (sockets.reaches(channel)) {
            return channel.connect(target).addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
        }
        channel.close();
        return channel.newFailedFuture(
                new ConnectException("no files are left for connections to targets (ulimit -n)"));
    }

    /// Ends all loops; what is still open is closed.
    ///
    /// Sockets that are closing are waited for: io_uring closes them later, and until then the
    /// kernel lets clients connect to a socket that nobody accepts from.
    public CompletableFuture<Void> close(Duration within) {
        var closed = new CompletableFuture<Void>();
        look(within.toMillis() / LOOK_MILLIS, () -> end(within, closed));
        return closed;
    }

    private void look(long looks, Runnable then) {
        if (looks == 0 || first().isShuttingDown() || sockets.open() == 0) {
            then.run();
        } else {
            Runnable again = () -> look(looks - 1, then);
            first().schedule(again, LOOK_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void end(Duration within, CompletableFuture<Void> closed) {
        group.shutdownGracefully(0, within.toMillis(), TimeUnit.MILLISECONDS)
                .addListener(_ -> closed.complete(null));
    }
}
