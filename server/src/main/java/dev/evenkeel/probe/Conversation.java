package dev.evenkeel.probe;

import dev.evenkeel.decide.HealthVerdict.CheckResult;
import dev.evenkeel.probe.Check.Question;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;

/// One check on one connection: asks, hears the answer, tells it once, and hangs up.
final class Conversation extends SimpleChannelInboundHandler<ByteBuf> {
    private final Check check;
    private final Outcome outcome;
    private final Answer answer;

    Conversation(Check check, Outcome outcome) {
        this.check = check;
        this.outcome = outcome;
        this.answer = new Answer(check.healthy(), outcome);
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        switch (check.question()) {
            case Question.Connect() -> end(context, new CheckResult.Passed());
            case Question.Handshake(), Question.Http2 _ -> {}
            case Question.Get get ->
                    context.writeAndFlush(
                            ByteBufUtil.writeUtf8(context.alloc(), request(get, check.host())));
        }
    }

    static String request(Question.Get get, String host) {
        return "GET "
                + get.path()
                + " HTTP/1.1\r\nHost: "
                + host
                + "\r\nConnection: close\r\nUser-Agent: "
                + get.userAgent()
                + "\r\nAccept-Encoding: gzip, compressed\r\n\r\n";
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof SslHandshakeCompletionEvent handshake) {
            if (!handshake.isSuccess()) {
                end(context, new CheckResult.Failed());
            } else if (check.question() instanceof Question.Handshake) {
                end(context, new CheckResult.Passed());
            }
        }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, ByteBuf bytes) {
        if (!answer.hear(bytes)) {
            context.close();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        end(context, new CheckResult.Failed());
    }

    private void end(ChannelHandlerContext context, CheckResult result) {
        outcome.tell(result);
        context.close();
    }
}
