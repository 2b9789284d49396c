package dev.evenkeel.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.proxy.balance.Counter;
import dev.evenkeel.scenario.Certificates;
import io.netty.pkitesting.CertificateBuilder.Algorithm;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// HTTP/2 agreed on by ALPN, by the JDK's client.
class Http2OverTlsTest {
    private final HttpClient client =
            HttpClient.newBuilder()
                    .sslContext(new TrustingSockets().context())
                    .version(HttpClient.Version.HTTP_2)
                    .build();
    private Rig rig;

    @BeforeEach
    void start() throws IOException {
        rig = new Rig();
        rig.secured(
                "ELBSecurityPolicy-TLS13-1-2-2021-06", Certificates.of(Algorithm.ecp256, Rig.NODE));
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        rig.close();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(
                URI.create("https://" + Rig.NODE + ":" + rig.address().getPort() + path));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    @Test
    void aClientThatCanGetsHttp2() throws Exception {
        rig.targets("a");
        HttpResponse<String> response = send(request("/x"));
        assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_2);
        assertThat(response.body()).isEqualTo("a");
        assertThat(rig.target(0).nextHead()).contains("X-Forwarded-Proto: https\r\n");
    }

    @Test
    void manyRequestsShareOneConnection() throws Exception {
        rig.targets("a", "b");
        send(request("/first"));
        var answers =
                IntStream.range(0, 100)
                        .mapToObj(number ->
                                client.sendAsync(
                                        request("/" + number).build(), BodyHandlers.ofString()))
                        .toList();
        CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new)).join();
        assertThat(answers).allMatch(answer -> answer.join().statusCode() == 200);
        assertThat(rig.counted(Counter.NEW_CONNECTIONS)).isLessThan(5);
        assertThat(rig.counted(Counter.REQUESTS)).isEqualTo(101);
    }

    @Test
    void bodiesGoBothWays() throws Exception {
        rig.target((head, in, out) -> {
            byte[] body = in.readNBytes(SampleTarget.contentLength(head));
            out.write(SampleTarget.ok(new String(body, SampleTarget.LATIN_1)));
        });
        String body = "x".repeat(1 << 20);
        assertThat(send(request("/").POST(BodyPublishers.ofString(body))).body()).isEqualTo(body);
    }

    @Test
    void whereItIsOffClientsSpeakHttp1() throws Exception {
        rig.with(Map.of("routing.http2.enabled", "false")).targets("a");
        HttpResponse<String> response = send(request("/"));
        assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
        assertThat(response.body()).isEqualTo("a");
    }

    @Test
    void aListenerThatGoesLetsRequestsEnd() throws Exception {
        var go = new java.util.concurrent.LinkedBlockingQueue<String>();
        rig.target((head, in, out) -> {
            SampleTarget.take(go);
            out.write(SampleTarget.ok("done"));
        });
        var answer = client.sendAsync(request("/").build(), BodyHandlers.ofString());
        rig.target(0).nextHead();
        var stopped = rig.plane().stop(java.time.Duration.ofSeconds(20));
        go.add("go");
        assertThat(answer.join().body()).isEqualTo("done");
        stopped.join();
    }
}
