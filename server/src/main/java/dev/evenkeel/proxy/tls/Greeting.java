package dev.evenkeel.proxy.tls;

import dev.evenkeel.decide.tls.ClientHello;
import dev.evenkeel.proxy.net.Closing;
import dev.evenkeel.proxy.route.Tls;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Waits for what a client says first, chooses the certificate, and makes way for the handshake
/// proper. What was read is read again by it, not copied.
///
/// With a single certificate there is nothing to choose, and the greeting is not looked into.
@SuppressWarnings("FutureReturnValueIgnored") // Netty tells failures through the channel's events.
final class Greeting extends ByteToMessageDecoder {
    private static final ByteBuf PLAIN_HTTP =
            Unpooled.unreleasableBuffer(
                    Unpooled.copiedBuffer(plainHttp(), StandardCharsets.US_ASCII));

    private final Handshake handshake;
    private boolean refused;

    Greeting(Handshake handshake) {
        this.handshake = handshake;
    }

    private static String plainHttp() {
        String body =
                """
                <html>\r
                <head><title>400 The plain HTTP request was sent to HTTPS port</title></head>\r
                <body>\r
                <center><h1>400 Bad Request</h1></center>\r
                <center>The plain HTTP request was sent to HTTPS port</center>\r
                </body>\r
                </html>\r
                """;
        return "HTTP/1.1 400 Bad Request\r\nServer: awselb/2.0\r\nContent-Type: text/html\r\n"
                + "Content-Length: %d\r\nConnection: close\r\n\r\n%s"
                        .formatted(body.length(), body);
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        if (refused) {
            in.skipBytes(in.readableBytes());
            return;
        }
        byte first = in.getByte(in.readerIndex());
        Optional<Tls> tls = handshake.settings();
        if (tls.isEmpty()) {
            handshake.over();
            context.close();
        } else if (first != HelloReader.HANDSHAKE) {
            refuse(context, in, first);
        } else if (tls.get().identities().size() == 1) {
            begin(context, tls.get(), null);
        } else {
            switch (HelloReader.read(in)) {
                case HelloReader.Outcome.Incomplete() -> {}
                case HelloReader.Outcome.Malformed() -> refuse(context, in, first);
                case HelloReader.Outcome.Read(ClientHello hello) ->
                        begin(context, tls.get(), hello);
            }
        }
    }

    private void begin(ChannelHandlerContext context, Tls tls, @Nullable ClientHello hello) {
        Optional<ChannelHandler> ssl = handshake.begin(tls, hello);
        if (ssl.isEmpty()) {
            handshake.failed();
            context.close();
            return;
        }
        context.pipeline().addAfter(context.name(), null, new Completion(handshake));
        context.pipeline().replace(this, null, ssl.get());
    }

    /// What came is no TLS. A letter is taken for the beginning of an HTTP request.
    private void refuse(ChannelHandlerContext context, ByteBuf in, byte first) {
        refused = true;
        handshake.failed();
        in.skipBytes(in.readableBytes());
        if (first >= 'A' && first <= 'Z') {
            context.writeAndFlush(PLAIN_HTTP.duplicate()).addListener(ChannelFutureListener.CLOSE);
        } else {
            context.close();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event == Closing.FRONTEND_GONE) {
            context.close();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) throws Exception {
        handshake.over();
        super.channelInactive(context);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        handshake.failed();
        context.close();
    }
}
