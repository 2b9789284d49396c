package dev.evenkeel.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.model.Action;
import dev.evenkeel.model.Condition;
import dev.evenkeel.proxy.balance.Counter;
import dev.evenkeel.scenario.Certificates;
import io.netty.pkitesting.CertificateBuilder.Algorithm;
import java.io.IOException;
import java.util.List;
import java.util.Map;
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

    @Test
    void aTargetIsToldHowItsClientIsEncryptedIfItShallBe() throws Exception {
        rig.with(Map.of("routing.http.x_amzn_tls_version_and_cipher_suite.enabled", "true"))
                .apply();
        try (var client = new SampleClient(sockets.to("example.com"), rig.address())) {
            client.sendLines("GET / HTTP/1.1\nHost: a\nX-AMZN-TLS-VERSION: lie\n\n").response();
        }
        String head = rig.target(0).nextHead();
        assertThat(head).contains("X-Amzn-Tls-Version: TLSv1.3\r\n").doesNotContain("lie");
        assertThat(head).containsPattern("X-Amzn-Tls-Cipher-Suite: TLS_AES_\\w+\r\n");
    }

    @Test
    void aRedirectKeepsTheProtocol() throws IOException {
        var here =
                new Action.Redirect("#{protocol}", "#{host}", "#{port}", "/there", "#{query}", 302);
        rig.rule(new Condition.PathPattern(List.of("/here")), here).apply();
        try (var client = new SampleClient(sockets.to("example.com"), rig.address())) {
            assertThat(client.get("/here").field("Location"))
                    .isEqualTo("https://example.com:" + rig.address().getPort() + "/there");
        }
    }

    @Test
    void aWholeResponseEndsWithAnAlertAndHalfAOneWithout() throws Exception {
        rig.with(Map.of("idle_timeout.timeout_seconds", "1")).apply();
        String request = "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
        try (var client = new TlsClient()) {
            assertThat(client.endsWithAlert(rig.address(), request)).isTrue();
            rig.fleet.remove(rig.registered(0));
            rig.target((head, in, out) -> {
                out.write(SampleTarget.lines("HTTP/1.1 200 OK\nContent-Length: 100\n\nhalf"));
                in.readAllBytes();
            });
            assertThat(client.endsWithAlert(rig.address(), request)).isFalse();
        }
    }
}
