package dev.evenkeel.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.proxy.balance.Counter;
import io.netty.handler.codec.http2.Http2Error;
import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Target groups of the protocol versions HTTP2 and GRPC.
class Http2TargetsTest {
    private static final int BIG = 4 << 20;
    private final Rig rig;

    Http2TargetsTest() throws IOException {
        rig = Rig.ofHttp2();
    }

    @AfterEach
    void stop() throws IOException {
        rig.close();
    }

    private FrameClient client() throws IOException {
        return FrameClient.greeting(rig.address());
    }

    private static FrameClient call(FrameClient client, int stream) throws IOException {
        return client.request(
                stream,
                false,
                "POST",
                "/p.S/M",
                "content-type",
                "application/grpc",
                "te",
                "trailers");
    }

    @Test
    void aRequestGoesAndComesAsHttp2() throws Exception {
        BlockingQueue<FrameClient.Response> got = new LinkedBlockingQueue<>();
        rig.http2Target(
                "HTTP2",
                Http2Target.whenWhole((to, stream, came) -> {
                    got.add(came);
                    to.headers(stream, false, ":status", "200", "x-a", "b")
                            .data(stream, true, "hello");
                }));
        try (var client = client()) {
            client.request(1, false, "POST", "/x?y", "x-c", "d").data(1, true, "body");
            var response = client.response(1);
            assertThat(response.status()).isEqualTo(200);
            assertThat(response.head).containsEntry("x-a", "b");
            assertThat(response.text()).isEqualTo("hello");
        }
        var request = got.take();
        assertThat(request.head)
                .containsEntry(":method", "POST")
                .containsEntry(":path", "/x?y")
                .containsEntry(":scheme", "http")
                .containsEntry(":authority", "example.com")
                .containsEntry("x-c", "d")
                .containsEntry("x-forwarded-for", "127.0.0.1")
                .containsEntry("te", "trailers")
                .doesNotContainKeys("host", "transfer-encoding", "connection");
        assertThat(request.text()).isEqualTo("body");
    }

    @Test
    void requestsShareAConnection() throws Exception {
        var target = rig.http2Target("HTTP2", Http2Target.says("fine"));
        try (var client = client();
                var other = client()) {
            client.get(1, "/").response(1);
            for (int id = 3; id < 101; id += 2) {
                client.get(id, "/");
                other.get(id, "/");
            }
            for (int id = 3; id < 101; id += 2) {
                assertThat(client.response(id).text()).isEqualTo("fine");
                assertThat(other.response(id).text()).isEqualTo("fine");
            }
        }
        assertThat(target.connectionCount()).isEqualTo(1);
    }

    @Test
    void moreThanOneConnectionHoldsGoToAnother() throws Exception {
        var got = new LinkedBlockingQueue<Integer>();
        var target =
                rig.http2Target(
                        "HTTP2",
                        (to, stream, came) -> {
                            got.add(stream);
                            if (stream == 3) {
                                to.headers(stream, true, ":status", "200");
                            }
                        });
        try (var client = client();
                var other = client()) {
            assertThat(client.get(1, "/").response(1).status()).isEqualTo(200);
            for (int id = 3; id < 203; id += 2) {
                client.get(id, "/");
            }
            for (int requests = 0; requests <= 100; requests++) {
                got.take();
            }
            assertThat(other.get(1, "/").response(1).status()).isEqualTo(200);
        }
        assertThat(target.connectionCount()).isEqualTo(2);
    }

