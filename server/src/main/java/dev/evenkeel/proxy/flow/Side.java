package dev.evenkeel.proxy.flow;

import dev.evenkeel.proxy.balance.Counter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/// One end of a flow: what is read here is written to the other end, no faster than that takes it.
final class Side extends ChannelInboundHandlerAdapter {
    private final Flow flow;
    private final Flow.End end;

    /// Bytes that came before the other end was there: what the socket gives although nobody asks.
    private final Queue<Object> early = new ArrayDeque<>(0);

    private @Nullable Channel other;
    private boolean inputEnded;

    Side(Flow flow, Flow.End end, @Nullable Channel other) {
        this.flow = flow;
        this.end = end;
        this.other = other;
    }

    /// The other end is there: everything goes on to it.
    void joinTo(Channel peer) {
        other = peer;
        for (Object bytes = early.poll(); bytes != null; bytes = early.poll()) {
            peer.write(bytes, peer.voidPromise());
        }
        peer.flush();
        if (inputEnded) {
            endOutput(peer);
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        if (end == Flow.End.CLIENT) {
            flow.begin();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object bytes) {
        flow.relayed(counter(), ((ByteBuf) bytes).readableBytes());
        if (other == null) {
            early.add(bytes);
        } else {
            other.write(bytes, other.voidPromise());
        }
    }

    private Counter counter() {
        return end == Flow.End.CLIENT ? Counter.RECEIVED_BYTES : Counter.SENT_BYTES;
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (other != null) {
            other.flush();
        }
    }

    /// The socket here takes no more, or takes again: reading at the other end follows.
    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (other != null) {
            other.config().setAutoRead(context.channel().isWritable());
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof ChannelInputShutdownEvent && !inputEnded) {
            inputEnded = true;
            if (other != null) {
                endOutput(other);
            }
        } else if (end == Flow.End.CLIENT) {
            flow.hear(event);
        }
    }

    /// The end of the bytes follows the last of them.
    private void endOutput(Channel peer) {
        peer.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(_ -> shutDown((DuplexChannel) peer));
    }

    private void shutDown(DuplexChannel peer) {
        peer.shutdownOutput().addListener(_ -> flow.outputEnded());
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        flow.broken(end);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        flow.broken(end);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        early.forEach(ReferenceCountUtil::release);
        early.clear();
    }
}
