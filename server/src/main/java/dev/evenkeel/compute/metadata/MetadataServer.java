package dev.evenkeel.compute.metadata;

import dev.evenkeel.compute.InstanceMetadata;
import dev.evenkeel.model.InstanceId;
import dev.evenkeel.model.Scope;
import dev.evenkeel.model.World;
import dev.evenkeel.sys.Clock;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.timeout.ReadTimeoutHandler;
import java.net.InetAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// Listens for each instance on an address of its own, so that it knows who asks: `127.31.a.b` asks
/// `127.30.a.b`. All share one event loop.
///
/// The link-local address of EC2 would need root and a network namespace for each instance; SDKs
/// and tools follow `AWS_EC2_METADATA_SERVICE_ENDPOINT` instead.
public final class MetadataServer implements InstanceMetadata, AutoCloseable {
    /// The port where nothing else is said.
    public static final int PORT = 1338;

    private static final System.Logger LOG = System.getLogger(MetadataServer.class.getName());
    private static final int BODY_BYTES = 1024;
    private static final int IDLE_SECONDS = 30;

    private final Supplier<World> world;
    private final Tokens tokens;
    private final int port;
    private final EventLoopGroup loop;
    private final Map<InstanceId, Channel> listeners = new ConcurrentHashMap<>();

    public MetadataServer(Supplier<World> world, Clock clock, RandomGenerator random, int port) {
        this.world = world;
        this.tokens = new Tokens(clock, random);
        this.port = port;
        this.loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    }

    @Override
    public void attach(InstanceId id, Scope scope, InetAddress address) {
        listeners.compute(
                id,
                (_, before) ->
                        before != null && before.isOpen()
                                ? before
                                : listen(id, scope, mirrored(address)).channel());
    }

    /// An instance whose address is taken by somebody else runs without metadata.
    private ChannelFuture listen(InstanceId id, Scope scope, String address) {
        var bootstrap =
                new ServerBootstrap()
                        .group(loop)
                        .channel(NioServerSocketChannel.class)
                        .childHandler(
                                new ChannelInitializer<Channel>() {
                                    @Override
                                    protected void initChannel(Channel channel) {
                                        answer(channel, id, scope);
                                    }
                                });
        ChannelFuture bound = bootstrap.bind(address, port).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "No metadata for " + id + " at " + address + ":" + port + ": " + bound.cause());
        }
        return bound;
    }

    private void answer(Channel channel, InstanceId id, Scope scope) {
        channel.pipeline()
                .addLast(new ReadTimeoutHandler(IDLE_SECONDS))
                .addLast(new HttpServerCodec())
                .addLast(new HttpObjectAggregator(BODY_BYTES))
                .addLast(new MetadataHandler(id, scope, world, tokens));
    }

    @Override
    public void detach(InstanceId id) {
        Channel listener = listeners.remove(id);
        if (listener != null) {
            listener.close().awaitUninterruptibly();
        }
    }

    @Override
    public String endpoint(InetAddress address) {
        return "http://" + mirrored(address) + ":" + port;
    }

    private static String mirrored(InetAddress instance) {
        return instance.getHostAddress().replaceFirst("^127\\.31\\.", "127.30.");
    }

    /// Stops answering everybody; the instances run on.
    @Override
    public void close() {
        loop.shutdownGracefully(0, 1, java.util.concurrent.TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
