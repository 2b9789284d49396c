package dev.evenkeel.compute.metadata;

import dev.evenkeel.model.Instance;
import dev.evenkeel.model.InstanceId;
import dev.evenkeel.model.Scope;
import dev.evenkeel.model.World;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Answers one instance's questions on one connection, in the event loop.
///
/// A token is required where the instance's `HttpTokens` says so; one that is sent must be good.
final class MetadataHandler extends SimpleChannelInboundHandler<FullHttpRequest> {
    private static final String TOKEN = "X-aws-ec2-metadata-token";
    private static final String TOKEN_LIFE = "X-aws-ec2-metadata-token-ttl-seconds";
    private static final Pattern PATH =
            Pattern.compile("/(?:latest|1\\.0|\\d{4}-\\d{2}-\\d{2})/?(.*?)/?");

    private final InstanceId id;
    private final Scope scope;
    private final Supplier<World> world;
    private final Tokens tokens;

    MetadataHandler(InstanceId id, Scope scope, Supplier<World> world, Tokens tokens) {
        this.id = id;
        this.scope = scope;
        this.world = world;
        this.tokens = tokens;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
        boolean keep = HttpUtil.isKeepAlive(request);
        FullHttpResponse response = answer(request);
        HttpUtil.setContentLength(response, response.content().readableBytes());
        HttpUtil.setKeepAlive(response, keep);
        var written = context.writeAndFlush(response);
        if (!keep) {
            written.addListener(ChannelFutureListener.CLOSE);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        var _ = context.close();
    }

    private FullHttpResponse answer(FullHttpRequest request) {
        String path = new QueryStringDecoder(request.uri()).path();
        if (request.method().equals(HttpMethod.PUT) && path.equals("/latest/api/token")) {
            return token(request);
        }
        if (!request.method().equals(HttpMethod.GET)) {
            return error(HttpResponseStatus.METHOD_NOT_ALLOWED);
        }
        String token = request.headers().get(TOKEN, "");
        boolean isGood = token.isEmpty() ? !requiresToken() : tokens.accepts(id, token);
        if (!isGood) {
            return error(HttpResponseStatus.UNAUTHORIZED);
        }
        return found(path).orElseGet(() -> error(HttpResponseStatus.NOT_FOUND));
    }

    private boolean requiresToken() {
        return world.get()
                .in(scope)
                .find(Instance.class, id.value())
                .filter(instance -> instance.settings().requiresToken())
                .isPresent();
    }

    private FullHttpResponse token(FullHttpRequest request) {
        if (request.headers().contains("X-Forwarded-For")) {
            return error(HttpResponseStatus.FORBIDDEN);
        }
        int seconds = request.headers().getInt(TOKEN_LIFE, 0);
        if (seconds < 1 || seconds > Tokens.LONGEST.toSeconds()) {
            return error(HttpResponseStatus.BAD_REQUEST);
        }
        FullHttpResponse response = text(tokens.issue(id, Duration.ofSeconds(seconds)));
        response.headers().set(TOKEN_LIFE, seconds);
        return response;
    }

    private Optional<FullHttpResponse> found(String path) {
        if (path.equals("/")) {
            return Optional.of(text("1.0\nlatest"));
        }
        Matcher matcher = PATH.matcher(path);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        World now = world.get();
        return now.in(scope)
                .find(Instance.class, id.value())
                .flatMap(instance -> new MetadataTree(now, instance).at(matcher.group(1)))
                .map(content -> response(HttpResponseStatus.OK, content));
    }

    private static FullHttpResponse text(String text) {
        return response(HttpResponseStatus.OK, text.getBytes(StandardCharsets.UTF_8));
    }

    private static FullHttpResponse error(HttpResponseStatus status) {
        String text = status.code() + " - " + status.reasonPhrase() + "\n";
        return response(status, text.getBytes(StandardCharsets.UTF_8));
    }

    private static FullHttpResponse response(HttpResponseStatus status, byte[] content) {
        var response =
                new DefaultFullHttpResponse(
                        HttpVersion.HTTP_1_1, status, Unpooled.wrappedBuffer(content));
        response.headers().set("Content-Type", "text/plain");
        response.headers().set("Server", "EC2ws");
        return response;
    }
}
