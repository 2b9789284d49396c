package dev.evenkeel.proxy.tls;

import dev.evenkeel.decide.tls.SecurityPolicy;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.OpenSslContextOption;
import io.netty.handler.ssl.OpenSslSessionContext;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.netty.util.ReferenceCountUtil;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLException;

/// TLS to targets: whatever certificate they show is good, no server name is sent - both as AWS
/// does - and a session is resumed where the target still has it. For all event loops.
public final class TargetTls {
    private final SslContext context;
    private final SslContext http2Context;
    private final Duration handshakeTimeout;
    private final AtomicBoolean closed = new AtomicBoolean();

    public TargetTls(Duration handshakeTimeout) {
        this.handshakeTimeout = handshakeTimeout;
        this.context = context(List.of());
        this.http2Context = context(List.of(ApplicationProtocolNames.HTTP_2));
    }

    private static SslContext context(List<String> protocols) {
        SecurityPolicy policy = SecurityPolicy.TO_TARGETS;
        try {
            SslContext made =
                    offering(protocols)
                            .sslProvider(SslProvider.OPENSSL_REFCNT)
                            .protocols(policy.protocols())
                            .ciphers(
                                    policy.ciphers().stream()
                                            .map(SecurityPolicy.Cipher::ianaName)
                                            .toList(),
                                    SupportedCipherSuiteFilter.INSTANCE)
                            .trustManager(InsecureTrustManagerFactory.INSTANCE)
                            .endpointIdentificationAlgorithm(null)
                            .option(OpenSslContextOption.USE_TASKS, false)
                            .build();
            if (made.sessionContext() instanceof OpenSslSessionContext sessions) {
                sessions.setSessionCacheEnabled(true);
            }
            return made;
        } catch (SSLException unavailable) {
            throw new IllegalStateException("BoringSSL is not available", unavailable);
        }
    }

    private static SslContextBuilder offering(List<String> protocols) {
        SslContextBuilder builder = SslContextBuilder.forClient();
        return protocols.isEmpty()
                ? builder
                : builder.applicationProtocolConfig(
                        new ApplicationProtocolConfig(
                                ApplicationProtocolConfig.Protocol.ALPN,
                                ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
                                ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT,
                                protocols));
    }

    /// Shakes hands with `target` once it is connected.
    public SslHandler handler(ByteBufAllocator allocator, InetSocketAddress target) {
        return handler(context, allocator, target);
    }

    /// The same, and asks for HTTP/2.
    public SslHandler http2Handler(ByteBufAllocator allocator, InetSocketAddress target) {
        return handler(http2Context, allocator, target);
    }

    /// Why a handshake came to nothing. A target that ends the connection instead of shaking hands
    /// fails at TLS, too.
    public static SSLException failure(Throwable cause) {
        return cause instanceof SSLException atTls
                ? atTls
                : new SSLException("the target ended the handshake", cause);
    }

    private SslHandler handler(
            SslContext from, ByteBufAllocator allocator, InetSocketAddress target) {
        SslHandler handler =
                from.newHandler(allocator, target.getAddress().getHostAddress(), target.getPort());
        handler.setHandshakeTimeoutMillis(handshakeTimeout.toMillis());
        return handler;
    }

    /// Frees native memory, once. No connection is opened any more.
    public void close() {
        if (!closed.getAndSet(true)) {
            ReferenceCountUtil.release(context);
            ReferenceCountUtil.release(http2Context);
        }
    }
}
