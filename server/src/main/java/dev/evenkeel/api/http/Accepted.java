package dev.evenkeel.api.http;

import dev.evenkeel.sys.Background;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.group.ChannelGroup;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.flow.FlowControlHandler;
import io.netty.handler.timeout.IdleStateHandler;

/// Sets up each accepted connection: first the sniffer for the front door, then HTTP within its
/// limits, then calls one at a time. Connections beyond the limit are closed at once.
final class Accepted extends ChannelInitializer<Channel> {
    private static final int MOST_CONNECTIONS = 4096;
    private static final int LONGEST_REQUEST_LINE = 64 * 1024;
    private static final int LARGEST_HEADERS = 32 * 1024;
    private static final int IDLE_SECONDS = 120;

    private final ChannelGroup connections;
    private final Routes routes;
    private final FrontDoor frontDoor;
    private final Background background;

    Accepted(ChannelGroup connections, Routes routes, FrontDoor frontDoor, Background background) {
        this.connections = connections;
        this.routes = routes;
        this.frontDoor = frontDoor;
        this.background = background;
    }

    @Override
    protected void initChannel(Channel connection) {
        if (connections.size() >= MOST_CONNECTIONS) {
            var _ = connection.close();
            return;
        }
        connections.add(connection);
        HttpDecoderConfig limits =
                new HttpDecoderConfig()
                        .setMaxInitialLineLength(LONGEST_REQUEST_LINE)
                        .setMaxHeaderSize(LARGEST_HEADERS);
        connection
                .pipeline()
                .addLast(new FrontDoorSniffer(frontDoor))
                .addLast(new IdleStateHandler(0, 0, IDLE_SECONDS))
                .addLast(new HttpServerCodec(limits))
                .addLast(new HttpObjectAggregator(ApiServer.LARGEST_BODY))
                .addLast(new FlowControlHandler())
                .addLast(new ApiConnection(routes, background));
    }
}
