package dev.evenkeel.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.model.Protocol;
import dev.evenkeel.model.TargetGroup;
import dev.evenkeel.model.TargetGroup.TargetType;
import dev.evenkeel.proxy.balance.Counter;
import dev.evenkeel.scenario.Certificates;
import io.netty.pkitesting.CertificateBuilder.Algorithm;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// HTTP/2 and gRPC to targets over TLS, agreed on by ALPN.
class EncryptedHttp2TargetsTest {
    private static final Http2Target.Behaviour ECHO =
            Http2Target.whenWhole((to, stream, came) ->
                    to.headers(stream, false, ":status", "200").data(stream, true, came.text()));

    private final List<AutoCloseable> opened = new ArrayList<>();
    private Rig rig;
    private TargetGroup group;

    @BeforeEach
    void start() throws IOException {
        begin(Duration.ofSeconds(10));
    }

    private void begin(Duration handshakeTimeout) throws IOException {
        rig = Rig.ofHttp2(Rig.limits(handshakeTimeout), Rig.unwritten());
        group = rig.fleet.group("safe", TargetType.IP, Protocol.HTTPS);
        rig.forwards(Rig.forward(group));
        version("HTTP2");
    }

    @AfterEach
    void stop() throws Exception {
        rig.close();
        for (AutoCloseable each : opened) {
            each.close();
        }
    }

    private void version(String version) {
        group = Rig.withVersion(group, version);
        rig.fleet.put(group);
        rig.apply();
    }

