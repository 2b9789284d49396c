package dev.evenkeel.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.proxy.balance.Counter;
import io.netty.handler.codec.http2.Http2Error;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Requests that an HTTP/2 target says it did nothing with (RFC 9113, 8.7): they are sent again,
/// whatever their method.
class UnprocessedRequestsTest {
    private static final int REFUSED = (int) Http2Error.REFUSED_STREAM.code();

    /// The id of the first stream that the load balancer opens on a connection.
    private static final int FIRST = 3;

    private final Rig rig;

    UnprocessedRequestsTest() throws IOException {
        rig = Rig.ofHttp2();
    }

    @AfterEach
    void stop() throws IOException {
        rig.close();
    }

    private FrameClient client() throws IOException {
        return FrameClient.greeting(rig.address());
    }

    private static Http2Target.Behaviour refuses(AtomicInteger refusals) {
        return Http2Target.whenWhole((to, stream, came) -> {
            refusals.incrementAndGet();
            to.reset(stream, REFUSED);
        });
    }

    private static Http2Target.Behaviour echoes() {
        return Http2Target.whenWhole((to, stream, came) ->
                to.headers(stream, false, ":status", "200").data(stream, true, came.text()));
    }

    private static void goAway(FrameClient to, int lastStream) throws IOException {
        byte[] payload = ByteBuffer.allocate(8).putInt(lastStream).array();
        to.frame(FrameClient.GOAWAY, 0, 0, payload);
    }

    /// A request that came with all of its body.
    private static FrameClient post(FrameClient client, int stream, String body)
            throws IOException {
        byte[] head = client.requestBytes(stream, false, "POST", "/");
        byte[] data =
                FrameClient.bytesOf(
                        FrameClient.DATA,
                        FrameClient.END_STREAM,
                        stream,
                        body.getBytes(SampleTarget.LATIN_1));
        return client.send(
                ByteBuffer.allocate(head.length + data.length).put(head).put(data).array());
    }

    @Test
    void aRefusedStreamGoesToAnotherTarget() throws Exception {
        var refusals = new AtomicInteger();
        rig.http2Target("HTTP2", refuses(refusals));
        rig.http2Target("HTTP2", echoes());
        rig.withGroup(Map.of("x.outlier.consecutive_errors", "1"));
        try (var client = client()) {
            for (int id = 1; id < 21; id += 2) {
                assertThat(post(client, id, "body" + id).response(id).text())
                        .isEqualTo("body" + id);
            }
        }
        assertThat(refusals.get()).isPositive();
        assertThat(rig.counted(Counter.RETRIES)).isEqualTo(refusals.get());
        assertThat(rig.counted(Counter.EJECTIONS)).as("saying no is no failure").isZero();
    }

    @Test
    void aStreamAfterTheLastOfAGoAwayGoesToANewConnection() throws Exception {
        var connections = new AtomicInteger();
        var target =
                rig.http2Target(
                        "HTTP2",
                        Http2Target.whenWhole((to, stream, came) -> {
                            if (connections.getAndIncrement() == 0) {
                                goAway(to, 0);
                            } else {
                                echoes().answer(to, stream, came);
                            }
                        }));
        try (var client = client()) {
            assertThat(post(client, 1, "once").response(1).text()).isEqualTo("once");
        }
        assertThat(target.connectionCount()).isEqualTo(2);
    }

    @Test
    void whatAGoAwayLeavesToTheTargetStaysThere() throws Exception {
        var requests = new AtomicInteger();
        rig.http2Target(
                "HTTP2",
                Http2Target.whenWhole((to, stream, came) -> {
                    requests.incrementAndGet();
                    goAway(to, stream);
                    echoes().answer(to, stream, came);
                }));
        try (var client = client()) {
            assertThat(post(client, 1, "once").response(1).text()).isEqualTo("once");
        }
        assertThat(requests).hasValue(1);
    }

    @Test
    void aRequestWhoseBodyHasNotBegunGoesToAnotherTarget() throws Exception {
        rig.http2Target(
                "GRPC",
                (to, stream, came) -> {
                    if (stream == FIRST) {
                        to.reset(stream, REFUSED);
                    } else if (came.body.size() == 0) {
                        to.headers(stream, false, ":status", "200");
                    } else if (came.ended) {
                        to.data(stream, true, came.text());
                    }
                });
        try (var client = client()) {
            client.request(1, false, "POST", "/", "content-type", "application/grpc");
            client.next(FrameClient.HEADERS);
            client.data(1, false, "as it ").data(1, true, "comes");
            assertThat(client.response(1).text()).isEqualTo("as it comes");
        }
    }

    @Test
    void aRequestWhoseBodyIsOnItsWayIsNotSentTwice() throws Exception {
        BlockingQueue<Integer> requests = new LinkedBlockingQueue<>();
        rig.http2Target(
                "HTTP2",
                (to, stream, came) -> {
                    if (came.body.size() == 0) {
                        requests.add(stream);
                    } else {
                        to.reset(stream, REFUSED);
                    }
                });
        try (var client = client()) {
            client.request(1, false, "POST", "/");
            assertThat(requests.take()).isEqualTo(FIRST);
            client.data(1, false, "half");
            assertThat(client.response(1).status()).isEqualTo(502);
        }
        assertThat(requests).isEmpty();
    }

    @Test
    void aRequestThatNobodyTakesIsABadGateway() throws Exception {
        var refusals = new AtomicInteger();
        rig.http2Target("HTTP2", refuses(refusals));
        try (var client = client()) {
            assertThat(post(client, 1, "x").response(1).status()).isEqualTo(502);
        }
        assertThat(refusals).as("x.retry.attempts").hasValue(4);
    }

    @Test
    void aStreamThatWasAnsweredIsNotUnprocessed() throws Exception {
        var requests = new AtomicInteger();
        rig.http2Target(
                "HTTP2",
                Http2Target.whenWhole((to, stream, came) -> {
                    requests.incrementAndGet();
                    to.headers(stream, false, ":status", "200").reset(stream, REFUSED);
                }));
        try (var client = client()) {
            assertThat(client.get(1, "/").response(1).reset)
                    .isEqualTo((int) Http2Error.INTERNAL_ERROR.code());
        }
        assertThat(requests).hasValue(1);
    }

    @Test
    void aTargetThatTakesFewAtOnceGetsTheOthersOnOtherConnections() throws Exception {
        rig.http2Target(
                "HTTP2",
                Http2Target.whenWhole((to, stream, came) -> {
                    if (stream > FIRST + 2) {
                        to.reset(stream, REFUSED);
                    } else {
                        goAway(to, FIRST + 2);
                        echoes().answer(to, stream, came);
                    }
                }));
        try (var client = client()) {
            for (int id = 1; id < 11; id += 2) {
                post(client, id, "x" + id);
            }
            for (int id = 1; id < 11; id += 2) {
                assertThat(client.response(id).text()).isEqualTo("x" + id);
            }
        }
    }
}
