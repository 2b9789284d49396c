package dev.evenkeel.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.scenario.Fuzz;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.handler.codec.http2.Http2Error;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketException;
import java.util.Random;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// HTTP/2 clients that mean no good: each gets a GOAWAY or a reset that says why, and does not
/// disturb others.
class Http2HostileTest {
    private static final int MANY = 5_000;
    private final Rig rig;

    Http2HostileTest() throws IOException {
        rig = Rig.ofHttp2();
        rig.target((head, in, out) -> {
            if (head.contains(" /never ")) {
                SampleTarget.take(new LinkedBlockingQueue<>());
            }
            out.write(SampleTarget.ok("a"));
        });
    }

    @AfterEach
    void othersAreUnharmed() throws IOException {
        try (var other = client()) {
            assertThat(other.get(1, "/").response(1).text()).isEqualTo("a");
        }
        rig.close();
    }

    private FrameClient client() throws IOException {
        return FrameClient.greeting(rig.address());
    }

    /// An attack, as far as the load balancer lets it go.
    @FunctionalInterface
    private interface Attack {
        void run(FrameClient client) throws IOException;
    }

    /// What the load balancer says when it ends the connection. The client answers nothing by
    /// itself: an acknowledgement between the pieces of a head would be a fault of its own.
    private Http2Error endOf(Attack attack) throws IOException {
        try (var client = client().stubborn()) {
            Thread.ofVirtual().start(() -> go(attack, client));
            return Http2Error.valueOf(client.next(FrameClient.GOAWAY).error());
        }
    }

    private static void go(Attack attack, FrameClient client) {
        try {
            attack.run(client);
        } catch (IOException closed) {
            client.stubborn();
        }
    }

    @Test
    void rapidResets() throws IOException {
        assertThat(
                        endOf(client -> {
                            for (int id = 1; id < 2 * MANY; id += 2) {
                                client.get(id, "/").reset(id, (int) Http2Error.CANCEL.code());
                            }
                        }))
                .isEqualTo(Http2Error.ENHANCE_YOUR_CALM);
    }

    @Test
    void resetsThatItMakesUsSend() throws IOException {
        assertThat(
                        endOf(client -> {
                            for (int id = 1; id < 2 * MANY; id += 2) {
                                client.get(id, "/").windowUpdate(id, 0);
                            }
                        }))
                .isEqualTo(Http2Error.ENHANCE_YOUR_CALM);
    }

    @Test
    void aHeadInEndlessPieces() throws IOException {
        assertThat(
                        endOf(client -> {
                            client.frame(FrameClient.HEADERS, FrameClient.END_STREAM, 1);
                            for (int at = 0; at < MANY; at++) {
                                client.frame(FrameClient.CONTINUATION, 0, 1, (byte) 0x82);
                            }
                        }))
                .isEqualTo(Http2Error.ENHANCE_YOUR_CALM);
    }

    @Test
    void aHeadThatNeverEnds() throws IOException {
        var piece = new byte[16 * 1024];
        assertThat(
                        endOf(client -> {
                            client.frame(FrameClient.HEADERS, FrameClient.END_STREAM, 1, piece);
                            for (int at = 0; at < 100; at++) {
                                client.frame(FrameClient.CONTINUATION, 0, 1, piece);
                            }
                        }))
                .isEqualTo(Http2Error.ENHANCE_YOUR_CALM);
    }

    @Test
    void aSmallHeadThatGrowsLarge() throws IOException {
        try (var client = client()) {
            var block = new ByteArrayOutputStream();
            block.write(
                    client.block(
                            ":method", "GET", ":path", "/", ":scheme", "http", ":authority", "a"));
            block.write(client.block("bomb", "x".repeat(3_000)));
            for (int at = 0; at < 5_000; at++) {
                block.write(0x80 | 62);
            }
            client.frame(FrameClient.HEADERS, 5, 1, block.toByteArray());
            var response = client.response(1);
            assertThat(response.status()).isEqualTo(431);
        }
    }

    @Test
    void aHeadLargerThanIsAllowed() throws IOException {
        try (var client = client()) {
            byte[] block =
                    client.block(
                            ":method",
                            "GET",
                            ":path",
                            "/",
                            ":scheme",
                            "http",
                            ":authority",
                            "a",
                            "a",
                            "x".repeat(15_000),
                            "b",
                            "x".repeat(15_000),
                            "c",
                            "x".repeat(15_000),
                            "d",
                            "x".repeat(15_000),
                            "e",
                            "x".repeat(15_000));
            int sent = 0;
            while (sent < block.length) {
                int length = Math.min(16_384, block.length - sent);
                byte[] piece = java.util.Arrays.copyOfRange(block, sent, sent + length);
                int type = sent == 0 ? FrameClient.HEADERS : FrameClient.CONTINUATION;
                int end = sent == 0 ? FrameClient.END_STREAM : 0;
                sent += length;
                client.frame(type, end | (sent == block.length ? 4 : 0), 1, piece);
            }
            assertThat(client.response(1).status()).isEqualTo(413);
        }
    }

    @Test
    void settingsAgainAndAgain() throws IOException {
        assertThat(
                        endOf(client -> {
                            for (int at = 0; at < MANY; at++) {
                                client.frame(FrameClient.SETTINGS, 0, 0);
                            }
                        }))
                .isEqualTo(Http2Error.ENHANCE_YOUR_CALM);
    }

    @Test
    void pingsAgainAndAgain() throws IOException {
        assertThat(
                        endOf(client -> {
                            for (int at = 0; at < MANY; at++) {
                                client.frame(FrameClient.PING, 0, 0, new byte[8]);
                            }
                        }))
                .isEqualTo(Http2Error.ENHANCE_YOUR_CALM);
    }

