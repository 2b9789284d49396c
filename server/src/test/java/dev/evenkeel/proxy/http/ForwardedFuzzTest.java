package dev.evenkeel.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.model.Attributes;
import dev.evenkeel.model.Scope;
import dev.evenkeel.proxy.balance.Node;
import dev.evenkeel.proxy.message.Ascii;
import dev.evenkeel.proxy.message.DesyncReason;
import dev.evenkeel.proxy.message.Framing;
import dev.evenkeel.proxy.message.HeadBuffer;
import dev.evenkeel.proxy.message.Mutations;
import dev.evenkeel.proxy.message.RequestHead;
import dev.evenkeel.proxy.route.HttpOptions;
import dev.evenkeel.proxy.tls.ClientTls;
import dev.evenkeel.scenario.Fuzz;
import dev.evenkeel.sys.Clock;
import io.netty.channel.DefaultChannelId;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Whatever a client sends: what a target gets of it means the same to the target as it meant to
/// us.
class ForwardedFuzzTest {
    private static final int ROUNDS = Fuzz.rounds(60_000);

    /// What may be said of a head that is sent on: how its body ends is beyond doubt.
    private static final Set<DesyncReason> HARMLESS =
            Set.of(
                    DesyncReason.COMPLIANT,
                    DesyncReason.NON_COMPLIANT_HEADER,
                    DesyncReason.GET_HEAD_ZERO_CONTENT_LENGTH,
                    DesyncReason.UNDEFINED_CONTENT_LENGTH_SEMANTICS,
                    DesyncReason.UNDEFINED_TRANSFER_ENCODING_SEMANTICS);

    private final SplittableRandom random = new SplittableRandom(20_261_123);
    private final Mutations mutations = new Mutations(random);
    private final RequestHead sent = new RequestHead();
    private final RequestHead received = new RequestHead();
    private final Framing ours = new Framing();
    private final Framing theirs = new Framing();
    private final HeadBuffer out = new HeadBuffer();
    private final RequestRewrite rewrite =
            new RequestRewrite(new TraceIds(Clock.system(), new SplittableRandom(1)));
    private final RequestRewrite.Hop hop =
            new RequestRewrite.Hop(
                    new Peer(
                            new byte[4],
                            Ascii.bytes("10.0.0.1:5000"),
                            Ascii.bytes("X-Forwarded-Proto: http\r\n"),
                            ClientTls.NONE,
                            DefaultChannelId.newInstance()),
                    new Node(
                            Node.Kind.APPLICATION,
                            new Scope("000000000000", "us-east-1"),
                            "web",
                            "us-east-1a",
                            "web.elb.amazonaws.com"),
                    HttpOptions.of(Attributes.DEFAULTS));

    @Test
    void whatIsForwardedHasOneMeaning() {
        List<byte[]> seeds = Mutations.seeds("requests.txt", "smuggling.txt", "desync.txt");
        for (int round = 0; round < ROUNDS; round++) {
            byte[] bytes = mutations.oneOf(seeds);
            int end = sent.parse(bytes, bytes.length);
            if (end > 0) {
                check(round);
            }
        }
    }

    private void check(int round) {
        rewrite.write(sent, sent.end(), hop, 0, out);
        byte[] head = Arrays.copyOf(out.bytes(), out.length());
        int end = received.parse(head, head.length);
        assertThat(end).as("round %d: a whole head", round).isEqualTo(head.length);
        assertThat(received.desync()).as("round %d", round).isIn(HARMLESS);
        ours.of(sent);
        theirs.of(received);
        assertThat(theirs.kind()).as("round %d", round).isEqualTo(ours.kind());
        assertThat(theirs.remaining()).as("round %d", round).isEqualTo(ours.remaining());
        assertThat(received.method()).isEqualTo(sent.method());
    }
}
