package dev.evenkeel.api.http;

import dev.evenkeel.api.ApiAnswer;
import dev.evenkeel.api.ApiRequest;
import dev.evenkeel.api.Body;
import dev.evenkeel.sys.Background;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.timeout.IdleStateEvent;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// One connection: one call at a time, in order. Everything here runs on the connection's event
/// loop, but for the call itself.
final class ApiConnection extends SimpleChannelInboundHandler<FullHttpRequest> {
    /// Tells a connection to end once it has nothing under way.
    static final Object DRAIN = new Object();

    private static final System.Logger LOG = System.getLogger(ApiConnection.class.getName());

    private final Routes routes;
    private final Background background;
    private boolean busy;
    private boolean draining;

    ApiConnection(Routes routes, Background background) {
        this.routes = routes;
        this.background = background;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest message) {
        if (message.decoderResult().isFailure()) {
            ApiAnswer answer = ApiAnswer.of(400, "text/plain", Body.of("Bad request\n"));
            send(context, answer, false);
            return;
        }
        busy = true;
        context.channel().config().setAutoRead(false);
        boolean keepAlive = HttpUtil.isKeepAlive(message);
        ApiRequest request = request(message);
        background.run(
                "api-call",
                () -> {
                    ApiAnswer answer = answer(request);
                    context.executor().execute(() -> send(context, answer, keepAlive));
                });
    }

    private ApiAnswer answer(ApiRequest request) {
        try {
            return routes.answer(request);
        } catch (RuntimeException bug) {
            LOG.log(Level.ERROR, "no answer to " + request.method() + " " + request.path(), bug);
            return ApiAnswer.of(500, "text/plain", Body.of("Internal error\n"));
        }
    }

    private void send(ChannelHandlerContext context, ApiAnswer answer, boolean keepAlive) {
        busy = false;
        boolean staysOpen = keepAlive && !draining;
        FullHttpResponse response =
                new DefaultFullHttpResponse(
                        HttpVersion.HTTP_1_1,
                        HttpResponseStatus.valueOf(answer.status()),
                        Unpooled.wrappedBuffer(answer.body().bytes()));
        answer.headers().forEach((name, value) -> response.headers().set(name, value));
        response.headers().set(HttpHeaderNames.CONTENT_LENGTH, answer.body().length());
        if (staysOpen) {
            var _ =
                    context.writeAndFlush(response)
                            .addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
            context.channel().config().setAutoRead(true);
        } else {
            response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
            var _ = context.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
        }
    }

    private static ApiRequest request(FullHttpRequest message) {
        String uri = message.uri();
        int question = uri.indexOf('?');
        Map<String, List<String>> headers = new TreeMap<>();
        for (Map.Entry<String, String> header : message.headers()) {
            headers.computeIfAbsent(
                            header.getKey().toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                    .add(header.getValue());
        }
        return new ApiRequest(
                message.method().name(),
                question < 0 ? uri : uri.substring(0, question),
                question < 0 ? "" : uri.substring(question + 1),
                headers,
                Body.of(ByteBufUtil.getBytes(message.content())));
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event == DRAIN) {
            draining = true;
        }
        if (!busy && (event == DRAIN || event instanceof IdleStateEvent)) {
            var _ = context.close();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        LOG.log(Level.DEBUG, "an API connection broke", cause);
        var _ = context.close();
    }
}