    @Test
    void aUnaryCallReturnsItsTrailers() throws Exception {
        rig.http2Target(
                "GRPC",
                Http2Target.whenWhole((to, stream, came) ->
                        to.headers(
                                        stream,
                                        false,
                                        ":status",
                                        "200",
                                        "content-type",
                                        "application/grpc")
                                .data(stream, false, came.text())
                                .headers(stream, true, "grpc-status", "0", "grpc-message", "ok")));
        try (var client = client()) {
            var response = call(client, 1).data(1, true, "\0\0\0\0\1x").response(1);
            assertThat(response.text()).isEqualTo("\0\0\0\0\1x");
            assertThat(response.trailers)
                    .containsEntry("grpc-status", "0")
                    .containsEntry("grpc-message", "ok");
            assertThat(response.head).containsEntry("content-type", "application/grpc");
        }
        assertThat(rig.counted(Counter.GRPC_REQUESTS)).isEqualTo(1);
    }

    @Test
    void aCallThatFailsAtOnceIsOneFrame() throws Exception {
        rig.http2Target(
                "GRPC",
                Http2Target.whenWhole((to, stream, came) ->
                        to.headers(stream, true, ":status", "200", "grpc-status", "12")));
        try (var client = client()) {
            var response = call(client, 1).data(1, true, "x").response(1);
            assertThat(response.head).containsEntry("grpc-status", "12");
            assertThat(response.text()).isEmpty();
            assertThat(response.ended).isTrue();
        }
    }

    @Test
    void messagesOfAStreamingCallArriveAsTheyAreSent() throws Exception {
        rig.http2Target(
                "GRPC",
                (to, stream, came) -> {
                    if (came.body.size() == 0) {
                        to.headers(stream, false, ":status", "200");
                    } else if (came.ended) {
                        to.headers(stream, true, "grpc-status", "0");
                    } else {
                        to.data(stream, false, "echo" + came.body.size());
                    }
                });
        try (var client = client()) {
            call(client, 1);
            client.next(FrameClient.HEADERS);
            for (int length = 1; length <= 20; length++) {
                client.data(1, false, "x");
                var frame = client.next(FrameClient.DATA);
                assertThat(new String(frame.payload(), SampleTarget.LATIN_1))
                        .isEqualTo("echo" + length);
            }
            client.data(1, true, "");
            assertThat(client.response(1).trailers).containsEntry("grpc-status", "0");
        }
    }

    @Test
    void aCallThatTheTargetEndsEarlyEndsForTheClient() throws Exception {
        rig.http2Target(
                "GRPC",
                (to, stream, came) -> {
                    to.headers(stream, true, ":status", "200", "grpc-status", "7");
                    to.reset(stream, (int) Http2Error.NO_ERROR.code());
                });
        try (var client = client()) {
            assertThat(call(client, 1).response(1).head).containsEntry("grpc-status", "7");
            assertThat(client.next(FrameClient.RST_STREAM).error())
                    .isEqualTo((int) Http2Error.NO_ERROR.code());
        }
    }

    @Test
    void aClientThatCancelsCancelsAtTheTarget() throws Exception {
        BlockingQueue<Integer> resets = new LinkedBlockingQueue<>();
        rig.http2Target(
                "GRPC",
                (to, stream, came) -> {
                    to.headers(stream, false, ":status", "200");
                    resets.add(to.next(FrameClient.RST_STREAM).error());
                });
        try (var client = client()) {
            call(client, 1).next(FrameClient.HEADERS);
            client.reset(1, (int) Http2Error.CANCEL.code());
            assertThat(resets.take()).isEqualTo((int) Http2Error.CANCEL.code());
        }
    }

    @Test
    void aTargetThatResetsAStreamGivesABadGateway() throws Exception {
        rig.http2Target(
                "HTTP2",
                (to, stream, came) -> to.reset(stream, (int) Http2Error.INTERNAL_ERROR.code()));
        try (var client = client()) {
            client.request(1, true, "POST", "/");
            assertThat(client.response(1).status()).isEqualTo(502);
        }
    }

    @Test
    void aTargetThatBreaksOffInTheMiddleResetsTheStream() throws Exception {
        rig.http2Target(
                "HTTP2",
                (to, stream, came) ->
                        to.headers(stream, false, ":status", "200")
                                .data(stream, false, "half")
                                .reset(stream, (int) Http2Error.INTERNAL_ERROR.code()));
        try (var client = client()) {
            assertThat(client.get(1, "/").response(1).reset)
                    .isEqualTo((int) Http2Error.INTERNAL_ERROR.code());
        }
    }

