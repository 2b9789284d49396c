package dev.evenkeel.probe;

import dev.evenkeel.decide.HealthVerdict.CheckResult;
import dev.evenkeel.decide.tls.SecurityPolicy;
import dev.evenkeel.probe.Check.Question;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import javax.net.ssl.SSLException;

/// Asks targets, each on a fresh connection, so many at a time and the others in their turn.
///
/// Lives on one event loop. Its queue is as long as there are checks at most: each waits once. All
/// open connections share one timer, which looks after them when the first deadline may be over.
final class Asker {
    /// Targets that say nothing hold a connection until their time is over; there must be enough
    /// for the others meanwhile.
    static final int MAX_OPEN = 4096;

    private final Sockets sockets;
    private final Schedule schedule;
    private final SslContext tls = anyCertificate(List.of());
    private final SslContext tlsForHttp2 = anyCertificate(List.of(ApplicationProtocolNames.HTTP_2));
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private final Map<Channel, Outcome> open = new HashMap<>();
    private long looksAt = Long.MAX_VALUE;

    /// Hears how a check ended, and the status the target answered with, of HTTP or of gRPC; 0 if
    /// it did not answer.
    @FunctionalInterface
    interface Listener {
        void told(CheckResult result, int code);
    }

    Asker(Sockets sockets, Schedule schedule) {
        this.sockets = sockets;
        this.schedule = schedule;
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
        long timeout = check.terms().timeout().toNanos();
        if (!check.reachable()) {
            schedule.after(timeout, () -> listener.told(new CheckResult.TimedOut(), 0));
        } else if (open.size() < MAX_OPEN) {
            start(check, listener);
        } else {
            waiting.add(() -> start(check, listener));
        }
    }

    private void start(Check check, Listener listener) {
        var outcome = new Outcome(listener, schedule.now() + check.terms().timeout().toNanos());
        Channel channel = sockets.open();
        addHandlers(channel, check, outcome);
        open.put(channel, outcome);
        channel.closeFuture().addListener(_ -> ended(channel));
        sockets.loop().register(channel);
        connect(channel, check)
                .addListener(connected -> {
                    if (!connected.isSuccess()) {
                        outcome.tell(new CheckResult.Failed());
                        channel.close();
                    }
                });
        lookAt(outcome.deadline());
    }

    private static ChannelFuture connect(Channel channel, Check check) {
        return check.from()
                .map(from -> channel.connect(check.address(), from))
                .orElseGet(() -> channel.connect(check.address()));
    }

    private void ended(Channel channel) {
        open.remove(channel);
        Runnable next = waiting.poll();
        if (next != null) {
            next.run();
        }
    }

    /// Looks for checks whose time is over at `deadline`, unless it looks earlier anyway.
    private void lookAt(long deadline) {
        if (deadline < looksAt) {
            looksAt = deadline;
            schedule.after(deadline - schedule.now(), this::look);
        }
    }

    private void look() {
        long now = schedule.now();
        looksAt = Long.MAX_VALUE;
        for (var each : List.copyOf(open.entrySet())) {
            if (each.getValue().deadline() <= now) {
                each.getValue().expire(each.getKey());
            }
        }
        open.values().stream().mapToLong(Outcome::deadline).min().ifPresent(this::lookAt);
    }

    private void addHandlers(Channel channel, Check check, Outcome outcome) {
        ChannelPipeline pipeline = channel.pipeline();
        switch (check.question()) {
            case Question.Connect() -> {}
            case Question.Handshake() -> pipeline.addLast(encryption(tls, channel));
            case Question.Get get when get.tls() -> pipeline.addLast(encryption(tls, channel));
            case Question.Http2 http2 when http2.get().tls() ->
                    pipeline.addLast(encryption(tlsForHttp2, channel));
            case Question.Get _, Question.Http2 _ -> {}
        }
        pipeline.addLast(
                check.question() instanceof Question.Http2 http2
                        ? new Http2Conversation(check, http2, outcome)
                        : new Conversation(check, outcome));
    }

    /// The check's deadline is the handshake's, too.
    private static SslHandler encryption(SslContext context, Channel channel) {
        SslHandler handler = context.newHandler(channel.alloc());
        handler.setHandshakeTimeoutMillis(0);
        return handler;
    }
}
