package dev.evenkeel.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.proxy.balance.Counter;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What happens to messages on their way: bodies, limits, old clients, upgrades, and what is
/// refused.
class MessagesTest {
    private final Rig rig;

    MessagesTest() throws IOException {
        rig = new Rig();
    }

    @AfterEach
    void stop() throws IOException {
        rig.close();
    }

    @Test
    void pipelinedRequestsAreAnsweredInOrder() throws Exception {
        rig.target((head, in, out) -> out.write(SampleTarget.ok(path(head))));
        try (var client = rig.client()) {
            client.sendLines(
                    """
                    GET /1 HTTP/1.1
                    Host: a

                    POST /2 HTTP/1.1
                    Host: a
                    Content-Length: 0

                    GET /3 HTTP/1.1
                    Host: a

                    """);
            assertThat(client.response().body()).isEqualTo("/1");
            assertThat(client.response().body()).isEqualTo("/2");
            assertThat(client.response().body()).isEqualTo("/3");
        }
    }

    @Test
    void aRequestMayComeByteByByte() throws Exception {
        var target = echo();
        try (var client = rig.client()) {
            String text =
                    "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n";
            for (char c : text.toCharArray()) {
                client.send(String.valueOf(c));
            }
            assertThat(client.response().body()).isEqualTo("abc");
        }
        assertThat(target.nextHead()).contains("Transfer-Encoding: chunked\r\n");
    }

    @Test
    void aBodyWithALengthReachesTheTarget() throws Exception {
        echo();
        try (var client = rig.client()) {
            client.send("PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n01234");
            client.send("56789GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\nx");
            assertThat(client.response().body()).isEqualTo("0123456789");
            assertThat(client.response().body()).isEqualTo("x");
        }
    }

