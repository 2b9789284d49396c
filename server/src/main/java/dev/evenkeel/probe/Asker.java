package dev.evenkeel.probe;

import dev.evenkeel.decide.HealthVerdict.CheckResult;
import dev.evenkeel.decide.tls.SecurityPolicy;
import dev.evenkeel.probe.Check.Question;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ConnectTimeoutException;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.netty.util.concurrent.Future;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;

/// Asks targets, each on a fresh connection, so many at a time and the others in their turn.
///
/// Lives on one event loop. Its queue is as long as there are targets at most: each waits once.
final class Asker {
    static final int MAX_OPEN = 256;

    private final EventLoop loop;
    private final SslContext tls;
    private final SslContext tlsForHttp2;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private int open;

    /// Hears how a check ended, and the status the target answered with, of HTTP or of gRPC; 0 if
    /// it did not answer.
    @FunctionalInterface
    interface Listener {
        void told(CheckResult result, int code);
    }

    Asker(EventLoop loop) {
        this.loop = loop;
        this.tls = anyCertificate(List.of());
        this.tlsForHttp2 = anyCertificate(List.of(ApplicationProtocolNames.HTTP_2));
    }

    /// Targets may have any certificate: the load balancer does not validate it, as AWS's does not.
    private static SslContext anyCertificate(List<String> protocols) {
        try {
            SecurityPolicy policy = SecurityPolicy.TO_TARGETS;
            var builder =
                    SslContextBuilder.forClient()
                            .sslProvider(SslProvider.OPENSSL)
                            .protocols(policy.protocols())
                            .ciphers(
                                    policy.ciphers().stream()
                                            .map(SecurityPolicy.Cipher::ianaName)
                                            .toList(),
                                    SupportedCipherSuiteFilter.INSTANCE);
            if (!protocols.isEmpty()) {
                builder.applicationProtocolConfig(
                        new ApplicationProtocolConfig(
                                Protocol.ALPN,
                                SelectorFailureBehavior.NO_ADVERTISE,
                                SelectedListenerFailureBehavior.ACCEPT,
                                protocols));
            }
            return builder.trustManager(InsecureTrustManagerFactory.INSTANCE)
                    .endpointIdentificationAlgorithm(null)
                    .build();
        } catch (SSLException e) {
            throw new IllegalStateException("TLS is not available for health checks", e);
        }
    }

    /// Asks, now or when it is its turn. `listener` hears the result, once, on the loop.
    void ask(Check check, Listener listener) {
        if (open < MAX_OPEN) {
            start(check, listener);
        } else {
            waiting.add(() -> start(check, listener));
        }
    }

    private void start(Check check, Listener listener) {
        if (!check.reachable()) {
            long millis = check.timeout().toMillis();
            loop.schedule(
                    () -> listener.told(new CheckResult.TimedOut(), 0),
                    millis,
                    TimeUnit.MILLISECONDS);
            return;
        }
        open++;
        var outcome = new Outcome(listener);
        var connecting = bootstrap(check, outcome).connect(check.address());
        Future<?> deadline =
                loop.schedule(
                        () -> {
                            outcome.tell(new CheckResult.TimedOut());
                            connecting.channel().close();
                        },
                        check.timeout().toMillis(),
                        TimeUnit.MILLISECONDS);
        connecting.addListener(connected -> {
            if (!connected.isSuccess()) {
                outcome.tell(whyNot(connected.cause()));
            }
        });
        connecting.channel().closeFuture().addListener(closed -> ended(deadline));
    }

    private void ended(Future<?> deadline) {
        deadline.cancel(false);
        open--;
        Runnable next = waiting.poll();
        if (next != null) {
            next.run();
        }
    }

    private static CheckResult whyNot(Throwable cause) {
        return cause instanceof ConnectTimeoutException
                ? new CheckResult.TimedOut()
                : new CheckResult.Failed();
    }

    private Bootstrap bootstrap(Check check, Outcome outcome) {
        return new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) check.timeout().toMillis())
                .handler(
                        new ChannelInitializer<Channel>() {
                            @Override
                            protected void initChannel(Channel channel) {
                                addHandlers(channel, check, outcome);
                            }
                        });
    }

    private void addHandlers(Channel channel, Check check, Outcome outcome) {
        ChannelPipeline pipeline = channel.pipeline();
        switch (check.question()) {
            case Question.Connect() -> {}
            case Question.Handshake() -> pipeline.addLast(tls.newHandler(channel.alloc()));
            case Question.Get get when get.tls() ->
                    pipeline.addLast(tls.newHandler(channel.alloc()));
            case Question.Http2 http2 when http2.get().tls() ->
                    pipeline.addLast(tlsForHttp2.newHandler(channel.alloc()));
            case Question.Get _, Question.Http2 _ -> {}
        }
        pipeline.addLast(
                check.question() instanceof Question.Http2 http2
                        ? new Http2Conversation(check, http2, outcome)
                        : new Conversation(check, outcome));
    }
}
