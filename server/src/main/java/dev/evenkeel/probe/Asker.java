package dev.evenkeel.probe;

import dev.evenkeel.decide.HealthVerdict.CheckResult;
import dev.evenkeel.decide.tls.SecurityPolicy;
import dev.evenkeel.probe.Check.Question;
import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
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
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
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

    private static final Logger LOG = System.getLogger(Asker.class.getName());

    private final Sockets sockets;
    private final Schedule schedule;
    private final SslContext tls = anyCertificate(List.of());
    private final SslContext tlsForHttp2 = anyCertificate(List.of(ApplicationProtocolNames.HTTP_2));
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private final Map<Outcome, Outcome.Line> open = new HashMap<>();
    private final EpollConversation.Paper paper = EpollConversation.Paper.blank();
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
        Duration timeout = check.terms().timeout();
        if (!check.reachable()) {
            schedule.after(timeout, () -> listener.told(new CheckResult.TimedOut(), 0));
        } else if (open.size() < MAX_OPEN) {
            start(check, listener);
        } else {
            waiting.add(() -> start(check, listener));
        }
    }

    private void start(Check check, Listener listener) {
        long deadline = schedule.now() + check.terms().timeout().toNanos();
        var outcome = new Outcome(listener, deadline, this::ended);
        lookAt(deadline);
        try {
            call(check, outcome);
        } catch (IOException | ChannelException e) {
            LOG.log(Level.WARNING, "cannot ask " + check.address(), e);
            outcome.tell(new CheckResult.NotMade());
            ended(outcome);
        }
    }

    private void call(Check check, Outcome outcome) throws IOException {
        if (sockets.hasEpoll() && check.isPlain()) {
            var conversation = new EpollConversation(check, outcome, paper);
            open.put(outcome, conversation);
            conversation.start(sockets.loop());
        } else {
            Channel channel = sockets.open();
            open.put(outcome, channel::close);
            addHandlers(channel, check, outcome);
            channel.closeFuture().addListener(_ -> outcome.end());
            sockets.register(channel);
            connect(channel, check)
                    .addListener(connected -> {
                        if (!connected.isSuccess()) {
                            channel.close();
                        }
                    });
        }
    }

    private static ChannelFuture connect(Channel channel, Check check) {
        return check.from()
                .map(from -> channel.connect(check.address(), from))
                .orElseGet(() -> channel.connect(check.address()));
    }

    private void ended(Outcome outcome) {
        open.remove(outcome);
        Runnable next = waiting.poll();
        if (next != null) {
            sockets.loop().execute(next);
        }
    }

    /// Looks for checks whose time is over at `deadline`, unless it looks earlier anyway.
    private void lookAt(long deadline) {
        if (deadline < looksAt) {
            looksAt = deadline;
            schedule.after(Duration.ofNanos(deadline - schedule.now()), this::look);
        }
    }

    private void look() {
        long now = schedule.now();
        looksAt = Long.MAX_VALUE;
        Map.copyOf(open)
                .forEach((outcome, line) -> {
                    if (outcome.deadline() <= now) {
                        outcome.tell(new CheckResult.TimedOut());
                        line.hangUp();
                    }
                });
        open.keySet().stream().mapToLong(Outcome::deadline).min().ifPresent(this::lookAt);
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
