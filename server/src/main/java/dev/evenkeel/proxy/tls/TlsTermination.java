package dev.evenkeel.proxy.tls;

import dev.evenkeel.decide.tls.CertificateChoice;
import dev.evenkeel.decide.tls.ClientHello;
import dev.evenkeel.decide.tls.ServerIdentity;
import dev.evenkeel.proxy.balance.Counter;
import dev.evenkeel.proxy.balance.Node;
import dev.evenkeel.proxy.net.OpenFrontend;
import dev.evenkeel.proxy.net.Transport;
import dev.evenkeel.proxy.route.RouteTable;
import dev.evenkeel.proxy.route.Tls;
import dev.evenkeel.sys.Clock;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.EventLoop;
import io.netty.handler.ssl.SslHandler;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Ends TLS in front of load balancers: a connection makes its handshake, then its protocol's
/// handler takes over and sees plain bytes.
///
/// A certificate is chosen when the client greets, of those its frontend has at that moment.
@SuppressWarnings("FutureReturnValueIgnored") // Timers run as long as their loop.
public final class TlsTermination {
    private static final Logger LOG = System.getLogger(TlsTermination.class.getName());
    private static final Duration TICKET_KEY_LIFE = Duration.ofHours(8);
    private static final Duration SWEEP = Duration.ofSeconds(10);

    private final Transport transport;
    private final Clock clock;
    private final Duration handshakeTimeout;
    private final Failures failures;
    private final ServerContexts contexts;

    /// @param random must be fit for secrets
    public TlsTermination(
            Transport transport,
            Clock clock,
            RandomGenerator random,
            Duration handshakeTimeout,
            Failures failures) {
        this.failures = failures;
        this.transport = transport;
        this.clock = clock;
        this.handshakeTimeout = handshakeTimeout;
        this.contexts = new ServerContexts(random);
        EventLoop first = transport.first();
        long life = TICKET_KEY_LIFE.toMinutes();
        first.scheduleAtFixedRate(this::rotateTickets, life, life, TimeUnit.MINUTES);
        long sweep = SWEEP.toSeconds();
        first.scheduleAtFixedRate(this::sweep, sweep, sweep, TimeUnit.SECONDS);
    }

    /// Who goes on when a handshake is done: the handler for what was negotiated
    /// ([ClientTls#applicationProtocol]).
    @FunctionalInterface
    public interface Established {
        ChannelHandler handler(ClientTls tls);
    }

    /// Hears of connections whose handshake failed, on their event loops.
    @FunctionalInterface
    public interface Failures {
        void failed(Channel client, OpenFrontend frontend);
    }

    /// Makes ready what `next` needs. Comes before the table is used. Any thread.
    public void prepare(RouteTable next) {
        contexts.prepare(
                next.tls(),
                (identity, refusal) ->
                        LOG.log(Level.ERROR, "cannot use the certificate " + identity, refusal));
    }

    /// Takes over a new connection of a frontend that speaks TLS. On its event loop.
    public void accept(Channel client, OpenFrontend frontend, Established established) {
        client.pipeline().addLast(new Greeting(new Handshake(this, client, frontend, established)));
    }

    /// Frees native memory. No connection is accepted any more.
    public void close() {
        contexts.close();
    }

    /// New tickets get a new key; old ones are good for two more.
    void rotateTickets() {
        contexts.rotateTickets();
    }

    private void sweep() {
        if (contexts.hasWaste()) {
            contexts.sweep();
        }
    }

    Duration handshakeTimeout() {
        return handshakeTimeout;
    }

    long nanoTime() {
        return clock.nanoTime();
    }

    ServerIdentity choose(Tls tls, ClientHello hello) {
        return CertificateChoice.of(tls.identities(), tls.policy(), hello, clock.now());
    }

    @Nullable SslHandler handler(Channel client, Tls tls, ServerIdentity identity) {
        SslHandler handler = contexts.handler(tls, identity, client.alloc());
        if (handler != null) {
            handler.setHandshakeTimeoutMillis(0);
        }
        return handler;
    }

    /// A client and the load balancer did not come to terms.
    void failed(Channel client, OpenFrontend frontend) {
        failures.failed(client, frontend);
        Node node = frontend.node();
        node.tally().count(transport.indexOf(client.eventLoop()), Counter.CLIENT_TLS_ERRORS);
    }
}
