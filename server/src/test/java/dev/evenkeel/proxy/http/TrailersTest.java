package dev.evenkeel.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Fields after a body, from clients to targets and back.
class TrailersTest {
    private static final String HEAD =
            "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";
    private static final String BODY = "3\r\nabc\r\n2\r\nde\r\n0\r\nDigest: 42\r\nX-Empty:\r\n\r\n";

    private static void answerWithTheBytesOfTheBody(
            String head, InputStream in, java.io.OutputStream out) throws IOException {
        var all = new StringBuilder();
        while (head.contains("chunked") && !all.toString().endsWith("\r\n\r\n")) {
            all.append((char) in.read());
        }
        out.write(SampleTarget.ok(all.toString()));
    }

    private Rig rig = new Rig();

    TrailersTest() throws IOException {}

    @AfterEach
    void stop() throws IOException {
        rig.close();
    }

    @Test
    void thoseOfARequestReachTheTargetAsTheyAre() throws Exception {
        rig.target(TrailersTest::answerWithTheBytesOfTheBody);
        try (var client = rig.client()) {
            client.send(HEAD + BODY);
            assertThat(client.response().body()).isEqualTo(BODY);
        }
    }

    @Test
    void theyMayComeInPiecesAndAnotherRequestBehindThem() throws Exception {
        rig.target(TrailersTest::answerWithTheBytesOfTheBody);
        for (int cut = 1; cut < BODY.length(); cut++) {
            try (var client = rig.client()) {
                client.send(HEAD + BODY.substring(0, cut));
                client.send(BODY.substring(cut) + "GET /next HTTP/1.1\r\nHost: a\r\n\r\n");
                assertThat(client.response().body()).as("cut at %d", cut).isEqualTo(BODY);
                assertThat(client.response().body()).as("cut at %d", cut).isEmpty();
            }
        }
    }

    @Test
    void aTrailerThatIsNoFieldMakesTheRequestMalformed() throws Exception {
        rig.target(TrailersTest::answerWithTheBytesOfTheBody);
        for (String bad : new String[] {"no field\r\n", "a b: c\r\n", ": c\r\n", "a: b\rc\r\n"}) {
            try (var client = rig.client()) {
                client.send(HEAD + "1\r\nx\r\n0\r\n" + bad + "\r\n");
                assertThat(client.response().status()).as(bad).isEqualTo(400);
            }
        }
    }

    @Test
    void tooManyMakeTheRequestMalformed() throws Exception {
        rig.target(TrailersTest::answerWithTheBytesOfTheBody);
        try (var client = rig.client()) {
            client.send(HEAD + "0\r\nX: " + "x".repeat(20_000) + "\r\n\r\n");
            assertThat(client.response().status()).isEqualTo(400);
        }
    }

    @Test
    void thoseOfAResponseReachTheClientAsTheyAre() throws Exception {
        rig.target((head, in, out) ->
                out.write(
                        SampleTarget.bytes(
                                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + BODY)));
        try (var client = rig.client()) {
            for (int again = 0; again < 2; again++) {
                client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
                SampleTarget.readHead(client.in());
                byte[] came = client.in().readNBytes(BODY.length());
                assertThat(new String(came, SampleTarget.LATIN_1)).isEqualTo(BODY);
            }
        }
    }

    @Test
    void anOldClientGetsTheBodyWithoutThem() throws Exception {
        rig.target((head, in, out) ->
                out.write(
                        SampleTarget.bytes(
                                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + BODY)));
        try (var client = rig.client()) {
            client.send("GET / HTTP/1.0\r\n\r\n");
            assertThat(client.rest()).endsWith("\r\n\r\nabcde").doesNotContain("Digest");
        }
    }

    @Test
    void thoseOfAnHttp2RequestReachAnHttp2Target() throws Exception {
        BlockingQueue<FrameClient.Response> got = new LinkedBlockingQueue<>();
        rig.close();
        rig = Rig.ofHttp2();
        rig.http2Target(
                "HTTP2",
                Http2Target.whenWhole((to, stream, came) -> {
                    got.add(came);
                    to.headers(stream, false, ":status", "200").data(stream, false, came.text());
                    to.headers(stream, true, "x-sum", "7");
                }));
        try (var client = FrameClient.greeting(rig.address())) {
            client.request(1, false, "POST", "/").data(1, false, "abc");
            client.headers(1, true, "digest", "42", "x-empty", "");
            var response = client.response(1);
            assertThat(response.text()).isEqualTo("abc");
            assertThat(response.trailers).containsEntry("x-sum", "7");
        }
        var request = got.take();
        assertThat(request.text()).isEqualTo("abc");
        assertThat(request.trailers).containsEntry("digest", "42").containsEntry("x-empty", "");
    }

    @Test
    void theyMayComeWithoutABody() throws Exception {
        rig.close();
        rig = Rig.ofHttp2();
        rig.http2Target(
                "HTTP2",
                Http2Target.whenWhole((to, stream, came) ->
                        to.headers(stream, false, ":status", "200")
                                .data(stream, true, came.trailers.toString())));
        try (var client = FrameClient.greeting(rig.address())) {
            client.request(1, false, "POST", "/").headers(1, true, "digest", "42");
            assertThat(client.response(1).text()).isEqualTo("{digest=42}");
        }
    }
}
