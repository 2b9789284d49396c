package dev.evenkeel.proxy.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.scenario.Scenario;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Messages that were changed at random. The seed is fixed, so that a failure happens again;
/// `-Dfuzz.rounds` goes on longer.
class FuzzTest {
    private static final int ROUNDS = Integer.getInteger("fuzz.rounds", 60_000);
    private static final byte[] SPICE =
            Ascii.bytes("\r\n\r\n :;,\t\0Content-Length: 5Transfer-Encoding: chunkedHost: x0aF");
    private final SplittableRandom random = new SplittableRandom(20_261_122);
    private final RequestHead request = new RequestHead();
    private final ResponseHead response = new ResponseHead();

    @Test
    void aRequestHeadStaysInsideItsBytesAndEndsWithAnEmptyLine() {
        List<byte[]> seeds = seeds("requests.txt", "smuggling.txt");
        for (int round = 0; round < ROUNDS; round++) {
            byte[] bytes = mutate(seeds.get(random.nextInt(seeds.size())));
            int end = request.parse(bytes, bytes.length);
            assertThat(end).as("round %d", round).isLessThanOrEqualTo(bytes.length);
            if (end > 0) {
                checkHead(bytes, end);
                checkFraming(request.fields());
            }
        }
    }

    @Test
    void aResponseHeadStaysInsideItsBytesAndEndsWithAnEmptyLine() {
        List<byte[]> seeds = seeds("responses.txt");
        for (int round = 0; round < ROUNDS; round++) {
            byte[] bytes = mutate(seeds.get(random.nextInt(seeds.size())));
            int end = response.parse(bytes, bytes.length);
            assertThat(end).as("round %d", round).isLessThanOrEqualTo(bytes.length);
            if (end > 0) {
                checkHead(bytes, end);
                checkFraming(response.fields());
            }
        }
    }

    @Test
    void aChunkedBodyEndsAtTheSameByteHoweverItIsCut() {
        List<byte[]> seeds = seeds("chunks.txt");
        for (int round = 0; round < ROUNDS; round++) {
            byte[] bytes = mutate(seeds.get(random.nextInt(seeds.size())));
            assertThat(follow(bytes, 1 + random.nextInt(8)))
                    .as("round %d", round)
                    .isEqualTo(follow(bytes, bytes.length + 1));
        }
    }

    /// An accepted head holds no line that another parser could end elsewhere.
    private static void checkHead(byte[] bytes, int end) {
        assertThat(bytes[end - 1]).isEqualTo(Ascii.LF);
        for (int at = 0; at < end; at++) {
            if (bytes[at] == Ascii.LF) {
                assertThat(bytes[at - 1]).isEqualTo(Ascii.CR);
            }
            if (bytes[at] == Ascii.CR) {
                assertThat(bytes[at + 1]).isEqualTo(Ascii.LF);
            }
            assertThat(bytes[at]).isNotZero();
        }
    }

    private static void checkFraming(Fields fields) {
        assertThat(fields.count(Field.CONTENT_LENGTH)).isLessThanOrEqualTo(1);
        assertThat(fields.count(Field.TRANSFER_ENCODING)).isLessThanOrEqualTo(1);
        assertThat(fields.isChunked() && fields.contentLength() >= 0).isFalse();
    }

    private static String follow(byte[] bytes, int piece) {
        var chunks = new Chunks();
        int at = 0;
        while (at < bytes.length && !chunks.isDone() && !chunks.isMalformed()) {
            int to = Math.min(bytes.length, at + piece);
            at = chunks.follow(Unpooled.wrappedBuffer(bytes), at, to, null);
        }
        return (chunks.isDone() ? "done" : chunks.isMalformed() ? "malformed" : "open") + " " + at;
    }

    private static List<byte[]> seeds(String... files) {
        var seeds = new ArrayList<byte[]>();
        for (String file : files) {
            for (Scenario scenario : Scenario.read(FuzzTest.class, file)) {
                seeds.add(Wire.bytes(scenario.input()));
            }
        }
        return seeds;
    }

    private byte[] mutate(byte[] seed) {
        byte[] bytes = seed.clone();
        for (int change = random.nextInt(4); change > 0 && bytes.length > 0; change--) {
            int at = random.nextInt(bytes.length);
            bytes =
                    switch (random.nextInt(4)) {
                        case 0 -> replace(bytes, at);
                        case 1 -> splice(bytes, at, at, spice());
                        case 2 -> splice(bytes, at, bytes.length, new byte[0]);
                        default -> splice(bytes, at, at + 1, new byte[0]);
                    };
        }
        return bytes;
    }

    private byte[] replace(byte[] bytes, int at) {
        bytes[at] = random.nextBoolean() ? (byte) random.nextInt(256) : SPICE[random.nextInt(8)];
        return bytes;
    }

    private byte[] spice() {
        int from = random.nextInt(SPICE.length);
        int to = Math.min(SPICE.length, from + 1 + random.nextInt(20));
        return java.util.Arrays.copyOfRange(SPICE, from, to);
    }

    private static byte[] splice(byte[] bytes, int from, int to, byte[] middle) {
        byte[] spliced = new byte[bytes.length - (to - from) + middle.length];
        System.arraycopy(bytes, 0, spliced, 0, from);
        System.arraycopy(middle, 0, spliced, from, middle.length);
        System.arraycopy(bytes, to, spliced, from + middle.length, bytes.length - to);
        return spliced;
    }
}
