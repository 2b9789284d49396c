package dev.evenkeel.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.proxy.log.LogWriter;
import dev.evenkeel.scenario.Certificates;
import dev.evenkeel.scenario.Loops;
import dev.evenkeel.sys.Background;
import dev.evenkeel.sys.Clock;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.pkitesting.CertificateBuilder.Algorithm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The access log's lines of HTTP/2 and gRPC requests.
class Http2AccessLogTest {
    private final TrustingSockets tls = new TrustingSockets();
    private final Path buckets;
    private final LogWriter writer;
    private final Rig rig;
    private boolean stopped;

    Http2AccessLogTest(@TempDir Path buckets) throws IOException {
        this.buckets = buckets;
        this.writer =
                new LogWriter(
                                buckets,
                                Clock.system(),
                                new SplittableRandom(1),
                                LogWriter.Limits.DEFAULT)
                        .start(Background.virtualThreads());
        this.rig = new Rig(Loops.open(1), writer);
        rig.with(Map.of("access_logs.s3.enabled", "true", "access_logs.s3.bucket", "my-logs"));
        rig.secured(
                "ELBSecurityPolicy-TLS13-1-2-2021-06",
                Certificates.of(Algorithm.ecp256, "example.com"));
    }

    @AfterEach
    void stop() throws IOException {
        if (!stopped) {
            stopped = true;
            rig.close();
            writer.close();
        }
    }

    private List<List<String>> lines() throws IOException {
        stop();
        return AccessLines.in(buckets);
    }

    private FrameClient client() throws IOException {
        return FrameClient.greetingSecure(tls, rig.address());
    }

    @Test
    void anHttp2RequestHasItsTypeItsVersionAndItsTls() throws Exception {
        rig.targets("a");
        try (var client = client()) {
            client.request(1, true, "GET", "/p?q=1", "user-agent", "frames/1");
            assertThat(client.response(1).text()).isEqualTo("a");
        }
        String target = rig.target(0).address() + ":" + rig.target(0).port();
        List<String> line = lines().getFirst();
        assertThat(line).hasSize(33);
        assertThat(line.getFirst()).isEqualTo("h2");
        assertThat(line.get(4)).isEqualTo(target);
        assertThat(line.subList(8, 10)).containsExactly("200", "200");
        assertThat(line.get(12))
                .isEqualTo("GET https://example.com:" + rig.listener().port() + "/p?q=1 HTTP/2.0");
        assertThat(line.get(13)).isEqualTo("frames/1");
        assertThat(line.get(14)).startsWith("TLS_");
        assertThat(line.get(15)).isEqualTo("TLSv1.3");
        assertThat(line.get(18)).isEqualTo("example.com");
        assertThat(line.get(19)).startsWith("arn:aws:acm:");
        assertThat(line.subList(22, 25)).containsExactly("forward", "-", "-");
    }

    @Test
    void aGrpcCallIsOfItsOwnType() throws Exception {
        rig.http2Target(
                "GRPC",
                Http2Target.whenWhole((to, stream, came) ->
                        to.headers(stream, false, ":status", "200")
                                .data(stream, false, came.text())
                                .headers(stream, true, "grpc-status", "0")));
        try (var client = client()) {
            client.request(1, false, "POST", "/p.S/M", "content-type", "application/grpc+proto");
            client.data(1, true, "\0\0\0\0\1x");
            assertThat(client.response(1).trailers).containsEntry("grpc-status", "0");
        }
        List<String> line = lines().getFirst();
        assertThat(line.getFirst()).isEqualTo("grpcs");
        assertThat(line.get(12)).startsWith("POST https://").endsWith("/p.S/M HTTP/2.0");
        assertThat(line.subList(8, 10)).containsExactly("200", "200");
        assertThat(Integer.parseInt(line.get(10))).as("received bytes").isGreaterThan(6);
        assertThat(Integer.parseInt(line.get(11))).as("sent bytes").isGreaterThan(6);
    }

    @Test
    void eachOfTheRequestsOfAConnectionHasALine() throws Exception {
        rig.targets("a");
        try (var client = client()) {
            for (int id = 1; id < 20; id += 2) {
                client.get(id, "/" + id);
            }
            for (int id = 1; id < 20; id += 2) {
                client.response(id);
            }
        }
        assertThat(lines())
                .hasSize(10)
                .allMatch(line -> line.getFirst().equals("h2"))
                .extracting(line -> line.get(30))
                .as("the connection's trace id")
                .containsOnly(lines().getFirst().get(30));
    }

    @Test
    void whatNoTargetOfTheGroupCanServeIsLogged() throws Exception {
        rig.http2Target("GRPC", Http2Target.says("x"));
        try (var client = client()) {
            assertThat(client.get(1, "/").response(1).status()).isEqualTo(464);
        }
        List<String> line = lines().getFirst();
        assertThat(line.getFirst()).isEqualTo("h2");
        assertThat(line.subList(8, 10)).containsExactly("464", "-");
    }

    @Test
    void aRequestThatItsClientCancelsIsLoggedAs460() throws Exception {
        rig.target((head, in, out) -> SampleTarget.take(new LinkedBlockingQueue<>()));
        try (var client = client()) {
            client.get(1, "/");
            rig.target(0).nextHead();
            client.reset(1, (int) Http2Error.CANCEL.code());
            client.frame(FrameClient.PING, 0, 0, new byte[8]).next(FrameClient.PING);
        }
        List<String> line = lines().getFirst();
        assertThat(line.getFirst()).isEqualTo("h2");
        assertThat(line.subList(8, 10)).containsExactly("460", "-");
    }
}
