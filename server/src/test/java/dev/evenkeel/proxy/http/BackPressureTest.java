package dev.evenkeel.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.PooledByteBufAllocator;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.CRC32;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Bodies far larger than what may be held in memory, and readers slower than writers.
class BackPressureTest {
    private static final int BLOCK = 64 * 1024;
    private static final int BLOCKS = 640;
    private static final long SIZE = (long) BLOCK * BLOCKS;
    private static final long MOST_HELD = 16L << 20;
    private final long heldBefore = PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory();
    private final Rig rig;

    BackPressureTest() throws IOException {
        rig = new Rig();
    }

    @AfterEach
    void stop() throws IOException {
        rig.close();
    }

    @Test
    void aBigBodyArrivesWholeBothWays() throws Exception {
        rig.target(BackPressureTest::answerWithTheSumOfTheBody);
        try (var client = rig.client()) {
            client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: " + SIZE + "\r\n\r\n");
            var sum = new CRC32();
            for (int block = 0; block < BLOCKS; block++) {
                byte[] bytes = block(block);
                sum.update(bytes);
                client.send(bytes);
            }
            assertThat(client.response().body()).isEqualTo(Long.toString(sum.getValue()));
            client.send("GET /big HTTP/1.1\r\nHost: a\r\n\r\n");
            assertThat(SampleTarget.readHead(client.in())).contains("200 OK");
            assertThat(sumOf(client.in(), SIZE)).isEqualTo(sum.getValue());
        }
    }

    @Test
    void aClientThatReadsSlowlySlowsTheTargetDown() throws Exception {
        var written = new AtomicLong();
        BlockingQueue<String> done = new LinkedBlockingQueue<>();
        rig.target((head, in, out) -> {
            out.write(SampleTarget.bytes(headOf(SIZE)));
            for (int block = 0; block < BLOCKS; block++) {
                out.write(block(block));
                written.addAndGet(BLOCK);
            }
            done.add("sent");
        });
        try (var client = rig.client()) {
            client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
            assertThat(SampleTarget.readHead(client.in())).contains("200 OK");
            assertThat(heldOnce(written)).as("memory for what is in flight").isLessThan(MOST_HELD);
            assertThat(client.in().readNBytes((int) SIZE)).hasSize((int) SIZE);
            assertThat(done.take()).isEqualTo("sent");
        }
    }

    @Test
    void aTargetThatReadsSlowlySlowsTheClientDown() throws Exception {
        BlockingQueue<String> go = new LinkedBlockingQueue<>();
        rig.target((head, in, out) -> {
            if (SampleTarget.take(go).equals("read")) {
                answerWithTheSumOfTheBody(head, in, out);
            }
        });
        var sent = new AtomicLong();
        try (var client = rig.client()) {
            client.send("PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: " + SIZE + "\r\n\r\n");
            Thread sender = Thread.ofVirtual().start(() -> sendAll(client, sent));
            assertThat(heldOnce(sent)).as("memory for what is in flight").isLessThan(MOST_HELD);
            go.add("read");
            assertThat(client.response().status()).isEqualTo(200);
            sender.join();
            assertThat(sent).hasValue(SIZE);
        }
    }

    @Test
    void chunksForATargetThatReadsSlowlySlowTheClientDown() throws Exception {
        BlockingQueue<String> go = new LinkedBlockingQueue<>();
        rig.target((head, in, out) -> {
            SampleTarget.take(go);
            out.write(SampleTarget.ok(Long.toString(sumOfChunks(in))));
        });
        var sent = new AtomicLong();
        try (var client = rig.client()) {
            client.send("PUT / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
            Thread sender = Thread.ofVirtual().start(() -> sendChunks(client, sent));
            assertThat(heldOnce(sent)).as("memory for what is in flight").isLessThan(MOST_HELD);
            assertThat(sent.get()).as("taken without a reader").isLessThan(SIZE / 2);
            go.add("read");
            assertThat(client.response().body()).isEqualTo(Long.toString(sumOfBlocks()));
            sender.join();
            assertThat(sent).hasValue(SIZE);
        }
    }

    private static void sendChunks(SampleClient client, AtomicLong sent) {
        try {
            for (int block = 0; block < BLOCKS; block++) {
                client.send(Integer.toHexString(BLOCK) + "\r\n");
                client.send(block(block));
                client.send("\r\n");
                sent.addAndGet(BLOCK);
            }
            client.send("0\r\nX-Sum: none\r\n\r\n");
        } catch (IOException failed) {
            sent.set(-1);
        }
    }

    private static long sumOfBlocks() {
        var sum = new CRC32();
        for (int block = 0; block < BLOCKS; block++) {
            sum.update(block(block));
        }
        return sum.getValue();
    }

    private static long sumOfChunks(InputStream in) throws IOException {
        var sum = new CRC32();
        while (true) {
            int size = Integer.parseInt(SampleClient.line(in), 16);
            sum.update(in.readNBytes(size));
            if (size == 0) {
                while (!SampleClient.line(in).isEmpty()) {
                    sum.update(new byte[0]);
                }
                return sum.getValue();
            }
            SampleClient.line(in);
        }
    }

    private static void sendAll(SampleClient client, AtomicLong sent) {
        try {
            for (int block = 0; block < BLOCKS; block++) {
                client.send(block(block));
                sent.addAndGet(BLOCK);
            }
        } catch (IOException failed) {
            sent.set(-1);
        }
    }

    private static void answerWithTheSumOfTheBody(String head, InputStream in, OutputStream out)
            throws IOException {
        if (head.startsWith("GET")) {
            out.write(SampleTarget.bytes(headOf(SIZE)));
            for (int block = 0; block < BLOCKS; block++) {
                out.write(block(block));
            }
            return;
        }
        out.write(SampleTarget.ok(Long.toString(sumOf(in, SampleTarget.contentLength(head)))));
    }

    private static String headOf(long length) {
        return "HTTP/1.1 200 OK\r\nContent-Length: " + length + "\r\n\r\n";
    }

    private static long sumOf(InputStream in, long length) throws IOException {
        var sum = new CRC32();
        long left = length;
        byte[] buffer = new byte[BLOCK];
        while (left > 0) {
            int read = in.read(buffer, 0, (int) Math.min(BLOCK, left));
            if (read < 0) {
                throw new IOException("closed with " + left + " bytes to come");
            }
            sum.update(buffer, 0, read);
            left -= read;
        }
        return sum.getValue();
    }

    private static byte[] block(int number) {
        byte[] block = new byte[BLOCK];
        for (int at = 0; at < BLOCK; at++) {
            block[at] = (byte) (at * 31 + number);
        }
        return block;
    }

    /// How much more memory the proxy holds once nothing moves any more. The kernel may hold more.
    private long heldOnce(AtomicLong moved) {
        Settled.value(moved::get);
        return PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory() - heldBefore;
    }
}