    @Test
    void chunkedResponsesPassAsTheyAre() throws Exception {
        rig.target((head, in, out) -> {
            out.write(
                    SampleTarget.bytes(
                            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nab"));
            out.flush();
            out.write(SampleTarget.bytes("c\r\n2;x=y\r\nde\r\n0\r\nTrail: er\r\n\r\n"));
        });
        try (var client = rig.client()) {
            assertThat(client.get("/").body()).isEqualTo("abcde");
            assertThat(client.get("/").body()).isEqualTo("abcde");
        }
        assertThat(rig.target(0).connectionCount()).isEqualTo(1);
    }

    @Test
    void responsesWithoutABodyLeaveTheConnectionUsable() throws Exception {
        rig.target((head, in, out) -> {
            String status = head.startsWith("HEAD") ? "200 OK" : path(head).substring(1);
            out.write(SampleTarget.bytes("HTTP/1.1 " + status + "\r\nContent-Length: 5\r\n\r\n"));
        });
        try (var client = rig.client()) {
            client.send("HEAD / HTTP/1.1\r\nHost: a\r\n\r\n");
            assertThat(client.response(false).field("Content-Length")).isEqualTo("5");
            assertThat(client.get("/204").status()).isEqualTo(204);
            assertThat(client.get("/304").status()).isEqualTo(304);
            assertThat(client.get("/204").status()).isEqualTo(204);
        }
        assertThat(rig.target(0).connectionCount()).isEqualTo(1);
    }

    @Test
    void aClientThatWaitsFor100GetsItFromTheLoadBalancer() throws Exception {
        var target = echo();
        try (var client = rig.client()) {
            client.send(
                    "PUT / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n");
            assertThat(client.response().status()).isEqualTo(100);
            client.send("abc");
            assertThat(client.response().body()).isEqualTo("abc");
        }
        assertThat(target.nextHead()).doesNotContain("Expect");
    }

    @Test
    void interimResponsesOfATargetAreKept() throws Exception {
        rig.target((head, in, out) -> {
            out.write(SampleTarget.bytes("HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n"));
            out.write(SampleTarget.ok("final"));
        });
        try (var client = rig.client()) {
            assertThat(client.get("/").body()).isEqualTo("final");
        }
    }

    @Test
    void anUpgradedConnectionCarriesAnything() throws Exception {
        rig.target((head, in, out) -> {
            out.write(
                    SampleTarget.bytes(
                            "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\n"
                                    + "Upgrade: websocket\r\n\r\nhello"));
            int c = in.read();
            while (c >= 0) {
                out.write(Character.toUpperCase(c));
                c = in.read();
            }
        });
        try (var client = rig.client()) {
            client.send(
                    "GET /chat HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n");
            assertThat(client.response().head()).contains("Upgrade: websocket");
            assertThat(new String(client.in().readNBytes(5), SampleTarget.LATIN_1))
                    .isEqualTo("hello");
            client.send("abc\r\n\r\n\0");
            assertThat(new String(client.in().readNBytes(8), SampleTarget.LATIN_1))
                    .isEqualTo("ABC\r\n\r\n\0");
        }
        assertThat(rig.target(0).nextHead())
                .contains("Upgrade: websocket\r\n")
                .contains("Connection: Upgrade\r\n");
    }

    @Test
    void aSwitchNobodyAskedForIsABadResponse() throws Exception {
        rig.target((head, in, out) ->
                out.write(SampleTarget.bytes("HTTP/1.1 101 Switching Protocols\r\n\r\n")));
        try (var client = rig.client()) {
            assertThat(client.get("/").status()).isEqualTo(502);
        }
    }

    @Test
    void anOldClientIsAnsweredAndClosed() throws Exception {
        rig.targets("a");
        try (var client = rig.client()) {
            client.send("GET / HTTP/1.0\r\n\r\n");
            assertThat(client.rest()).contains("Connection: close\r\n").endsWith("\r\n\r\na");
        }
        assertThat(rig.target(0).nextHead())
                .contains("Host: web-1234567890.us-east-1.elb.amazonaws.com\r\n");
    }

    @Test
    void anOldClientThatAsksToBeKeptIs() throws Exception {
        rig.targets("a");
        try (var client = rig.client()) {
            for (int i = 0; i < 2; i++) {
                client.send("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
                var response = client.response();
                assertThat(response.field("Connection")).isEqualTo("keep-alive");
                assertThat(response.body()).isEqualTo("a");
            }
        }
    }

    @Test
    void anOldClientGetsNoChunks() throws Exception {
        rig.target((head, in, out) ->
                out.write(
                        SampleTarget.lines(
                                """
                                HTTP/1.1 200 OK
                                Transfer-Encoding: chunked

                                3
                                abc
                                2
                                de
                                0

                                """)));
        try (var client = rig.client()) {
            client.send("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
            assertThat(client.rest()).endsWith("\r\n\r\nabcde").doesNotContain("Transfer-Encoding");
        }
    }

    @Test
    void aBodyThatEndsWithTheTargetsConnectionComesInChunks() throws Exception {
        rig.target((head, in, out) -> {
            out.write(SampleTarget.bytes("HTTP/1.0 200 OK\r\nX: y\r\n\r\nsome "));
            out.write(SampleTarget.bytes("text"));
            out.close();
        });
        try (var client = rig.client()) {
            for (int i = 0; i < 2; i++) {
                var response = client.get("/");
                assertThat(response.body()).isEqualTo("some text");
                assertThat(response.head()).startsWith("HTTP/1.1 200 OK\r\nX: y\r\n");
            }
        }
    }

    @Test
    void whatATargetSaysOfItsConnectionIsNotPassedOn() throws Exception {
        rig.target((head, in, out) -> {
            out.write(
                    SampleTarget.lines(
                            """
                            HTTP/1.1 200 OK
                            Connection: close, X-Hop
                            X-Hop: 1
                            Keep-Alive: timeout=5
                            Content-Length: 2
                            X-End: 1

                            ok\
                            """));
            out.close();
        });
        try (var client = rig.client()) {
            for (int i = 0; i < 2; i++) {
                assertThat(client.get("/").head())
                        .isEqualTo("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nX-End: 1\r\n\r\n");
            }
        }
    }

    @Test
    void bytesAfterAResponseNeverReachTheNextRequest() throws Exception {
        rig.target((head, in, out) ->
                out.write(
                        SampleTarget.bytes(
                                "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\naHTTP/1.1 200 OK\r\n"
                                        + "Content-Length: 4\r\n\r\nevil")));
        try (var client = rig.client()) {
            assertThat(client.get("/").body()).isEqualTo("a");
            assertThat(client.get("/").body()).isEqualTo("a");
        }
        assertThat(rig.target(0).connectionCount()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({
        "400, 'GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n'",
        "400, 'GET /\rX HTTP/1.1\r\nHost: a\r\n\r\n'",
        "405, 'TRACE / HTTP/1.1\r\nHost: a\r\n\r\n'",
        "501, 'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip\r\n\r\n'",
        "505, 'GET / HTTP/3.0\r\nHost: a\r\n\r\n'",
        "400, 'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n'"
    })
    void whatHasNoSingleMeaningIsRefusedAndNeverForwarded(int status, String request)
            throws Exception {
        rig.targets("a");
        try (var client = rig.client()) {
            client.send(request + "GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n");
            String all = client.rest();
            assertThat(all).startsWith("HTTP/1.1 " + status).contains("Server: awselb/2.0\r\n");
            assertThat(all.split("HTTP/1.1 ")).as("one response only").hasSize(2);
        }
        assertThat(rig.target(0).requestCount()).isZero();
        assertThat(rig.counted(status < 500 ? Counter.ELB_4XX : Counter.ELB_5XX)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"414, 17000, 0, 0", "413, 1, 17000, 1", "413, 1, 1000, 70"})
    void whatIsTooLargeIsRefused(int status, int path, int field, int fields) throws Exception {
        rig.targets("a");
        try (var client = rig.client()) {
            client.send("GET /" + "p".repeat(path) + " HTTP/1.1\r\nHost: a\r\n");
            for (int i = 0; i < fields; i++) {
                client.send("X-" + i + ": " + "v".repeat(field) + "\r\n");
            }
            client.send("\r\n");
            assertThat(client.response().status()).isEqualTo(status);
        }
    }

    @Test
    void aLargeButAllowedHeadPasses() throws Exception {
        rig.targets("a");
        try (var client = rig.client()) {
            client.send("GET /" + "p".repeat(10_000) + " HTTP/1.1\r\nHost: a\r\n");
            for (int i = 0; i < 4; i++) {
                client.send("X-" + i + ": " + "v".repeat(12_000) + "\r\n");
            }
            client.send("\r\n");
            assertThat(client.response().body()).isEqualTo("a");
        }
    }

    @Test
    void aResponseWithTooLargeAHeadIsABadResponse() throws Exception {
        rig.target((head, in, out) ->
                out.write(
                        SampleTarget.bytes(
                                ("HTTP/1.1 200 OK\r\n" + "X: " + "v".repeat(8_000) + "\r\n")
                                        + ("Y: " + "v".repeat(8_000) + "\r\n").repeat(4)
                                        + "Content-Length: 0\r\n\r\n")));
        try (var client = rig.client()) {
            assertThat(client.get("/").status()).isEqualTo(502);
        }
        assertThat(rig.counted(Counter.ELB_502)).isEqualTo(1);
    }

    @Test
    void moreThanThirtyForwardedAddressesAreRefused() throws Exception {
        rig.targets("a");
        try (var client = rig.client()) {
            client.send(
                    "GET / HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: "
                            + "10.0.0.1, ".repeat(30)
                            + "10.0.0.1\r\n\r\n");
            assertThat(client.response().status()).isEqualTo(463);
            assertThat(client.get("/").body()).isEqualTo("a");
        }
    }

    @Test
    void attributesDecideWhatATargetLearns() throws Exception {
        rig.with(
                        Map.of(
                                "routing.http.preserve_host_header.enabled", "true",
                                "routing.http.xff_client_port.enabled", "true",
                                "routing.http.drop_invalid_header_fields.enabled", "true"))
                .targets("a");
        try (var client = rig.client()) {
            client.send("GET / HTTP/1.1\r\nHost: A.b:81\r\nX_odd: 1\r\nX-even: 2\r\n\r\n");
            client.response();
            int port = client.socket().getLocalPort();
            assertThat(rig.target(0).nextHead())
                    .contains("Host: A.b:81\r\n")
                    .contains("X-Forwarded-For: 127.0.0.1:" + port + "\r\n")
                    .contains("X-even: 2\r\n")
                    .doesNotContain("X_odd");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Root=1-67891233-abcdef012345678912345678;CalledFrom=app, ';Root=1-67891233-abcdef012345678912345678;CalledFrom=app'",
        "Self=1-1-2;Root=1-67891233-a, ;Root=1-67891233-a",
        "Root=1-67891233-a;Self=1-1-2, ;Root=1-67891233-a"
    })
    void aTraceIdThatCameGoesOnBehindOurOwn(String sent, String kept) throws Exception {
        rig.targets("a");
        try (var client = rig.client()) {
            client.send("GET / HTTP/1.1\r\nHost: a\r\nX-Amzn-Trace-Id: " + sent + "\r\n\r\n");
            client.response();
        }
        String line =
                rig.target(0)
                        .nextHead()
                        .lines()
                        .filter(each -> each.startsWith("X-Amzn-Trace-Id"))
                        .findFirst()
                        .orElse("");
        assertThat(line).matches("X-Amzn-Trace-Id: Self=1-[0-9a-f]{8}-[0-9a-f]{24}" + kept);
    }

    private SampleTarget echo() throws IOException {
        return rig.target((head, in, out) -> {
            byte[] body =
                    head.contains("chunked")
                            ? SampleClient.chunks(in)
                            : in.readNBytes(SampleTarget.contentLength(head));
            out.write(SampleTarget.ok(new String(body, SampleTarget.LATIN_1)));
        });
    }

    private static String path(String head) {
        return head.split(" ")[1];
    }
}
