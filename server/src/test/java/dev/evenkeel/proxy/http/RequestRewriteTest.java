package dev.evenkeel.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.model.Attributes;
import dev.evenkeel.model.Scope;
import dev.evenkeel.proxy.balance.Node;
import dev.evenkeel.proxy.message.Ascii;
import dev.evenkeel.proxy.message.HeadBuffer;
import dev.evenkeel.proxy.message.RequestHead;
import dev.evenkeel.proxy.route.HttpOptions;
import dev.evenkeel.proxy.tls.ClientTls;
import dev.evenkeel.scenario.Scenario;
import dev.evenkeel.sys.Clock;
import io.netty.channel.DefaultChannelId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What a target gets for what a client sent. Lines that begin with `@` set an attribute, or the
/// kind of load balancer.
class RequestRewriteTest {
    private static final Scope SCOPE = new Scope("000000000000", "us-east-1");
    private static final Instant NOW = Instant.ofEpochSecond(0x6789abcdL);
    private static final Peer PEER =
            new Peer(
                    new byte[] {10, 0, 0, 1},
                    Ascii.bytes("10.0.0.1:5000"),
                    Ascii.bytes("X-Forwarded-Proto: http\r\nX-Forwarded-Port: 80\r\n"),
                    ClientTls.NONE,
                    DefaultChannelId.newInstance());

    /// A clock that stands still.
    private static final Clock CLOCK =
            new Clock() {
                @Override
                public Instant now() {
                    return NOW;
                }

                @Override
                public long nanoTime() {
                    return 0;
                }
            };

    static List<Scenario> scenarios() {
        return Scenario.read(RequestRewriteTest.class, "rewrite.txt");
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void theTargetGetsTheRequestWithoutWhatConcernedTheClientsConnection(Scenario scenario) {
        Map<String, String> attributes = new TreeMap<>();
        var lines = new ArrayList<String>();
        for (String line : scenario.input()) {
            if (line.startsWith("@")) {
                String[] setting = line.substring(1).split("=");
                attributes.put(setting[0], setting[1]);
            } else {
                lines.add(line);
            }
        }
        assertThat(rewrite(lines, attributes)).containsExactlyElementsOf(scenario.expected());
    }

    private static List<String> rewrite(List<String> lines, Map<String, String> attributes) {
        byte[] bytes = Ascii.bytes(String.join("\r\n", lines) + "\r\n\r\n");
        var head = new RequestHead();
        int end = head.parse(bytes, bytes.length);
        assertThat(end).isEqualTo(bytes.length);
        var kind = attributes.containsKey("classic") ? Node.Kind.CLASSIC : Node.Kind.APPLICATION;
        var node = new Node(kind, SCOPE, "web", "us-east-1a", "web.elb.amazonaws.com");
        var hop = new RequestRewrite.Hop(PEER, node, HttpOptions.of(Attributes.of(attributes)));
        var out = new HeadBuffer();
        new RequestRewrite(new TraceIds(CLOCK, new SplittableRandom(1)))
                .write(head, end, hop, 0, out);
        String text = new String(out.bytes(), 0, out.length(), StandardCharsets.ISO_8859_1);
        assertThat(text).endsWith("\r\n\r\n").doesNotContain("\r\n\r\n\r\n");
        return text.replaceAll("1-6789abcd-[0-9a-f]{24}", "1-6789abcd-ID")
                .lines()
                .filter(line -> !line.isEmpty())
                .toList();
    }
}
