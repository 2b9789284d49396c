package dev.evenkeel.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.scenario.Certificates;
import dev.evenkeel.scenario.Scenario;
import io.netty.pkitesting.CertificateBuilder.Algorithm;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What a client sends in frames means the same wherever it is cut.
class Http2GoldenTest {
    private static final TrustingSockets TLS = new TrustingSockets();
    private static Rig rig;

    @BeforeAll
    static void start() throws IOException {
        rig = new Rig();
        rig.secured("ELBSecurityPolicy-TLS13-1-2-2021-06", Certificates.of(Algorithm.ecp256, "a"));
        rig.target((head, in, out) -> {
            byte[] body =
                    head.contains("chunked")
                            ? SampleClient.chunks(in)
                            : in.readNBytes(SampleTarget.contentLength(head));
            String line = head.substring(0, head.indexOf(" HTTP/1.1"));
            String text = new String(body, SampleTarget.LATIN_1);
            out.write(SampleTarget.ok((line + " " + text).strip()));
        });
    }

    @AfterAll
    static void stop() throws IOException {
        rig.close();
    }

    static List<Scenario> exchanges() {
        return Scenario.read(Http2GoldenTest.class, "http2-exchanges.txt");
    }

    @ParameterizedTest
    @MethodSource("exchanges")
    void anExchangeMeansTheSameHoweverItIsCut(Scenario scenario) throws IOException {
        byte[] bytes = FrameScript.bytes(scenario.input());
        for (int cut = 1; cut < bytes.length; cut++) {
            try (var client = FrameClient.secure(TLS, rig.address())) {
                client.send(Arrays.copyOf(bytes, cut));
                client.send(Arrays.copyOfRange(bytes, cut, bytes.length));
                assertThat(answers(client, scenario.expected()))
                        .as("cut after %d bytes", cut)
                        .isEqualTo(scenario.expected());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("exchanges")
    void anExchangeMeansTheSameByteByByte(Scenario scenario) throws IOException {
        try (var client = FrameClient.secure(TLS, rig.address())) {
            for (byte one : FrameScript.bytes(scenario.input())) {
                client.send(new byte[] {one});
            }
            assertThat(answers(client, scenario.expected())).isEqualTo(scenario.expected());
        }
    }

    /// The answers on the streams of which `expected` speaks.
    private static List<String> answers(FrameClient client, List<String> expected)
            throws IOException {
        var answers = new ArrayList<String>();
        for (String line : expected) {
            int stream = Integer.parseInt(line.substring(0, line.indexOf(' ')));
            var response = client.response(stream);
            answers.add(
                    response.reset >= 0
                            ? stream + " reset " + response.reset
                            : stream + " " + response.status() + " " + response.text());
        }
        return answers;
    }
}
