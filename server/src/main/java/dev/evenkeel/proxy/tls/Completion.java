package dev.evenkeel.proxy.tls;

import dev.evenkeel.proxy.net.Closing;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;

/// Waits for the end of a handshake, then makes way for the protocol's handler.
@SuppressWarnings("FutureReturnValueIgnored") // Netty tells failures through the channel's events.
final class Completion extends ChannelInboundHandlerAdapter {
    private final Handshake handshake;

    Completion(Handshake handshake) {
        this.handshake = handshake;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof SslHandshakeCompletionEvent completion) {
            if (completion.isSuccess()) {
                context.pipeline().replace(this, null, handshake.established());
            } else {
                handshake.failed();
                context.close();
            }
        } else if (event == Closing.FRONTEND_GONE) {
            handshake.over();
            context.close();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        handshake.failed();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        handshake.failed();
        context.close();
    }
}
