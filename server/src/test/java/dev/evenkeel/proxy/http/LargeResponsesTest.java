package dev.evenkeel.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.proxy.balance.Counter;
import dev.evenkeel.proxy.net.Splice;
import dev.evenkeel.proxy.net.Transport;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketException;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Responses that epoll lets the kernel carry, and that must look the same by any other way.
class LargeResponsesTest {
    private static final int LARGE = 5_000_003;

    @ParameterizedTest
    @MethodSource("dev.evenkeel.proxy.net.Transport$Kind#available")
    void arriveWholeWhateverTheirLengthAndTheConnectionsAreUsedAgain(Transport.Kind kind)
            throws Exception {
        try (var rig = new Rig(Transport.open(kind, 1))) {
            SampleTarget target = rig.target(LargeResponsesTest::answerAsLongAsAsked);
            try (var client = rig.client()) {
                int edge = (int) Splice.WORTH_IT;
                for (int length : new int[] {1, edge - 1, edge, 4 * edge + 7, LARGE, 3}) {
                    client.send("GET /" + length + " HTTP/1.1\r\nHost: a\r\n\r\n");
                    SampleTarget.readHead(client.in());
                    assertThat(Arrays.equals(client.in().readNBytes(length), body(length)))
                            .as(length + " bytes")
                            .isTrue();
                }
            }
            assertThat(target.connectionCount()).isEqualTo(1);
            assertThat(rig.counted(Counter.SENT_BYTES)).isGreaterThan(LARGE);
        }
    }

    @ParameterizedTest
    @MethodSource("dev.evenkeel.proxy.net.Transport$Kind#available")
    void comeOneAfterTheOtherToAClientThatPipelines(Transport.Kind kind) throws Exception {
        try (var rig = new Rig(Transport.open(kind, 1))) {
            rig.target(LargeResponsesTest::answerAsLongAsAsked);
            try (var client = rig.client()) {
                String large = "GET /" + LARGE + " HTTP/1.1\r\nHost: a\r\n\r\n";
                client.send(large + large + "GET /2 HTTP/1.1\r\nHost: a\r\n\r\n");
                for (int length : new int[] {LARGE, LARGE, 2}) {
                    assertThat(SampleTarget.readHead(client.in()))
                            .contains("Content-Length: " + length);
                    assertThat(Arrays.equals(client.in().readNBytes(length), body(length)))
                            .isTrue();
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dev.evenkeel.proxy.net.Transport$Kind#available")
    void areCutWhereTheTargetDies(Transport.Kind kind) throws Exception {
        try (var rig = new Rig(Transport.open(kind, 1))) {
            rig.target((head, in, out) -> {
                out.write(SampleTarget.bytes(headOf(LARGE)));
                out.write(body(LARGE), 0, LARGE / 2);
                throw new IOException("dies");
            });
            try (var client = rig.client()) {
                client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
                SampleTarget.readHead(client.in());
                assertThat(whatComes(client)).isLessThanOrEqualTo(LARGE / 2);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dev.evenkeel.proxy.net.Transport$Kind#available")
    void thatAClientLeavesHalfWayAreNoErrorsOfOurs(Transport.Kind kind) throws Exception {
        BlockingQueue<String> left = new LinkedBlockingQueue<>();
        try (var rig = new Rig(Transport.open(kind, 1))) {
            rig.target((head, in, out) -> {
                out.write(SampleTarget.bytes(headOf(LARGE)));
                out.write(body(LARGE), 0, LARGE / 2);
                take(left);
            });
            try (var client = rig.client()) {
                client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
                SampleTarget.readHead(client.in());
                client.in().readNBytes(LARGE / 2);
            }
            while (rig.counted(Counter.ACTIVE_CONNECTIONS) > 0) {
                Thread.onSpinWait();
            }
            left.add("left");
            assertThat(rig.counted(Counter.ELB_4XX)).isZero();
            assertThat(rig.counted(Counter.ELB_5XX)).isZero();
        }
    }

    private static void take(BlockingQueue<String> queue) throws IOException {
        try {
            queue.take();
        } catch (InterruptedException ended) {
            throw new IOException(ended);
        }
    }

    @ParameterizedTest
    @MethodSource("dev.evenkeel.proxy.net.Transport$Kind#available")
    void endAtTheTargetWhenTheClientLeaves(Transport.Kind kind) throws Exception {
        BlockingQueue<String> seen = new LinkedBlockingQueue<>();
        try (var rig = new Rig(Transport.open(kind, 1))) {
            rig.target((head, in, out) -> {
                if (head.startsWith("GET /endless")) {
                    writeUntilItFails(out, seen);
                } else {
                    answerAsLongAsAsked(head, in, out);
                }
            });
            try (var client = rig.client()) {
                client.send("GET /endless HTTP/1.1\r\nHost: a\r\n\r\n");
                client.in().readNBytes(LARGE);
            }
            assertThat(seen.take()).isEqualTo("closed");
            try (var next = rig.client()) {
                assertThat(next.get("/4").body()).hasSize(4);
            }
        }
    }

    private static int whatComes(SampleClient client) throws IOException {
        int come = 0;
        byte[] block = new byte[64 * 1024];
        try {
            for (int read = 0; read >= 0; read = client.in().read(block)) {
                come += read;
            }
        } catch (SocketException reset) {
            return come;
        }
        return come;
    }

    private static void writeUntilItFails(OutputStream out, BlockingQueue<String> seen)
            throws IOException {
        try {
            out.write(SampleTarget.bytes("HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n"));
            byte[] block = body(64 * 1024);
            while (true) {
                out.write(block);
            }
        } catch (IOException closed) {
            seen.add("closed");
            throw closed;
        }
    }

    private static void answerAsLongAsAsked(String head, InputStream in, OutputStream out)
            throws IOException {
        int length = Integer.parseInt(head.substring("GET /".length(), head.indexOf(" HTTP")));
        out.write(SampleTarget.bytes(headOf(length)));
        out.write(body(length));
    }

    private static String headOf(long length) {
        return "HTTP/1.1 200 OK\r\nContent-Length: " + length + "\r\n\r\n";
    }

    private static byte[] body(int length) {
        byte[] body = new byte[length];
        for (int at = 0; at < length; at++) {
            body[at] = (byte) (at * 31 + at / 257);
        }
        return body;
    }
}
