package dev.evenkeel.dns;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.timeout.IdleStateEvent;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/// Answers queries that come by TCP, already cut into messages. A silent or broken connection is
/// closed.
final class StreamQueries extends SimpleChannelInboundHandler<ByteBuf> {
    private static final Logger LOG = System.getLogger(StreamQueries.class.getName());

    private final Responder responder;

    StreamQueries(Responder responder) {
        this.responder = responder;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, ByteBuf message) {
        responder
                .answer(ByteBufUtil.getBytes(message), Responder.Transport.TCP)
                .map(Unpooled::wrappedBuffer)
                .ifPresentOrElse(context::writeAndFlush, context::close);
    }

    /// A client that asks without reading its answers is not read from until it does.
    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        context.channel().config().setAutoRead(context.channel().isWritable());
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof IdleStateEvent) {
            context.close();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        LOG.log(Level.DEBUG, "a DNS client broke its connection", cause);
        context.close();
    }
}