    @Test
    void aTargetThatSaysGoodByeGetsItsRequestsOnANewConnection() throws Exception {
        var target =
                rig.http2Target(
                        "HTTP2",
                        (to, stream, came) -> {
                            to.frame(
                                    FrameClient.GOAWAY,
                                    0,
                                    0,
                                    new byte[] {0, 0, 0, (byte) stream, 0, 0, 0, 0});
                            to.headers(stream, false, ":status", "200").data(stream, true, "bye");
                        });
        try (var client = client()) {
            for (int id = 1; id < 9; id += 2) {
                assertThat(client.get(id, "/").response(id).text()).isEqualTo("bye");
            }
        }
        assertThat(target.connectionCount()).isEqualTo(4);
    }

    @Test
    void bigBodiesFlowBothWays() throws Exception {
        rig.http2Target(
                "HTTP2",
                Http2Target.whenWhole((to, stream, came) -> {
                    to.headers(stream, false, ":status", "200");
                    int sent = 0;
                    int window = 256 * 1024;
                    while (sent < came.body.size()) {
                        while (window < 16_384) {
                            var update = to.next(FrameClient.WINDOW_UPDATE);
                            window += update.stream() == stream ? update.error() : 0;
                        }
                        int length = Math.min(16_384, came.body.size() - sent);
                        sent += length;
                        window -= length;
                        to.frame(
                                FrameClient.DATA,
                                sent == came.body.size() ? 1 : 0,
                                stream,
                                new byte[length]);
                    }
                }));
        try (var client = client()) {
            client.next(FrameClient.SETTINGS);
            client.request(1, false, "POST", "/");
            int sent = 0;
            int window = Http2Limits.DEFAULT.streamWindow();
            while (sent < BIG) {
                while (window < 16_384) {
                    var update = client.next(FrameClient.WINDOW_UPDATE);
                    window += update.stream() == 1 ? update.error() : 0;
                }
                sent += 16_384;
                window -= 16_384;
                client.frame(FrameClient.DATA, sent == BIG ? 1 : 0, 1, new byte[16_384]);
            }
            assertThat(client.response(1).body.size()).isEqualTo(BIG);
        }
    }

    @Test
    void whatAWSDoesNotTranslateIsRefused() throws Exception {
        rig.http2Target("GRPC", Http2Target.says("x"));
        try (var client = client()) {
            assertThat(client.get(1, "/").response(1).status()).as("GET to GRPC").isEqualTo(464);
        }
        rig.http2Target("HTTP1", Http2Target.says("x"));
        try (var client = client()) {
            assertThat(call(client, 1).data(1, true, "").response(1).status())
                    .as("gRPC to HTTP1")
                    .isEqualTo(464);
        }
        try (var http1 = new Rig()) {
            for (String version : new String[] {"HTTP2", "GRPC"}) {
                http1.http2Target(version, Http2Target.says("x"));
                try (var client = http1.client()) {
                    assertThat(client.get("/").status()).as("HTTP/1 to " + version).isEqualTo(464);
                }
            }
        }
    }

    @Test
    void aTargetThatSpeaksHttp1IsABadGateway() throws Exception {
        try (var target = SampleTarget.named("127.31.0.60", "old")) {
            rig.protocolVersion("HTTP2");
            rig.add(target, rig.group());
            rig.apply();
            try (var client = client()) {
                assertThat(client.get(1, "/").response(1).status()).isEqualTo(502);
            }
        }
    }

    @Test
    void whereNobodyListensIsABadGateway() throws Exception {
        var target = rig.http2Target("HTTP2", Http2Target.says("x"));
        target.close();
        try (var client = client()) {
            assertThat(client.get(1, "/").response(1).status()).isEqualTo(502);
        }
    }
}
