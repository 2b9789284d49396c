package dev.evenkeel.proxy.tls;

import dev.evenkeel.decide.tls.ClientHello;
import dev.evenkeel.decide.tls.SecurityPolicy;
import dev.evenkeel.decide.tls.ServerIdentity;
import dev.evenkeel.proxy.net.OpenFrontend;
import dev.evenkeel.proxy.route.Tls;
import dev.evenkeel.proxy.route.TlsHeaders;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/// One client's handshake from its first byte to its last, on its event loop. It must be done in
/// its time.
final class Handshake {
    private final TlsTermination termination;
    private final Channel client;
    private final OpenFrontend frontend;
    private final TlsTermination.Established established;
    private final long beganAt;
    private final Future<?> deadline;
    private String serverName = "";
    private String certificate = "";
    private TlsHeaders headers = TlsHeaders.NONE;
    private boolean over;
    private @Nullable SslHandler ssl;

    Handshake(
            TlsTermination termination,
            Channel client,
            OpenFrontend frontend,
            TlsTermination.Established established) {
        this.termination = termination;
        this.client = client;
        this.frontend = frontend;
        this.established = established;
        this.beganAt = termination.nanoTime();
        this.deadline =
                client.eventLoop()
                        .schedule(
                                this::timedOut,
                                termination.handshakeTimeout().toMillis(),
                                TimeUnit.MILLISECONDS);
    }

    private void timedOut() {
        failed();
        client.close();
    }

    /// How the frontend speaks TLS now; empty if it does so no longer.
    Optional<Tls> settings() {
        return frontend.current().tls();
    }

    /// The handler that shakes hands on behalf of the load balancer; empty if it cannot.
    Optional<ChannelHandler> begin(Tls tls, @Nullable ClientHello hello) {
        ServerIdentity identity =
                hello == null ? tls.identities().getFirst() : termination.choose(tls, hello);
        serverName = hello == null ? "" : hello.serverName();
        certificate = identity.arn();
        headers = tls.headers();
        ssl = termination.handler(client, tls, identity);
        return Optional.ofNullable(ssl);
    }

    /// It succeeded: who goes on.
    ChannelHandler established() {
        over();
        SslHandler handler = ssl;
        if (handler == null) {
            throw new IllegalStateException("established before it began");
        }
        SSLSession session = handler.engine().getSession();
        String protocol = handler.applicationProtocol();
        return established.handler(
                new ClientTls(
                        session.getProtocol(),
                        SecurityPolicy.opensslName(session.getCipherSuite()),
                        protocol == null ? "" : protocol,
                        nameIn(session),
                        certificate,
                        termination.nanoTime() - beganAt,
                        headers));
    }

    /// The name that the client asked for. Where there was nothing to choose, nobody has looked for
    /// it yet.
    private String nameIn(SSLSession session) {
        if (serverName.isEmpty() && session instanceof ExtendedSSLSession extended) {
            for (SNIServerName name : extended.getRequestedServerNames()) {
                if (name instanceof SNIHostName host) {
                    return host.getAsciiName();
                }
            }
        }
        return serverName;
    }

    /// It failed for what the client said, or did not say.
    void failed() {
        if (!over) {
            over();
            termination.failed(client, frontend);
        }
    }

    /// Nothing comes of it.
    void over() {
        over = true;
        deadline.cancel(false);
    }
}
