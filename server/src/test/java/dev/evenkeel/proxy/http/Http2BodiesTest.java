package dev.evenkeel.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.proxy.balance.Counter;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.handler.codec.http2.Http2Error;
import java.io.IOException;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Bodies and trailers between HTTP/2 clients and HTTP/1 targets.
class Http2BodiesTest {
    private static final int BIG = 8 << 20;
    private final Rig rig;

    Http2BodiesTest() throws IOException {
        rig = Rig.ofHttp2();
    }

    @AfterEach
    void stop() throws IOException {
        rig.close();
    }

    private FrameClient client() throws IOException {
        return FrameClient.greeting(rig.address());
    }

    @Test
    void aSmallBodyGetsItsLength() throws Exception {
        rig.target((head, in, out) -> out.write(SampleTarget.ok(body(head, in))));
        try (var client = client()) {
            var bytes = new java.io.ByteArrayOutputStream();
            bytes.write(client.requestBytes(1, false, "POST", "/"));
            bytes.write(FrameClient.bytesOf(FrameClient.DATA, 1, 1, (byte) 'h', (byte) 'i'));
            client.send(bytes.toByteArray());
            assertThat(client.response(1).text()).isEqualTo("hi");
            assertThat(rig.target(0).nextHead()).contains("content-length: 2\r\n");
        }
    }

    @Test
    void aBodyOfUnknownLengthGoesInChunks() throws Exception {
        rig.target((head, in, out) ->
                out.write(
                        SampleTarget.ok(
                                new String(SampleClient.chunks(in), SampleTarget.LATIN_1))));
        try (var client = client()) {
            client.request(1, false, "POST", "/").data(1, false, "one ");
            assertThat(rig.target(0).nextHead()).contains("transfer-encoding: chunked\r\n");
            client.data(1, false, "").data(1, false, "two ").data(1, true, "three");
            assertThat(client.response(1).text()).isEqualTo("one two three");
        }
    }

    @Test
    void aBodyOfKnownLengthGoesAsItIs() throws Exception {
        rig.target((head, in, out) -> out.write(SampleTarget.ok(body(head, in))));
        try (var client = client()) {
            client.request(1, false, "PUT", "/", "content-length", "6");
            client.data(1, false, "abc").data(1, true, "def");
            assertThat(client.response(1).text()).isEqualTo("abcdef");
            assertThat(rig.target(0).nextHead()).doesNotContainIgnoringCase("chunked");
        }
    }

    @Test
    void anEmptyPostSaysSo() throws Exception {
        rig.targets("a");
        try (var client = client()) {
            client.request(1, true, "POST", "/").response(1);
            assertThat(rig.target(0).nextHead()).contains("content-length: 0\r\n");
        }
    }

    @Test
    void trailersOfARequestReachTheTarget() throws Exception {
        rig.target((head, in, out) -> {
            var all = new StringBuilder();
            while (!all.toString().endsWith("\r\n\r\n")) {
                all.append((char) in.read());
            }
            out.write(SampleTarget.ok(all.toString()));
        });
        try (var client = client()) {
            client.request(1, false, "POST", "/").data(1, false, "x");
            client.headers(1, true, "checksum", "42", "content-length", "9");
            assertThat(client.response(1).text()).isEqualTo("1\r\nx\r\n0\r\nchecksum: 42\r\n\r\n");
        }
    }

    @Test
    void chunksBecomeFramesAndTrailersFollow() throws Exception {
        rig.target((head, in, out) ->
                out.write(
                        SampleTarget.lines(
                                """
                                HTTP/1.1 200 OK
                                Transfer-Encoding: chunked
                                Connection: keep-alive

                                3
                                abc
                                2
                                de
                                0
                                Grpc-Status: 0

                                """)));
        try (var client = client()) {
            var response = client.get(1, "/").response(1);
            assertThat(response.text()).isEqualTo("abcde");
            assertThat(response.trailers).containsEntry("grpc-status", "0");
            assertThat(response.head).containsOnlyKeys(":status");
        }
    }

    @Test
    void aResponseInChunksMayComeByteByByte() throws Exception {
        rig.target((head, in, out) -> {
            for (byte b :
                    SampleTarget.lines(
                            """
                            HTTP/1.1 200 OK
                            Transfer-Encoding: chunked

                            3;x=y
                            abc
                            0

                            """)) {
                out.write(b);
            }
        });
        try (var client = client()) {
            for (int id = 1; id < 20; id += 2) {
                assertThat(client.get(id, "/").response(id).text()).isEqualTo("abc");
            }
        }
    }

    @Test
    void aResponseThatEndsWithItsConnectionEndsItsStream() throws Exception {
        rig.target((head, in, out) -> {
            out.write(SampleTarget.bytes("HTTP/1.0 200 OK\r\n\r\nall of it"));
            throw new IOException("closes");
        });
        try (var client = client()) {
            var response = client.get(1, "/").response(1);
            assertThat(response.text()).isEqualTo("all of it");
            assertThat(response.ended).isTrue();
        }
    }

    @Test
    void aHeadRequestGetsTheLengthAndNoBody() throws Exception {
        rig.target((head, in, out) ->
                out.write(SampleTarget.bytes("HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\n")));
        try (var client = client()) {
            var response = client.request(1, true, "HEAD", "/").response(1);
            assertThat(response.head).containsEntry("content-length", "7");
            assertThat(response.text()).isEmpty();
        }
    }