    @Test
    void prioritiesAgainAndAgain() throws IOException {
        assertThat(
                        endOf(client -> {
                            for (int at = 0; at < MANY; at++) {
                                client.frame(FrameClient.PRIORITY, 0, 1 + 2 * at, new byte[5]);
                            }
                        }))
                .isEqualTo(Http2Error.ENHANCE_YOUR_CALM);
    }

    @Test
    void dataWithoutData() throws IOException {
        assertThat(
                        endOf(client -> {
                            client.request(1, false, "POST", "/");
                            for (int at = 0; at < MANY; at++) {
                                client.data(1, false, "");
                            }
                        }))
                .isEqualTo(Http2Error.ENHANCE_YOUR_CALM);
    }

    @Test
    void aFrameThatIsTooLarge() throws IOException {
        assertThat(endOf(client -> client.frame(FrameClient.DATA, 0, 1, new byte[16_385])))
                .isEqualTo(Http2Error.FRAME_SIZE_ERROR);
    }

    @Test
    void moreDataThanTheWindowHolds() throws IOException {
        try (var client = client()) {
            client.request(1, false, "POST", "/never", "content-length", "100000000");
            assertThat(end(client)).isEqualTo(Http2Error.FLOW_CONTROL_ERROR);
        }
    }

    private static Http2Error end(FrameClient client) throws IOException {
        var _ =
                Thread.ofVirtual()
                        .start(() ->
                                go(
                                        each -> {
                                            for (int at = 0; at < 20_000; at++) {
                                                each.frame(
                                                        FrameClient.DATA, 0, 1, new byte[16_384]);
                                            }
                                        },
                                        client));
        while (true) {
            var frame = client.read();
            if (frame.type() == FrameClient.RST_STREAM || frame.type() == FrameClient.GOAWAY) {
                return Http2Error.valueOf(frame.error());
            }
        }
    }

    @Test
    void moreStreamsThanAreAllowed() throws Exception {
        try (var client = client()) {
            int refused = 0;
            for (int id = 1; id < 2 * 400; id += 2) {
                client.get(id, "/never");
            }
            while (refused < 10) {
                var frame = client.next(FrameClient.RST_STREAM);
                assertThat(Http2Error.valueOf(frame.error())).isEqualTo(Http2Error.REFUSED_STREAM);
                refused++;
            }
        }
    }

    @Test
    void aLineSmuggledIntoAHead() throws IOException {
        String[][] heads = {
            {":method", "GET", ":path", "/ HTTP/1.1\r\nX: y", ":scheme", "http", ":authority", "a"},
            {":method", "GET /x", ":path", "/", ":scheme", "http", ":authority", "a"},
            {":method", "GET", ":path", "http://b/", ":scheme", "http", ":authority", "a"},
            {":method", "GET", ":path", "/", ":scheme", "http", ":authority", "a\r\nX: y"},
            {":method", "GET", ":path", "/", ":scheme", "http", ":authority", "a", "host", "b"},
            {
                ":method",
                "GET",
                ":path",
                "/",
                ":scheme",
                "http",
                ":authority",
                "a",
                "x",
                "y\r\nz: a"
            },
            {":method", "GET", ":path", "/", ":scheme", "http", ":authority", "a", "x\r\nz", "y"},
            {":method", "GET", ":path", "/", ":scheme", "http", ":authority", "a", "X", "y"},
            {":method", "GET", ":scheme", "http", ":authority", "a"},
            {
                ":method",
                "GET",
                ":path",
                "/",
                ":scheme",
                "http",
                ":authority",
                "a",
                "transfer-encoding",
                "chunked"
            },
            {
                ":method",
                "GET",
                ":path",
                "/",
                ":scheme",
                "http",
                ":authority",
                "a",
                "connection",
                "close"
            },
        };
        try (var client = client()) {
            int id = 1;
            for (String[] head : heads) {
                var response = client.headers(id, true, head).response(id);
                assertThat(response.reset)
                        .as(String.join(" ", head))
                        .isEqualTo((int) Http2Error.PROTOCOL_ERROR.code());
                id += 2;
            }
        }
    }

    @Test
    void aClientThatReadsNothingCostsLittle() throws Exception {
        long before = PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory();
        rig.target((head, in, out) -> {
            out.write(SampleTarget.bytes("HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n"));
            out.write(new byte[1 << 20]);
        });
        try (var client = client().stubborn()) {
            byte[] window = {0, 4, 0x7f, (byte) 0xff, (byte) 0xff, (byte) 0xff};
            client.frame(FrameClient.SETTINGS, 0, 0, window).windowUpdate(0, 1 << 30);
            for (int id = 1; id < 2 * 100; id += 2) {
                client.get(id, "/");
            }
            while (rig.target(0).requestCount() + rig.target(1).requestCount() < 100) {
                Thread.onSpinWait();
            }
            long held = PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory() - before;
            assertThat(held).isLessThan(32L << 20);
        }
    }

    @Test
    void noise() throws IOException {
        var random = new Random(7);
        for (int round = 0; round < Fuzz.rounds(300); round++) {
            try (var client = client()) {
                for (int frames = random.nextInt(1, 20); frames > 0; frames--) {
                    byte[] payload = new byte[random.nextInt(40)];
                    random.nextBytes(payload);
                    client.frame(
                            random.nextInt(11), random.nextInt(256), random.nextInt(6), payload);
                }
            } catch (SocketException closed) {
                // The load balancer had enough.
            }
        }
    }
}
