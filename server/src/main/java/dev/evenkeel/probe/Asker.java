package dev.evenkeel.probe;

import dev.evenkeel.decide.HealthVerdict.CheckResult;
import dev.evenkeel.probe.Check.Question;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ConnectTimeoutException;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.netty.util.concurrent.Future;
import java.util.ArrayDeque;
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
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private int open;

    /// Hears how a check ended, and the HTTP status the target answered with; 0 if it did not.
    @FunctionalInterface
    interface Listener {
        void told(CheckResult result, int code);
    }

    Asker(EventLoop loop) {
        this.loop = loop;
        this.tls = anyCertificate();
    }

    /// Targets may have any certificate: the load balancer does not validate it, as AWS's does not.
    private static SslContext anyCertificate() {
        try {
            return SslContextBuilder.forClient()
                    .trustManager(InsecureTrustManagerFactory.INSTANCE)
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
        var conversation = new Conversation(check, listener);
        var connecting = bootstrap(check, conversation).connect(check.address());
        Future<?> deadline =
                loop.schedule(
                        () -> {
                            conversation.tell(new CheckResult.TimedOut());
                            connecting.channel().close();
                        },
                        check.timeout().toMillis(),
                        TimeUnit.MILLISECONDS);
        connecting.addListener(connected -> {
            if (!connected.isSuccess()) {
                conversation.tell(whyNot(connected.cause()));
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

    private Bootstrap bootstrap(Check check, Conversation conversation) {
        return new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) check.timeout().toMillis())
                .handler(
                        new ChannelInitializer<Channel>() {
                            @Override
                            protected void initChannel(Channel channel) {
                                if (speaksTls(check.question())) {
                                    channel.pipeline().addLast(tls.newHandler(channel.alloc()));
                                }
                                channel.pipeline().addLast(conversation);
                            }
                        });
    }

    private static boolean speaksTls(Question question) {
        return switch (question) {
            case Question.Connect() -> false;
            case Question.Handshake() -> true;
            case Question.Get get -> get.tls();
        };
    }
}