    @Test
    void whoWaitsForAHundredGetsOne() throws Exception {
        rig.target((head, in, out) -> out.write(SampleTarget.ok(body(head, in))));
        try (var client = client()) {
            client.request(1, false, "POST", "/", "expect", "100-continue", "content-length", "2");
            assertThat(client.next(FrameClient.HEADERS).has(FrameClient.END_STREAM)).isFalse();
            client.data(1, true, "ok");
            assertThat(client.response(1).text()).isEqualTo("ok");
            assertThat(rig.target(0).nextHead()).doesNotContain("expect");
        }
    }

    @Test
    void cookiesAreJoined() throws Exception {
        rig.targets("a");
        try (var client = client()) {
            client.request(1, true, "GET", "/", "cookie", "a=1", "cookie", "b=2").response(1);
            assertThat(rig.target(0).nextHead()).contains("cookie: a=1; b=2\r\n");
        }
    }

    @Test
    void aBigResponseFlowsThroughSmallWindows() throws Exception {
        rig.target((head, in, out) -> {
            out.write(SampleTarget.bytes("HTTP/1.1 200 OK\r\nContent-Length: " + BIG + "\r\n\r\n"));
            out.write(new byte[BIG]);
        });
        try (var client = client()) {
            assertThat(client.get(1, "/").response(1).body.size()).isEqualTo(BIG);
        }
    }

    @Test
    void aClientThatOpensNoWindowHoldsUpItsTargetOnly() throws Exception {
        long before = PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory();
        rig.target((head, in, out) -> {
            int size = head.startsWith("GET /big") ? BIG : 2;
            out.write(
                    SampleTarget.bytes("HTTP/1.1 200 OK\r\nContent-Length: " + size + "\r\n\r\n"));
            out.write(new byte[size]);
        });
        try (var client = client().stubborn();
                var other = client()) {
            for (int id = 1; id < 40; id += 2) {
                client.get(id, "/big");
            }
            for (int frames = 0; frames < 4; frames++) {
                client.next(FrameClient.DATA);
            }
            for (int id = 1; id < 100; id += 2) {
                assertThat(other.get(id, "/small").response(id).status()).isEqualTo(200);
            }
            long held = PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory() - before;
            assertThat(held).isLessThan(24L << 20);
        }
    }

    @Test
    void aTargetThatReadsNothingHoldsUpItsClientOnly() throws Exception {
        var go = new LinkedBlockingQueue<String>();
        rig.target((head, in, out) -> {
            if (head.startsWith("POST")) {
                SampleTarget.take(go);
                in.readNBytes(BIG);
            }
            out.write(SampleTarget.ok("done"));
        });
        try (var client = client()) {
            client.next(FrameClient.SETTINGS);
            client.request(1, false, "POST", "/", "content-length", "" + BIG);
            int sent = 0;
            int window = Http2Limits.DEFAULT.streamWindow();
            var block = new byte[16 * 1024];
            while (sent < BIG) {
                while (window < block.length) {
                    go.offer("read");
                    var frame = client.next(FrameClient.WINDOW_UPDATE);
                    window += frame.stream() == 1 ? frame.error() : 0;
                }
                client.frame(FrameClient.DATA, sent + block.length == BIG ? 1 : 0, 1, block);
                sent += block.length;
                window -= block.length;
            }
            assertThat(client.response(1).text()).isEqualTo("done");
        }
    }

    @Test
    void anAnswerThatNeedsNoBodyEndsTheRequest() throws Exception {
        rig.apply();
        try (var client = client()) {
            client.request(1, false, "POST", "/", "content-length", "100000");
            var response = client.response(1);
            assertThat(response.status()).isEqualTo(503);
            assertThat(response.text()).contains("503 Service Temporarily Unavailable");
            assertThat(response.head).containsEntry("server", "awselb/2.0");
            assertThat(client.next(FrameClient.RST_STREAM).error())
                    .isEqualTo((int) Http2Error.NO_ERROR.code());
            assertThat(client.get(3, "/").response(3).status()).isEqualTo(503);
        }
    }

    @Test
    void aTargetThatBreaksOffResetsTheStreamAlone() throws Exception {
        rig.target((head, in, out) -> {
            if (head.startsWith("GET /half")) {
                out.write(SampleTarget.bytes("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf"));
                throw new IOException("closes");
            }
            out.write(SampleTarget.ok("fine"));
        });
        try (var client = client()) {
            assertThat(client.get(1, "/half").response(1).reset)
                    .isEqualTo((int) Http2Error.INTERNAL_ERROR.code());
            assertThat(client.get(3, "/").response(3).text()).isEqualTo("fine");
        }
    }

    @Test
    void aClientThatResetsAStreamLeavesItsTarget() throws Exception {
        var closed = new LinkedBlockingQueue<String>();
        rig.target((head, in, out) -> {
            if (head.startsWith("GET /wait")) {
                closed.add(in.read() < 0 ? "closed" : "more");
            } else {
                out.write(SampleTarget.ok("fine"));
            }
        });
        try (var client = client()) {
            client.get(1, "/wait");
            rig.target(0).nextHead();
            client.reset(1, (int) Http2Error.CANCEL.code());
            assertThat(closed.take()).isEqualTo("closed");
            assertThat(client.get(3, "/").response(3).text()).isEqualTo("fine");
            assertThat(rig.counted(Counter.ELB_4XX)).as("460").isEqualTo(1);
        }
    }

    private static String body(String head, java.io.InputStream in) throws IOException {
        int length =
                head.lines()
                        .filter(line ->
                                line.toLowerCase(java.util.Locale.ROOT)
                                        .startsWith("content-length:"))
                        .mapToInt(line -> Integer.parseInt(line.substring(15).strip()))
                        .sum();
        return new String(in.readNBytes(length), SampleTarget.LATIN_1);
    }
}
