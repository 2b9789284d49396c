package dev.evenkeel.proxy.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.scenario.Fuzz;
import io.netty.buffer.Unpooled;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Messages that were changed at random.
class FuzzTest {
    private static final int ROUNDS = Fuzz.rounds(60_000);
    private final SplittableRandom random = new SplittableRandom(20_261_122);
    private final Mutations mutations = new Mutations(random);
    private final RequestHead request = new RequestHead();
    private final ResponseHead response = new ResponseHead();

    @Test
    void aRequestHeadStaysInsideItsBytesAndEndsWithAnEmptyLine() {
        List<byte[]> seeds = Mutations.seeds("requests.txt", "smuggling.txt", "desync.txt");
        for (int round = 0; round < ROUNDS; round++) {
            byte[] bytes = mutations.oneOf(seeds);
            int end = request.parse(bytes, bytes.length);
            assertThat(end).as("round %d", round).isLessThanOrEqualTo(bytes.length);
            if (end > 0) {
                checkHead(request.bytes(), request.end());
                if (!request.fields().isFramingUnclear()) {
                    checkFraming(request.fields());
                }
            }
        }
    }

    @Test
    void aResponseHeadStaysInsideItsBytesAndEndsWithAnEmptyLine() {
        List<byte[]> seeds = Mutations.seeds("responses.txt");
        for (int round = 0; round < ROUNDS; round++) {
            byte[] bytes = mutations.oneOf(seeds);
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
        List<byte[]> seeds = Mutations.seeds("chunks.txt");
        for (int round = 0; round < ROUNDS; round++) {
            byte[] bytes = mutations.oneOf(seeds);
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
}
