package dev.evenkeel.proxy.hpack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.scenario.Scenario;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersEncoder;
import io.netty.handler.codec.http2.Http2HeadersEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Header blocks: the vectors of RFC 7541, what Netty writes, and noise.
class HpackDecoderTest {
    private static final int ROUNDS = Integer.getInteger("fuzz.rounds", 20_000);

    private final HpackDecoder decoder = new HpackDecoder(new FieldScratch());
    private final List<String> fields = new ArrayList<>();

    private boolean decode(byte[] block) {
        return decoder.decode(
                block,
                0,
                block.length,
                (bytes, from, middle, to) ->
                        fields.add(text(bytes, from, middle) + ": " + text(bytes, middle, to)));
    }

    static String text(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }

    static List<Scenario> scenarios() {
        return Scenario.read(HpackDecoderTest.class, "hpack.txt");
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void aBlockHasTheseFields(Scenario scenario) {
        boolean fine = true;
        for (String block : scenario.input()) {
            fine &= decode(HexFormat.of().parseHex(block));
            fields.add("-");
        }
        fields.removeLast();
        assertThat(fine ? fields : List.of("malformed")).isEqualTo(scenario.expected());
    }

    @Test
    void whatNettyWritesIsRead() throws Exception {
        var random = new Random(11);
        var encoder =
                new DefaultHttp2HeadersEncoder(Http2HeadersEncoder.NEVER_SENSITIVE, false, 16, 0);
        for (int block = 0; block < 3_000; block++) {
            var headers = new DefaultHttp2Headers(false);
            List<String> expected = new ArrayList<>();
            for (int count = random.nextInt(12); count > 0; count--) {
                String name = "name-" + random.nextInt(40);
                String value = value(random);
                headers.add(name, value);
            }
            headers.forEach(field -> expected.add(field.getKey() + ": " + field.getValue()));
            ByteBuf out = Unpooled.buffer();
            encoder.encodeHeaders(3, headers, out);
            byte[] bytes = new byte[out.readableBytes()];
            out.readBytes(bytes);
            fields.clear();
            assertThat(decode(bytes)).isTrue();
            assertThat(fields).isEqualTo(expected);
        }
    }

    private static String value(Random random) {
        if (random.nextBoolean()) {
            return "often-" + random.nextInt(10);
        }
        byte[] any = new byte[random.nextInt(random.nextInt(20) == 0 ? 3_000 : 100)];
        random.nextBytes(any);
        return text(any, 0, any.length);
    }

    @Test
    void noiseIsReadToItsEndOrRefused() {
        var random = new Random(12);
        for (int round = 0; round < ROUNDS; round++) {
            byte[] noise = new byte[random.nextInt(60)];
            random.nextBytes(noise);
            if (!decode(noise) || fields.size() > 100_000) {
                fields.clear();
            }
        }
    }

    @Test
    void aTableThatIsMadeSmallerForgets() {
        assertThat(decode(HexFormat.of().parseHex("400161016240016301643f2182"))).isFalse();
        assertThat(decode(HexFormat.of().parseHex("bf"))).isTrue();
        assertThat(decode(HexFormat.of().parseHex("3f03be"))).isTrue();
        assertThat(decode(HexFormat.of().parseHex("bf"))).isFalse();
        assertThat(decode(HexFormat.of().parseHex("20be"))).isFalse();
        assertThat(fields).containsExactly("a: b", "c: d", "a: b", "c: d");
    }

    /// Three bytes name a field of the table.
    @Test
    void aBlockThatHasLongNamesCopiedWithoutEndIsRefused() {
        byte[] entry = new byte[4 + 4_000 + 1];
        java.util.Arrays.fill(entry, 4, entry.length - 1, (byte) 'x');
        System.arraycopy(HexFormat.of().parseHex("407fa11e"), 0, entry, 0, 4);
        assertThat(decode(entry)).isTrue();
        assertThat(decode(HexFormat.of().parseHex("0f2f00".repeat(200)))).isTrue();
        assertThat(decode(HexFormat.of().parseHex("0f2f00".repeat(300)))).isFalse();
    }
}
