package dev.evenkeel.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.proxy.balance.Counter;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What becomes of requests that do not keep to HTTP, in each desync mitigation mode.
class DesyncTest {
    private static final String ACCEPTABLE =
            "GET /a b HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n";
    private static final String AMBIGUOUS =
            """
            POST / HTTP/1.1
            Host: a
            Content-Length: 4
            Transfer-Encoding: chunked

            1
            x
            0

            """
                    .replace("\n", "\r\n");
    private static final String SEVERE =
            "POST / HTTP/1.1\r\nHost: a\r\nX: \0\r\nContent-Length: 1\r\n\r\nx";
    private static final String HOPELESS =
            "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1, 1\r\n\r\nx";
    private static final String NEXT = "GET /next HTTP/1.1\r\nHost: a\r\n\r\n";
    private final Rig rig;

    DesyncTest() throws IOException {
        rig = new Rig();
    }

    @AfterEach
    void stop() throws IOException {
        rig.close();
    }

    @ParameterizedTest
    @CsvSource({
        "monitor, acceptable, 200, keeps",
        "monitor, ambiguous, 200, keeps",
        "monitor, severe, 200, keeps",
        "monitor, hopeless, 400, closes",
        "defensive, acceptable, 200, keeps",
        "defensive, ambiguous, 200, closes",
        "defensive, severe, 400, closes",
        "defensive, hopeless, 400, closes",
        "strictest, acceptable, 400, closes",
        "strictest, ambiguous, 400, closes",
        "strictest, severe, 400, closes"
    })
    void eachModeTreatsEachClassAsAwsDoes(String mode, String kind, int status, String then)
            throws Exception {
        rig.with(Map.of("routing.http.desync_mitigation_mode", mode)).target(this::drain);
        try (var client = rig.client()) {
            client.send(request(kind));
            assertThat(client.response().status()).isEqualTo(status);
            if (then.equals("keeps")) {
                assertThat(client.get("/next").status()).isEqualTo(200);
            } else {
                assertThat(client.rest()).isEmpty();
            }
        }
        assertThat(rig.counted(Counter.DESYNC_REQUESTS)).isEqualTo(1);
    }

    private static String request(String kind) {
        return switch (kind) {
            case "acceptable" -> ACCEPTABLE;
            case "ambiguous" -> AMBIGUOUS;
            case "severe" -> SEVERE;
            default -> HOPELESS;
        };
    }

    private void drain(String head, java.io.InputStream in, java.io.OutputStream out)
            throws IOException {
        if (head.contains("chunked")) {
            SampleClient.chunks(in);
        }
        in.readNBytes(SampleTarget.contentLength(head));
        out.write(SampleTarget.ok("fine"));
    }

    @Test
    void defensiveModeClosesBothConnectionsAfterAnAmbiguousRequest() throws Exception {
        var target = rig.target(this::drain);
        try (var client = rig.client()) {
            client.send(AMBIGUOUS + NEXT);
            var response = client.response();
            assertThat(response.field("Connection")).isEqualTo("close");
            assertThat(client.rest()).as("the next request is not read").isEmpty();
        }
        try (var other = rig.client()) {
            assertThat(other.get("/").status()).isEqualTo(200);
        }
        assertThat(target.connectionCount()).isEqualTo(2);
        assertThat(target.requestCount()).isEqualTo(2);
    }

    @Test
    void monitorModeKeepsBothConnections() throws Exception {
        var target =
                rig.with(Map.of("routing.http.desync_mitigation_mode", "monitor"))
                        .target(this::drain);
        try (var client = rig.client()) {
            client.send(AMBIGUOUS + NEXT);
            assertThat(client.response().field("Connection")).isEmpty();
            assertThat(client.response().status()).isEqualTo(200);
        }
        assertThat(target.connectionCount()).isEqualTo(1);
    }

    @Test
    void theTargetIsToldTheLengthOnce() throws Exception {
        var target = rig.target(this::drain);
        try (var client = rig.client()) {
            client.send(AMBIGUOUS);
            assertThat(client.response().status()).isEqualTo(200);
        }
        assertThat(target.nextHead())
                .contains("Transfer-Encoding: chunked\r\n")
                .doesNotContain("Content-Length");
        try (var client = rig.client()) {
            client.send(
                    "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nContent-Length: 3\r\n"
                            + "Transfer_Encoding: chunked\r\n\r\nabc");
            assertThat(client.response().status()).isEqualTo(200);
        }
        assertThat(target.nextHead())
                .containsOnlyOnce("Content-Length: 3\r\n")
                .doesNotContainIgnoringCase("transfer");
    }

    @Test
    void aRepairedRequestReachesTheTargetInOneForm() throws Exception {
        var target = rig.target(this::drain);
        try (var client = rig.client()) {
            client.send("GET  /a b\t?c HTTP/1.5\nHost: A.example\nX-Long: one\r\n  two\r\n");
            client.send("No-Colon\r\n: nameless\r\nX Y: z\r\n\r\n");
            assertThat(client.response().status()).isEqualTo(200);
        }
        assertThat(target.nextHead())
                .startsWith("GET /a%20b%09?c HTTP/1.1\r\nHost: a.example\r\n")
                .contains("X-Long: one two\r\nNo-Colon:\r\nX Y: z\r\n")
                .doesNotContain("nameless");
    }

    @Test
    void aRequestOfHttp09IsAnsweredAndTheConnectionCloses() throws Exception {
        rig.targets("a");
        try (var client = rig.client()) {
            client.send("GET /\r\n");
            assertThat(client.response().body()).isEqualTo("a");
            assertThat(client.rest()).isEmpty();
        }
    }

    @Test
    void compliantRequestsAreNotCounted() throws Exception {
        rig.targets("a");
        try (var client = rig.client()) {
            assertThat(client.get("/").status()).isEqualTo(200);
        }
        assertThat(rig.counted(Counter.DESYNC_REQUESTS)).isZero();
    }

    @ParameterizedTest
    @CsvSource({"false, 0, 1", "true, 1, 0"})
    void requestsWithInvalidNamesAreCountedAsDroppedOrForwarded(
            String drop, int dropped, int forwarded) throws Exception {
        rig.with(Map.of("routing.http.drop_invalid_header_fields.enabled", drop)).targets("a");
        try (var client = rig.client()) {
            client.send("GET / HTTP/1.1\r\nHost: a\r\nX_Custom: 1\r\nX.Y: 2\r\n\r\n");
            assertThat(client.response().status()).isEqualTo(200);
            assertThat(client.get("/").status()).isEqualTo(200);
        }
        assertThat(rig.target(0).nextHead().contains("X_Custom")).isEqualTo(forwarded == 1);
        assertThat(rig.counted(Counter.DROPPED_INVALID_HEADERS)).isEqualTo(dropped);
        assertThat(rig.counted(Counter.FORWARDED_INVALID_HEADERS)).isEqualTo(forwarded);
    }
}
