package dev.evenkeel.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.scenario.Certificates;
import dev.evenkeel.scenario.Scenario;
import io.netty.pkitesting.CertificateBuilder.Algorithm;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// RFC 9113 and RFC 7541 section by section, over TLS: what h2spec asks of a server, and more. The
/// titles begin with the sections.
class Http2ConformanceTest {
    private static final TrustingSockets TLS = new TrustingSockets();
    private static Rig rig;

    @BeforeAll
    static void start() throws IOException {
        rig = new Rig();
        rig.secured("ELBSecurityPolicy-TLS13-1-2-2021-06", Certificates.of(Algorithm.ecp256, "a"));
        rig.target((head, in, out) -> {
            if (head.contains(" /never ")) {
                SampleTarget.take(new LinkedBlockingQueue<>());
            }
            if (head.contains("chunked")) {
                SampleClient.chunks(in);
            } else {
                in.readNBytes(SampleTarget.contentLength(head));
            }
            out.write(SampleTarget.ok("hello"));
        });
    }

    @AfterAll
    static void stop() throws IOException {
        rig.close();
    }

    static List<Scenario> scenarios() {
        return Scenario.read(Http2ConformanceTest.class, "http2.txt");
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void whatAClientDoesHasItsAnswer(Scenario scenario) throws IOException {
        List<String> expected = List.of(scenario.expected().getFirst().split(" \\| "));
        try (var client = FrameClient.secure(TLS, rig.address())) {
            assertThat(FrameScript.run(client, scenario.input(), expected)).isIn(expected);
        }
    }
}
