package dev.evenkeel.probe;

import dev.evenkeel.decide.HealthVerdict.CheckResult;
import dev.evenkeel.probe.Check.Question;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2ConnectionHandlerBuilder;
import io.netty.handler.codec.http2.Http2EventAdapter;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;
import org.jspecify.annotations.Nullable;

/// One check by HTTP/2 on one connection: a GET, or a gRPC call with an empty message. Hears the
/// status of the first, or the code that ends the second, tells it, and hangs up.
@SuppressWarnings("FutureReturnValueIgnored") // Netty tells failures through the channel's events.
final class Http2Conversation extends ChannelInboundHandlerAdapter {
    private static final int STREAM = 3;
    private static final byte[] EMPTY_MESSAGE = new byte[5];
    private static final String GRPC_STATUS = "grpc-status";

    private final Check check;
    private final Question.Http2 question;
    private final Outcome outcome;

    Http2Conversation(Check check, Question.Http2 question, Outcome outcome) {
        this.check = check;
        this.question = question;
        this.outcome = outcome;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        var codec =
                new Http2ConnectionHandlerBuilder()
                        .server(false)
                        .initialSettings(new Http2Settings().pushEnabled(false))
                        .decoupleCloseAndGoAway(true)
                        .frameListener(new Answer(context))
                        .build();
        context.pipeline().addAfter(context.name(), null, codec);
        context.fireChannelActive();
        ask(codec, context.pipeline().context(codec));
    }

    private void ask(Http2ConnectionHandler codec, ChannelHandlerContext to) {
        Http2Headers headers = headers();
        boolean grpc = question.grpc();
        codec.encoder().writeHeaders(to, STREAM, headers, 0, !grpc, to.newPromise());
        if (grpc) {
            ByteBuf message = Unpooled.wrappedBuffer(EMPTY_MESSAGE);
            codec.encoder().writeData(to, STREAM, message, 0, true, to.newPromise());
        }
        codec.flush(to);
    }

    private Http2Headers headers() {
        var headers =
                new DefaultHttp2Headers()
                        .method(question.grpc() ? "POST" : "GET")
                        .scheme(question.get().tls() ? "https" : "http")
                        .authority(check.host())
                        .path(question.get().path())
                        .add(HttpHeaderNames.USER_AGENT, question.get().userAgent());
        return question.grpc()
                ? headers.add(HttpHeaderNames.CONTENT_TYPE, "application/grpc")
                        .add(HttpHeaderNames.TE, "trailers")
                : headers;
    }

    /// Hears the frames of the answer.
    private final class Answer extends Http2EventAdapter {
        private final ChannelHandlerContext context;

        Answer(ChannelHandlerContext context) {
            this.context = context;
        }

        @Override
        public void onHeadersRead(
                ChannelHandlerContext ignored,
                int stream,
                Http2Headers headers,
                int dependency,
                short weight,
                boolean exclusive,
                int padding,
                boolean last) {
            CharSequence code = question.grpc() ? headers.get(GRPC_STATUS) : headers.status();
            boolean interim = !question.grpc() && code != null && code.charAt(0) == '1';
            if (code != null && !interim) {
                end(result(code));
            } else if (last) {
                end(question.grpc() ? new CheckResult.NoGrpcStatus() : new CheckResult.Failed());
            }
        }

        @Override
        public void onRstStreamRead(ChannelHandlerContext ignored, int stream, long error) {
            end(new CheckResult.Failed());
        }

        private void end(CheckResult result) {
            outcome.tell(result);
            context.close();
        }
    }

    private CheckResult result(CharSequence text) {
        int code = number(text);
        if (code < 0) {
            return new CheckResult.Failed();
        }
        outcome.answered(code);
        if (question.get().healthy().contain(code)) {
            return new CheckResult.Passed();
        }
        return question.grpc()
                ? new CheckResult.WrongGrpcStatus(code)
                : new CheckResult.WrongCode(code);
    }

    /// Up to three digits; -1 if it is anything else.
    private static int number(@Nullable CharSequence text) {
        String digits = String.valueOf(text);
        return digits.matches("\\d{1,3}") ? Integer.parseInt(digits) : -1;
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        outcome.tell(new CheckResult.Failed());
        context.close();
    }
}
