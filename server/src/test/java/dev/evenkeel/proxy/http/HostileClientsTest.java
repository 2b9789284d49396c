package dev.evenkeel.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.model.Action;
import dev.evenkeel.model.Condition;
import dev.evenkeel.proxy.balance.Counter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Clients that mean harm over HTTP/1 are answered or cut off, and others notice nothing.
class HostileClientsTest {
    private final Rig rig;

    HostileClientsTest() throws IOException {
        rig = new Rig();
        rig.targets("a");
    }

    @AfterEach
    void stop() throws IOException {
        rig.close();
    }

    private void othersAreServed() throws IOException {
        try (var other = rig.client()) {
            assertThat(other.get("/").body()).isEqualTo("a");
        }
    }

    @Test
    void aHeadThatNeverEndsIsRefusedAtItsLimit() throws Exception {
        try (var bomber = rig.client()) {
            bomber.send("GET / HTTP/1.1\r\nHost: a\r\n");
            byte[] field = SampleTarget.bytes("X-Bomb: " + "b".repeat(1000) + "\r\n");
            for (int sent = 0; sent < 80; sent++) {
                bomber.send(field);
            }
            assertThat(bomber.response().status()).isEqualTo(413);
            othersAreServed();
        }
        assertThat(rig.target(0).requestCount()).isEqualTo(1);
    }

    @Test
    void aHeadThatStopsJustAboveItsLimitIsRefusedWhereverItWasCut() throws Exception {
        String bomb =
                "GET / HTTP/1.1\r\nHost: a\r\n" + ("X: " + "b".repeat(995) + "\r\n").repeat(66);
        for (int cut = 40_000; cut < bomb.length(); cut += 5_000) {
            try (var bomber = rig.client()) {
                bomber.send(bomb.substring(0, cut));
                othersAreServed();
                bomber.send(bomb.substring(cut));
                assertThat(bomber.response().status()).describedAs("cut at %d", cut).isEqualTo(413);
            }
        }
    }

    @Test
    void emptyLinesThatNeverEndAreRefused() throws Exception {
        try (var bomber = rig.client()) {
            bomber.send("\r\n".repeat(50_000));
            assertThat(bomber.response().status()).isEqualTo(413);
        }
        othersAreServed();
    }

    @Test
    void manyTinyFieldsAreRefused() throws Exception {
        try (var bomber = rig.client()) {
            bomber.send("GET / HTTP/1.1\r\nHost: a\r\n" + "A:\r\n".repeat(5_000) + "\r\n");
            assertThat(bomber.response().status()).isEqualTo(413);
        }
        othersAreServed();
    }

    @Test
    void clientsThatSendTheirHeadsSlowlyAreTimedOut() throws Exception {
        rig.with(Map.of("idle_timeout.timeout_seconds", "1")).apply();
        var slow = new ArrayList<SampleClient>();
        for (int i = 0; i < 50; i++) {
            slow.add(rig.client().send("GET / HTTP/1.1\r\nHost:"));
        }
        othersAreServed();
        for (SampleClient client : slow) {
            assertThat(client.response().status()).isEqualTo(408);
            client.close();
        }
    }

    @Test
    void clientsThatSendTheirBodiesSlowlyAreTimedOut() throws Exception {
        rig.with(Map.of("idle_timeout.timeout_seconds", "1")).apply();
        try (var slow = rig.client()) {
            slow.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\nx");
            othersAreServed();
            assertThat(slow.response().status()).isEqualTo(408);
        }
    }

    @Test
    void aFloodOfPipelinedRequestsIsAnsweredInTurn() throws Exception {
        rig.rule(
                        new Condition.PathPattern(List.of("/fixed")),
                        new Action.FixedResponse(200, "text/plain", "x"))
                .apply();
        try (var flood = rig.client()) {
            flood.send("GET /fixed HTTP/1.1\r\nHost: a\r\n\r\n".repeat(2_000));
            othersAreServed();
            for (int i = 0; i < 2_000; i++) {
                assertThat(flood.response().body()).isEqualTo("x");
            }
        }
    }

    @Test
    void hugeChunkExtensionsAreRefused() throws Exception {
        try (var client = rig.client()) {
            client.send(
                    "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1;"
                            + "e".repeat(64 * 1024)
                            + "\r\nx\r\n0\r\n\r\n");
            assertThat(client.response().status()).isEqualTo(400);
        }
        othersAreServed();
    }

    @Test
    void redirectsToWhatIsTooLongAreCounted() throws Exception {
        rig.rule(
                        new Condition.PathPattern(List.of("/r*")),
                        new Action.Redirect("HTTPS", "#{host}", "443", "/#{path}#{path}", "", 301))
                .apply();
        try (var client = rig.client()) {
            assertThat(client.get("/r" + "x".repeat(7_000)).status()).isEqualTo(507);
        }
        assertThat(rig.counted(Counter.REDIRECTS_TOO_LONG)).isEqualTo(1);
        assertThat(rig.counted(Counter.ELB_5XX)).isEqualTo(1);
    }
}
