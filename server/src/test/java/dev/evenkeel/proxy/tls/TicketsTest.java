package dev.evenkeel.proxy.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.decide.tls.SecurityPolicy;
import dev.evenkeel.decide.tls.ServerIdentity;
import dev.evenkeel.proxy.route.Tls;
import dev.evenkeel.proxy.route.TlsHeaders;
import dev.evenkeel.scenario.Certificates;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.netty.pkitesting.CertificateBuilder.Algorithm;
import io.netty.util.ReferenceCountUtil;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Which tickets are still good, engine against engine, without a network.
class TicketsTest {
    private final ServerContexts contexts = new ServerContexts(new SplittableRandom(3));
    private final SSLContext client = client();
    private final Tls tls = tls("one");

    private static SSLContext client() {
        try {
            var made = SSLContext.getInstance("TLS");
            made.init(null, InsecureTrustManagerFactory.INSTANCE.getTrustManagers(), null);
            return made;
        } catch (java.security.GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Tls tls(String owner) {
        var material = Certificates.material(Certificates.of(Algorithm.ecp256, "example.com"));
        return new Tls(
                SecurityPolicy.named("ELBSecurityPolicy-TLS13-1-2-2021-06").orElseThrow(),
                owner,
                List.of(ServerIdentity.of("arn", material).orElseThrow()),
                List.of("http/1.1"),
                TlsHeaders.NONE);
    }

    @AfterEach
    void close() {
        contexts.close();
    }

    private void prepare(Tls... wanted) {
        var refused = new ArrayList<ServerIdentity>();
        contexts.prepare(List.of(wanted), (identity, _) -> refused.add(identity));
        assertThat(refused).isEmpty();
    }

    private @Nullable SslHandler handler(Tls with) {
        return contexts.handler(
                with, with.identities().getFirst(), UnpooledByteBufAllocator.DEFAULT);
    }

    /// Shakes hands; true if the session is one that was marked before.
    private boolean isResumed(Tls with) throws SSLException {
        SslHandler handler = Objects.requireNonNull(handler(with));
        SSLEngine server = handler.engine();
        SSLEngine own = client.createSSLEngine("example.com", 443);
        own.setUseClientMode(true);
        try {
            shake(own, server);
            boolean marked = own.getSession().getValue("mark") != null;
            own.getSession().putValue("mark", "seen");
            return marked;
        } finally {
            own.closeOutbound();
            ReferenceCountUtil.release(server);
        }
    }

    private static void shake(SSLEngine own, SSLEngine server) throws SSLException {
        var toServer = ByteBuffer.allocateDirect(64 * 1024);
        var toClient = ByteBuffer.allocateDirect(64 * 1024);
        var plain = ByteBuffer.allocateDirect(64 * 1024);
        own.beginHandshake();
        server.beginHandshake();
        for (int round = 0; round < 20; round++) {
            step(own, toServer);
            toServer.flip();
            take(server, toServer, plain);
            toServer.compact();
            step(server, toClient);
            toClient.flip();
            take(own, toClient, plain);
            toClient.compact();
        }
        // BoringSSL sends tickets together with the first answer.
        server.wrap(ByteBuffer.wrap(new byte[] {1}), toClient);
        toClient.flip();
        take(own, toClient, plain);
        assertThat(own.getHandshakeStatus()).isEqualTo(HandshakeStatus.NOT_HANDSHAKING);
    }

    private static void step(SSLEngine engine, ByteBuffer out) throws SSLException {
        SSLEngineResult result;
        do {
            runTasks(engine);
            result = engine.wrap(ByteBuffer.allocate(0), out);
        } while (result.bytesProduced() > 0);
    }

    private static void take(SSLEngine engine, ByteBuffer in, ByteBuffer plain)
            throws SSLException {
        SSLEngineResult result;
        do {
            result = engine.unwrap(in, plain);
            runTasks(engine);
        } while (result.bytesConsumed() > 0 && in.hasRemaining());
    }

    private static void runTasks(SSLEngine engine) {
        for (Runnable task = engine.getDelegatedTask();
                task != null;
                task = engine.getDelegatedTask()) {
            task.run();
        }
    }

    @Test
    void aTicketOutlivesTwoChangesOfKey() throws SSLException {
        prepare(tls);
        assertThat(isResumed(tls)).isFalse();
        contexts.rotateTickets();
        contexts.rotateTickets();
        assertThat(isResumed(tls)).isTrue();
    }

    @Test
    void aTicketDoesNotOutliveThreeChangesOfKey() throws SSLException {
        prepare(tls);
        assertThat(isResumed(tls)).isFalse();
        contexts.rotateTickets();
        contexts.rotateTickets();
        contexts.rotateTickets();
        assertThat(isResumed(tls)).isFalse();
    }

    @Test
    void aTicketOfOneLoadBalancerIsNotGoodAtAnother() throws SSLException {
        Tls other = tls("two");
        prepare(tls, other);
        assertThat(isResumed(tls)).isFalse();
        assertThat(isResumed(other)).isFalse();
    }

    @Test
    void aTicketIsGoodUnderAnotherCertificateOfTheSameLoadBalancer() throws SSLException {
        prepare(tls);
        assertThat(isResumed(tls)).isFalse();
        Tls renewed = tls("one");
        prepare(renewed);
        assertThat(isResumed(renewed)).isTrue();
    }

    @Test
    void whatNoTableNeedsIsSweptAway() {
        prepare(tls);
        Tls next = tls("two");
        prepare(next);
        assertThat(contexts.hasWaste()).isTrue();
        SslHandler late = Objects.requireNonNull(handler(tls));
        ReferenceCountUtil.release(late.engine());
        contexts.sweep();
        assertThat(handler(tls)).isNull();
        contexts.sweep();
        assertThat(contexts.hasWaste()).isFalse();
    }
}
