package dev.evenkeel.dns;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;
import io.netty.handler.codec.LengthFieldPrepender;
import io.netty.handler.timeout.IdleStateHandler;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// The DNS server: the same answers by UDP and TCP on one address. One thread of its own.
public final class DnsServer implements AutoCloseable {
    /// At most this many TCP connections are served at a time; more are closed at once.
    static final int MAX_CONNECTIONS = 128;

    static final int IDLE_SECONDS = 10;
    private static final int LONGEST_QUERY = 4096;

    private final MultiThreadIoEventLoopGroup loop =
            new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final AtomicInteger connections = new AtomicInteger();
    private final Responder responder;
    private final InetSocketAddress address;
    private volatile Zones zones;

    /// Opens the server. Port 0 takes a free one.
    ///
    /// @throws CannotListen when the address is taken or may not be used
    public DnsServer(InetSocketAddress address, Zones zones) {
        this.zones = zones;
        this.responder = new Responder(() -> this.zones);
        try {
            Channel tcp = bound(listener().bind(address), address);
            this.address = (InetSocketAddress) tcp.localAddress();
            bound(datagrams().bind(this.address), this.address);
        } catch (CannotListen e) {
            loop.shutdownGracefully(0, 0, TimeUnit.SECONDS);
            throw e;
        }
    }

    /// Answers from `next` from now on. Any thread.
    public void use(Zones next) {
        zones = next;
    }

    /// Where it listens.
    public InetSocketAddress address() {
        return address;
    }

    private Bootstrap datagrams() {
        return new Bootstrap()
                .group(loop)
                .channel(NioDatagramChannel.class)
                .handler(new DatagramQueries(responder));
    }

    private ServerBootstrap listener() {
        return new ServerBootstrap()
                .group(loop)
                .channel(NioServerSocketChannel.class)
                .childHandler(
                        new ChannelInitializer<SocketChannel>() {
                            @Override
                            protected void initChannel(SocketChannel channel) {
                                accept(channel);
                            }
                        });
    }

    private void accept(SocketChannel channel) {
        if (connections.incrementAndGet() > MAX_CONNECTIONS) {
            connections.decrementAndGet();
            channel.close();
            return;
        }
        channel.closeFuture().addListener(closed -> connections.decrementAndGet());
        channel.pipeline()
                .addLast(
                        new IdleStateHandler(0, 0, IDLE_SECONDS),
                        new LengthFieldBasedFrameDecoder(LONGEST_QUERY, 0, 2, 0, 2),
                        new LengthFieldPrepender(2),
                        new StreamQueries(responder));
    }

    private static Channel bound(ChannelFuture binding, InetSocketAddress address) {
        if (binding.awaitUninterruptibly().isSuccess()) {
            return binding.channel();
        }
        throw new CannotListen(address, binding.cause());
    }

    @Override
    public void close() {
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
