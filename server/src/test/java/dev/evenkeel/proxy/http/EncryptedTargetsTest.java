package dev.evenkeel.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.model.Protocol;
import dev.evenkeel.model.TargetGroup;
import dev.evenkeel.model.TargetGroup.TargetType;
import dev.evenkeel.proxy.balance.Counter;
import dev.evenkeel.scenario.Certificates;
import dev.evenkeel.scenario.Loops;
import io.netty.pkitesting.CertificateBuilder.Algorithm;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// HTTPS to targets.
class EncryptedTargetsTest {
    private static final String ADDRESS = "127.31.0.40";
    private Rig rig;
    private TargetGroup group;

    @BeforeEach
    void start() throws IOException {
        rig = new Rig(Loops.open(1), Rig.limits(Duration.ofMillis(500)));
        group = rig.fleet.group("safe", TargetType.IP, Protocol.HTTPS);
        rig.fleet.put(rig.listener().withDefaultActions(List.of(Rig.forward(group))));
    }

    @AfterEach
    void stop() throws IOException {
        rig.close();
    }

    /// A target whose certificate is made out to somebody else, and signed by nobody.
    private SampleTarget encrypted(SampleTarget.Behaviour behaviour)
            throws IOException, GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        var certificate = Certificates.of(Algorithm.ecp256, "somebody.example.com");
        context.init(certificate.toKeyManagerFactory().getKeyManagers(), null, null);
        ServerSocket server =
                context.getServerSocketFactory()
                        .createServerSocket(0, 16, InetAddress.ofLiteral(ADDRESS));
        return started(new SampleTarget(server, "safe", behaviour));
    }

    private SampleTarget started(SampleTarget target) {
        rig.add(target, group);
        rig.apply();
        return target;
    }

    @Test
    void aTargetMayHaveAnyCertificateAndIsToldNoName() throws Exception {
        SampleTarget target = encrypted((head, in, out) -> out.write(SampleTarget.ok("by TLS")));
        try (var client = rig.client()) {
            assertThat(client.get("/").body()).isEqualTo("by TLS");
            assertThat(client.get("/again").body()).isEqualTo("by TLS");
        }
        assertThat(target.connectionCount()).isEqualTo(1);
        var session = (ExtendedSSLSession) session(target, 0);
        assertThat(session.getProtocol()).isEqualTo("TLSv1.3");
        assertThat(session.getRequestedServerNames()).isEmpty();
    }

    private static javax.net.ssl.SSLSession session(SampleTarget target, int connection) {
        return ((SSLSocket) target.connections().get(connection)).getSession();
    }

    @Test
    void aSessionIsResumedOnTheNextConnection() throws Exception {
        SampleTarget target =
                encrypted((head, in, out) -> {
                    out.write(
                            SampleTarget.bytes(
                                    "HTTP/1.1 200 OK\r\nConnection: close\r\n"
                                            + "Content-Length: 2\r\n\r\nok"));
                    throw new IOException("done");
                });
        try (var client = rig.client()) {
            assertThat(client.get("/").body()).isEqualTo("ok");
            assertThat(client.get("/again").body()).isEqualTo("ok");
        }
        assertThat(target.connectionCount()).isEqualTo(2);
        assertThat(session(target, 1).getCreationTime())
                .isEqualTo(session(target, 0).getCreationTime());
    }

    @Test
    void aTargetThatNeverShakesHandsIsLate() throws Exception {
        started(
                new SampleTarget(
                        ADDRESS, "plain", (head, in, out) -> out.write(SampleTarget.ok("no"))));
        // A target in plain text waits for an empty line that a ClientHello does not have.
        try (var client = rig.client()) {
            assertThat(client.get("/").status()).isEqualTo(504);
        }
        assertThat(rig.countedByTargets(Counter.TARGET_TLS_ERRORS)).isPositive();
        assertThat(rig.countedByTargets(Counter.TARGET_CONNECTION_ERRORS)).isZero();
    }

    @Test
    void aTargetThatHangsUpInsteadOfShakingHandsIsABadGateway() throws Exception {
        try (var server = new ServerSocket(0, 16, InetAddress.ofLiteral(ADDRESS))) {
            Thread.ofVirtual().start(() -> hangUp(server));
            var registered = rig.fleet.target(group, ADDRESS, server.getLocalPort());
            rig.fleet.healthy(registered.ref());
            rig.apply();
            try (var client = rig.client()) {
                assertThat(client.get("/").status()).isEqualTo(502);
            }
        }
        assertThat(rig.countedByTargets(Counter.TARGET_TLS_ERRORS)).isPositive();
    }

    private static void hangUp(ServerSocket server) {
        try {
            while (true) {
                server.accept().close();
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }
}
