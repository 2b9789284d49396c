package dev.evenkeel.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.proxy.balance.Counter;
import dev.evenkeel.scenario.Certificates;
import io.netty.pkitesting.CertificateBuilder.Algorithm;
import java.io.IOException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// HTTPS in front, by the JDK's client.
class HttpsTest {
    private static final String MODERN = "ELBSecurityPolicy-TLS13-1-2-2021-06";
    private final TrustingSockets sockets = new TrustingSockets();
    private Rig rig;

    @BeforeEach
    void start() throws IOException {
        rig = new Rig();
        rig.secured(MODERN, Certificates.of(Algorithm.ecp256, "example.com")).targets("a");
    }

    @AfterEach
    void stop() throws IOException {
        rig.close();
    }

    @Test
    void aRequestOverTlsReachesTheTargetInPlainText() throws Exception {
        SSLSocket socket = sockets.to("example.com", "http/1.1");
        try (var client = new SampleClient(socket, rig.address())) {
            assertThat(client.get("/").body()).startsWith("a");
            assertThat(client.get("/again").status()).isEqualTo(200);
            assertThat(socket.getSession().getProtocol()).isEqualTo("TLSv1.3");
            assertThat(socket.getApplicationProtocol()).isEqualTo("http/1.1");
        }
        String head = rig.target(0).nextHead();
        assertThat(head).contains("X-Forwarded-Proto: https\r\n");
        assertThat(head).contains("X-Forwarded-Port: " + rig.address().getPort() + "\r\n");
    }

    @Test
    void plainHttpIsAnsweredInPlainHttp() throws IOException {
        try (var client = rig.client()) {
            var response = client.get("/");
            assertThat(response.status()).isEqualTo(400);
            assertThat(response.body()).contains("plain HTTP request was sent to HTTPS port");
        }
        assertThat(rig.counted(Counter.CLIENT_TLS_ERRORS)).isEqualTo(1);
    }
}
