package dev.evenkeel.proxy.http;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.netty.util.ReferenceCountUtil;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.cert.Certificate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;

/// A client on BoringSSL that mostly shakes hands: it still speaks the versions that the JDK has
/// switched off.
final class TlsClient implements AutoCloseable {
    private final MultiThreadIoEventLoopGroup loop =
            new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());

    /// What was agreed on.
    record Agreed(String version, String cipher, Certificate shown) {}

    /// What a client offers.
    record Offer(String host, List<String> versions, List<String> ciphers) {
        static final List<String> CIPHERS =
                List.of(
                        "TLS_AES_128_GCM_SHA256",
                        "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
                        "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
                        "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA",
                        "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA",
                        "TLS_RSA_WITH_AES_128_GCM_SHA256",
                        "TLS_RSA_WITH_AES_128_CBC_SHA");

        static Offer of(String host, String... versions) {
            return new Offer(host, List.of(versions), CIPHERS);
        }
    }

    /// Empty if the server does not agree.
    Optional<Agreed> shake(InetSocketAddress address, Offer offer) throws Exception {
        var agreed = new CompletableFuture<Optional<Agreed>>();
        Channel channel =
                connect(
                        address,
                        offer,
                        (_, tls) -> {
                            tls.handshakeFuture()
                                    .addListener(done ->
                                            agreed.complete(
                                                    done.isSuccess()
                                                            ? agreed(tls)
                                                            : Optional.empty()));
                        });
        Optional<Agreed> result = agreed.get(10, TimeUnit.SECONDS);
        channel.close().sync();
        return result;
    }

    /// Sends a request, and tells whether the answer ended with TLS's closing alert, or was cut.
    boolean endsWithAlert(InetSocketAddress address, String request) throws Exception {
        var ended = new CompletableFuture<Boolean>();
        Channel channel =
                connect(
                        address,
                        Offer.of("example.com", "TLSv1.3"),
                        (made, _) -> made.pipeline().addLast(new Ending(ended)));
        channel.writeAndFlush(Unpooled.copiedBuffer(request, StandardCharsets.US_ASCII));
        return ended.get(10, TimeUnit.SECONDS);
    }

    /// Waits for the end of what the server sends.
    private static final class Ending extends ChannelInboundHandlerAdapter {
        private final CompletableFuture<Boolean> ended;

        Ending(CompletableFuture<Boolean> ended) {
            this.ended = ended;
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            ReferenceCountUtil.release(message);
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            if (event instanceof SslCloseCompletionEvent close) {
                ended.complete(close.isSuccess());
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            ended.complete(false);
        }
    }

    private Channel connect(
            InetSocketAddress address, Offer offer, BiConsumer<Channel, SslHandler> made)
            throws Exception {
        SslContext context =
                SslContextBuilder.forClient()
                        .sslProvider(SslProvider.OPENSSL)
                        .protocols(offer.versions())
                        .ciphers(offer.ciphers(), SupportedCipherSuiteFilter.INSTANCE)
                        .trustManager(InsecureTrustManagerFactory.INSTANCE)
                        .endpointIdentificationAlgorithm(null)
                        .build();
        var initializer =
                new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        SslHandler tls = context.newHandler(channel.alloc(), offer.host(), 443);
                        channel.pipeline().addLast(tls);
                        made.accept(channel, tls);
                    }
                };
        return new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .handler(initializer)
                .connect(address)
                .sync()
                .channel();
    }

    private static Optional<Agreed> agreed(SslHandler tls) {
        SSLSession session = tls.engine().getSession();
        try {
            return Optional.of(
                    new Agreed(
                            session.getProtocol(),
                            session.getCipherSuite(),
                            session.getPeerCertificates()[0]));
        } catch (SSLException nothingShown) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }
}
