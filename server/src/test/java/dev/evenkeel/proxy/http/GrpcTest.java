package dev.evenkeel.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.proxy.balance.Counter;
import io.netty.handler.codec.http2.Http2Error;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// gRPC's four kinds of call, their ends, and what cuts them short.
class GrpcTest {
    private static final int CANCEL = (int) Http2Error.CANCEL.code();

    private final Rig rig;

    GrpcTest() throws IOException {
        rig = Rig.ofHttp2();
    }

    @AfterEach
    void stop() throws IOException {
        rig.close();
    }

    private FrameClient client() throws IOException {
        return FrameClient.greeting(rig.address());
    }

    private static FrameClient call(FrameClient client, int stream, String... more)
            throws IOException {
        String[] fields = new String[more.length + 4];
        System.arraycopy(more, 0, fields, 4, more.length);
        fields[0] = "content-type";
        fields[1] = "application/grpc+proto";
        fields[2] = "te";
        fields[3] = "trailers";
        return client.request(stream, false, "POST", "/routeguide.RouteGuide/Call", fields);
    }

    /// A message with its prefix: not compressed, and its length.
    private static String message(String text) {
        int length = text.length();
        return "\0"
                + (char) (length >>> 24)
                + (char) (length >>> 16 & 255)
                + (char) (length >>> 8 & 255)
                + (char) (length & 255)
                + text;
    }

    private static FrameClient begin(FrameClient to, int stream) throws IOException {
        return to.headers(
                stream, false, ":status", "200", "content-type", "application/grpc+proto");
    }

    private static void status(FrameClient to, int stream, String code) throws IOException {
        to.headers(stream, true, "grpc-status", code, "grpc-message", "said " + code);
    }

    @Test
    void manyMessagesOfAClientGetOneAnswer() throws Exception {
        rig.http2Target(
                "GRPC",
                Http2Target.whenWhole((to, stream, came) -> {
                    begin(to, stream).data(stream, false, message("got " + came.body.size()));
                    status(to, stream, "0");
                }));
        try (var client = client()) {
            call(client, 1);
            for (int count = 0; count < 50; count++) {
                client.data(1, false, message("point"));
            }
            var response = client.data(1, true, "").response(1);
            assertThat(response.text()).isEqualTo(message("got 500"));
            assertThat(response.trailers)
                    .containsEntry("grpc-status", "0")
                    .containsEntry("grpc-message", "said 0");
        }
        assertThat(rig.counted(Counter.GRPC_REQUESTS)).isEqualTo(1);
    }

    @Test
    void manyMessagesOfATargetAnswerOne() throws Exception {
        rig.http2Target(
                "GRPC",
                Http2Target.whenWhole((to, stream, came) -> {
                    begin(to, stream);
                    for (int count = 0; count < 500; count++) {
                        to.data(stream, false, message("feature " + count));
                    }
                    status(to, stream, "0");
                }));
        try (var client = client()) {
            var response = call(client, 1).data(1, true, message("area")).response(1);
            var expected = new StringBuilder();
            for (int count = 0; count < 500; count++) {
                expected.append(message("feature " + count));
            }
            assertThat(response.text()).isEqualTo(expected.toString());
            assertThat(response.trailers).containsEntry("grpc-status", "0");
        }
    }

    @Test
    void aTargetWithALotToSayWaitsForTheClientsWindow() throws Exception {
        String big = message("x".repeat(10_000));
        rig.http2Target(
                "GRPC",
                Http2Target.whenWhole((to, stream, came) -> {
                    begin(to, stream);
                    for (int count = 0; count < 20; count++) {
                        to.data(stream, false, big);
                    }
                    status(to, stream, "0");
                }));
        try (var client = client().stubborn()) {
            call(client, 1).data(1, true, message("all"));
            while (client.came(1).body.size() < 65_535) {
                client.next(FrameClient.DATA);
            }
            client.windowUpdate(0, 1 << 20).windowUpdate(1, 1 << 20);
            var response = client.response(1);
            assertThat(response.text()).isEqualTo(big.repeat(20));
            assertThat(response.trailers).containsEntry("grpc-status", "0");
        }
    }

    @Test
    void bothSidesSpeakWhenTheyLike() throws Exception {
        rig.http2Target(
                "GRPC",
                (to, stream, came) -> {
                    if (came.body.size() == 0) {
                        begin(to, stream).data(stream, false, message("hello"));
                    } else if (came.ended) {
                        to.data(stream, false, message("bye"));
                        status(to, stream, "0");
                    } else if (came.text().endsWith("?")) {
                        to.data(stream, false, message("a1")).data(stream, false, message("a2"));
                    }
                });
        try (var client = client()) {
            call(client, 1);
            assertThat(next(client)).isEqualTo(message("hello"));
            client.data(1, false, message("one")).data(1, false, message("two?"));
            while (!client.came(1).text().endsWith("a2")) {
                client.next(FrameClient.DATA);
            }
            assertThat(client.came(1).text()).endsWith(message("a1") + message("a2"));
            client.data(1, true, message("done"));
            assertThat(client.response(1).text()).endsWith(message("bye"));
            assertThat(client.came(1).trailers).containsEntry("grpc-status", "0");
        }
    }

