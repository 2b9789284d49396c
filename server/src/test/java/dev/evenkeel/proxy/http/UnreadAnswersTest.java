package dev.evenkeel.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.model.Action;
import dev.evenkeel.model.Condition;
import dev.evenkeel.proxy.balance.Counter;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Clients that ask and ask, and read no answer: requests cost them nothing, but answers are for us
/// to keep. They are read no further, until they read.
class UnreadAnswersTest {
    private static final int REQUESTS = 20_000;

    /// What the kernel holds for both sides is less.
    private static final long MOST_ANSWERED = 15_000;

    private static Rig answering(Rig rig) {
        var large =
                new Action.Redirect("HTTPS", "#{host}", "443", "/" + "x".repeat(1_200), "", 301);
        return rig.rule(new Condition.PathPattern(List.of("/moved")), large).apply();
    }

    private static void send(SampleClient client) {
        try {
            client.send("HEAD /moved HTTP/1.1\r\nHost: a\r\n\r\n".repeat(REQUESTS));
        } catch (IOException closed) {
            throw new IllegalStateException("the client was closed", closed);
        }
    }

    @Test
    void areNotMadeForAClientThatPipelines() throws Exception {
        try (var rig = answering(new Rig());
                var client = rig.client()) {
            Thread sender = Thread.ofVirtual().start(() -> send(client));
            assertThat(Settled.value(() -> rig.counted(Counter.REDIRECTS)))
                    .isLessThan(MOST_ANSWERED);
            for (int answer = 0; answer < REQUESTS; answer++) {
                assertThat(client.response(false).status()).isEqualTo(301);
            }
            sender.join();
            assertThat(rig.counted(Counter.REDIRECTS)).isEqualTo(REQUESTS);
        }
    }

    @Test
    void areNotMadeForAClientOfHttp2() throws Exception {
        try (var rig = answering(Rig.ofHttp2());
                var client = FrameClient.greeting(rig.address())) {
            int sent = askWhileAnswered(rig, client);
            assertThat(sent).isLessThan((int) MOST_ANSWERED);
            int answers = 0;
            while (answers < sent) {
                answers += client.read().type() == FrameClient.HEADERS ? 1 : 0;
            }
            assertThat(rig.counted(Counter.REDIRECTS)).isEqualTo(sent);
        }
    }

    private static boolean answered(Rig rig, int sent) {
        return Settled.value(() -> rig.counted(Counter.REDIRECTS), sent) >= sent;
    }

    /// Asks as often as streams are answered, but reads nothing. How often that was.
    private static int askWhileAnswered(Rig rig, FrameClient client) throws IOException {
        int sent = 0;
        while (sent < REQUESTS && answered(rig, sent)) {
            for (int request = 0; request < 100; request++) {
                client.request(2 * sent + 1, true, "HEAD", "/moved");
                sent++;
            }
        }
        return sent;
    }

    @Test
    void endTheConnectionOfWhoNeverTakesThem() throws Exception {
        try (var rig = answering(Rig.ofHttp2());
                var client = FrameClient.greeting(rig.address())) {
            rig.with(Map.of("idle_timeout.timeout_seconds", "1")).apply();
            try (var impatient = FrameClient.greeting(rig.address())) {
                askWhileAnswered(rig, impatient);
                while (rig.counted(Counter.ACTIVE_CONNECTIONS) > 1) {
                    Thread.onSpinWait();
                }
                assertThat(client.get(1, "/moved").response(1).status()).isEqualTo(301);
            }
        }
    }
}