    /// A server socket whose certificate nobody signed, and that agrees on one of `protocols`.
    private static ServerSocket secure(String... protocols)
            throws IOException, GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        var certificate = Certificates.of(Algorithm.ecp256, "somebody.example.com");
        context.init(certificate.toKeyManagerFactory().getKeyManagers(), null, null);
        var server =
                (SSLServerSocket)
                        context.getServerSocketFactory()
                                .createServerSocket(0, 16, InetAddress.ofLiteral("127.31.0.41"));
        SSLParameters parameters = server.getSSLParameters();
        parameters.setApplicationProtocols(protocols);
        server.setSSLParameters(parameters);
        return server;
    }

    private Http2Target target(Http2Target.Behaviour behaviour)
            throws IOException, GeneralSecurityException {
        var target = new Http2Target(secure("h2"), behaviour);
        registered(target, target.port());
        return target;
    }

    private void registered(AutoCloseable target, int port) {
        opened.add(target);
        rig.fleet.healthy(rig.fleet.target(group, "127.31.0.41", port).ref());
        rig.apply();
    }

    private FrameClient client() throws IOException {
        return FrameClient.greeting(rig.address());
    }

    private static FrameClient.Response post(FrameClient client, int stream, String body)
            throws IOException {
        byte[] head = client.requestBytes(stream, false, "POST", "/");
        client.send(head).data(stream, true, body);
        return client.response(stream);
    }

    @Test
    void requestsShareAConnectionThatAgreedOnHttp2() throws Exception {
        BlockingQueue<FrameClient.Response> got = new LinkedBlockingQueue<>();
        var target =
                target(
                        Http2Target.whenWhole((to, stream, came) -> {
                            got.add(came);
                            ECHO.answer(to, stream, came);
                        }));
        try (var client = client();
                var other = client()) {
            assertThat(post(client, 1, "one").text()).isEqualTo("one");
            assertThat(post(other, 1, "two").text()).isEqualTo("two");
        }
        assertThat(got.take().head)
                .containsEntry(":scheme", "https")
                .containsEntry(":authority", "example.com");
        assertThat(target.connectionCount()).isEqualTo(1);
        var socket = (SSLSocket) target.connections().getFirst();
        assertThat(socket.getApplicationProtocol()).isEqualTo("h2");
        var session = (ExtendedSSLSession) socket.getSession();
        assertThat(session.getRequestedServerNames()).isEmpty();
    }

    @Test
    void aCallReturnsItsTrailers() throws Exception {
        version("GRPC");
        target(
                Http2Target.whenWhole((to, stream, came) ->
                        to.headers(
                                        stream,
                                        false,
                                        ":status",
                                        "200",
                                        "content-type",
                                        "application/grpc")
                                .data(stream, false, came.text())
                                .headers(stream, true, "grpc-status", "0")));
        try (var client = client()) {
            client.request(1, false, "POST", "/p.S/M", "content-type", "application/grpc");
            var response = client.data(1, true, "\0\0\0\0\1x").response(1);
            assertThat(response.text()).isEqualTo("\0\0\0\0\1x");
            assertThat(response.trailers).containsEntry("grpc-status", "0");
        }
    }

    @Test
    void aBodyOfManyFramesGoesBothWays() throws Exception {
        target(
                Http2Target.whenWhole((to, stream, came) -> {
                    to.headers(stream, false, ":status", "200");
                    for (int at = 0; at < 60_000; at += 15_000) {
                        to.data(stream, at == 45_000, came.text().substring(at, at + 15_000));
                    }
                }));
        String body = "0123456789".repeat(6_000);
        try (var client = client()) {
            for (int id = 1; id < 20; id += 2) {
                client.request(id, false, "POST", "/");
                for (int at = 0; at < body.length(); at += 15_000) {
                    client.data(id, at == 45_000, body.substring(at, at + 15_000));
                }
                assertThat(client.response(id).text()).isEqualTo(body);
            }
        }
    }

    @Test
    void aTargetThatAgreesOnHttp1OnlyIsABadGateway() throws Exception {
        registered(http1(secure("http/1.1")));
        assertThat(status()).isEqualTo(502);
        assertThat(rig.countedByTargets(Counter.TARGET_TLS_ERRORS)).isPositive();
    }

    @Test
    void aTargetThatAgreesOnNothingIsABadGateway() throws Exception {
        registered(http1(secure()));
        assertThat(status()).isEqualTo(502);
        assertThat(rig.countedByTargets(Counter.TARGET_TLS_ERRORS)).isPositive();
    }

    @Test
    void whatATargetWithoutHttp2CannotTakeGoesToAnother() throws Exception {
        registered(http1(secure("http/1.1")));
        target(ECHO);
        try (var client = client()) {
            for (int id = 1; id < 10; id += 2) {
                assertThat(post(client, id, "x" + id).text()).isEqualTo("x" + id);
            }
        }
    }

    @Test
    void aTargetThatHangsUpInsteadOfShakingHandsIsABadGateway() throws Exception {
        var server = new ServerSocket(0, 16, InetAddress.ofLiteral("127.31.0.41"));
        Thread.ofVirtual().start(() -> hangUp(server));
        registered(server, server.getLocalPort());
        assertThat(status()).isEqualTo(502);
        assertThat(rig.countedByTargets(Counter.TARGET_TLS_ERRORS)).isPositive();
        assertThat(rig.countedByTargets(Counter.TARGET_CONNECTION_ERRORS)).isZero();
    }

    @Test
    void aTargetThatNeverShakesHandsIsLate() throws Exception {
        rig.close();
        begin(Duration.ofMillis(500));
        var server = new ServerSocket(0, 16, InetAddress.ofLiteral("127.31.0.41"));
        registered(server, server.getLocalPort());
        assertThat(status()).isEqualTo(504);
        assertThat(rig.countedByTargets(Counter.TARGET_TLS_ERRORS)).isPositive();
    }

    private int status() throws IOException {
        try (var client = client()) {
            return client.get(1, "/").response(1).status();
        }
    }

    private static SampleTarget http1(ServerSocket server) {
        return new SampleTarget(server, "old", (head, in, out) -> out.write(SampleTarget.ok("x")));
    }

    private void registered(SampleTarget target) {
        registered(target, target.port());
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