    private static String next(FrameClient client) throws IOException {
        return new String(client.next(FrameClient.DATA).payload(), SampleTarget.LATIN_1);
    }

    @Test
    void manyCallsShareAConnection() throws Exception {
        var target =
                rig.http2Target(
                        "GRPC",
                        Http2Target.whenWhole((to, stream, came) -> {
                            begin(to, stream).data(stream, false, came.text());
                            status(to, stream, "0");
                        }));
        try (var client = client()) {
            for (int id = 1; id < 100; id += 2) {
                call(client, id).data(id, false, message("first " + id));
            }
            for (int id = 1; id < 100; id += 2) {
                client.data(id, true, message("second " + id));
            }
            for (int id = 1; id < 100; id += 2) {
                assertThat(client.response(id).text())
                        .isEqualTo(message("first " + id) + message("second " + id));
                assertThat(client.response(id).trailers).containsEntry("grpc-status", "0");
            }
        }
        assertThat(target.connectionCount()).isEqualTo(1);
    }

    @Test
    void aStatusOtherThanZeroArrivesWithItsMessage() throws Exception {
        rig.http2Target(
                "GRPC",
                Http2Target.whenWhole((to, stream, came) -> {
                    begin(to, stream).data(stream, false, message("half"));
                    status(to, stream, "13");
                }));
        try (var client = client()) {
            var response = call(client, 1).data(1, true, message("x")).response(1);
            assertThat(response.trailers)
                    .containsEntry("grpc-status", "13")
                    .containsEntry("grpc-message", "said 13");
        }
    }

    @Test
    void metadataGoesBothWaysAsItIs() throws Exception {
        BlockingQueue<FrameClient.Response> got = new LinkedBlockingQueue<>();
        rig.http2Target(
                "GRPC",
                Http2Target.whenWhole((to, stream, came) -> {
                    got.add(came);
                    to.headers(stream, false, ":status", "200", "x-bin", "AAECAw==");
                    to.headers(stream, true, "grpc-status", "0", "x-end-bin", "BAUG");
                }));
        try (var client = client()) {
            call(client, 1, "grpc-timeout", "250m", "grpc-encoding", "gzip", "x-trace-bin", "AQID")
                    .data(1, true, message("x"));
            var response = client.response(1);
            assertThat(response.head).containsEntry("x-bin", "AAECAw==");
            assertThat(response.trailers).containsEntry("x-end-bin", "BAUG");
        }
        assertThat(got.take().head)
                .containsEntry("content-type", "application/grpc+proto")
                .containsEntry("te", "trailers")
                .containsEntry("grpc-timeout", "250m")
                .containsEntry("grpc-encoding", "gzip")
                .containsEntry("x-trace-bin", "AQID");
    }

    /// A client whose deadline is over cancels; whoever works for it hears that.
    @Test
    void aDeadlineThatPassesEndsTheCallAtTheTarget() throws Exception {
        BlockingQueue<String> calls = new LinkedBlockingQueue<>();
        BlockingQueue<Integer> resets = new LinkedBlockingQueue<>();
        rig.http2Target(
                "GRPC",
                (to, stream, came) -> {
                    if (came.ended) {
                        calls.add(came.text());
                        resets.add(to.next(FrameClient.RST_STREAM).error());
                    }
                });
        try (var client = client()) {
            call(client, 1, "grpc-timeout", "1n").data(1, true, message("x"));
            assertThat(calls.take()).isEqualTo(message("x"));
            client.reset(1, CANCEL);
            assertThat(resets.take()).isEqualTo(CANCEL);
        }
    }

    @Test
    void aClientThatCancelsInTheMiddleOfAStreamStopsTheTarget() throws Exception {
        BlockingQueue<Integer> resets = new LinkedBlockingQueue<>();
        rig.http2Target(
                "GRPC",
                (to, stream, came) -> {
                    if (came.body.size() == 0) {
                        begin(to, stream).data(stream, false, message("first"));
                        resets.add(to.next(FrameClient.RST_STREAM).error());
                    }
                });
        try (var client = client()) {
            call(client, 1);
            assertThat(next(client)).isEqualTo(message("first"));
            client.reset(1, CANCEL);
            assertThat(resets.take()).isEqualTo(CANCEL);
        }
    }

    @Test
    void aTargetThatCancelsInTheMiddleOfAStreamEndsTheCall() throws Exception {
        rig.http2Target(
                "GRPC",
                (to, stream, came) ->
                        begin(to, stream)
                                .data(stream, false, message("half"))
                                .reset(stream, CANCEL));
        try (var client = client()) {
            var response = call(client, 1).response(1);
            assertThat(response.reset).isPositive();
            assertThat(response.ended).isFalse();
        }
    }

    @Test
    void aCallThatIsSilentForTooLongIsATimeOut() throws Exception {
        rig.with(Map.of("idle_timeout.timeout_seconds", "1"));
        rig.http2Target("GRPC", (to, stream, came) -> {});
        try (var client = client()) {
            var response = call(client, 1).data(1, true, message("x")).response(1);
            assertThat(response.status()).isEqualTo(504);
        }
    }
}
