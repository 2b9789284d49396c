package dev.evenkeel.proxy.flow;

import dev.evenkeel.proxy.net.Acceptor;
import dev.evenkeel.proxy.net.OpenFrontend;
import dev.evenkeel.proxy.net.Transport;
import dev.evenkeel.sys.Clock;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;

/// Takes over the connections of frontends that relay streams: each becomes a [Flow].
public final class FlowListener implements Acceptor {
    private final Transport transport;
    private final Clock clock;
    private final FlowHash hash;
    private final FlowLimits limits;

    /// `seed` starts the numbers that tell flows with the same addresses apart.
    public FlowListener(Transport transport, Clock clock, long seed, FlowLimits limits) {
        this.transport = transport;
        this.clock = clock;
        this.hash = new FlowHash(seed);
        this.limits = limits;
    }

    /// Nothing is read from the client before its target is connected.
    @Override
    public void accept(Channel client, OpenFrontend frontend) {
        client.config().setAutoRead(false);
        client.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
        client.pipeline().addLast(new Flow(this, client, frontend).clientSide());
    }

    Transport transport() {
        return transport;
    }

    FlowHash hash() {
        return hash;
    }

    FlowLimits limits() {
        return limits;
    }

    /// The monotonic clock.
    long nanos() {
        return clock.nanoTime();
    }
}
