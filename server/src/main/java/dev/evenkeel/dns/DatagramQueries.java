package dev.evenkeel.dns;

import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/// Answers queries that come by UDP, one datagram each.
final class DatagramQueries extends SimpleChannelInboundHandler<DatagramPacket> {
    private static final Logger LOG = System.getLogger(DatagramQueries.class.getName());

    private final Responder responder;

    DatagramQueries(Responder responder) {
        this.responder = responder;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
        byte[] query = ByteBufUtil.getBytes(packet.content());
        responder
                .answer(query, Responder.Transport.UDP)
                .map(answer -> new DatagramPacket(Unpooled.wrappedBuffer(answer), packet.sender()))
                .ifPresent(context::writeAndFlush);
    }

    /// A client that went away answers with ICMP, which surfaces here; the socket serves all
    /// others.
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        LOG.log(Level.DEBUG, "a DNS answer was not delivered", cause);
    }
}
