package dev.evenkeel.proxy.hpack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/// Single texts in the Huffman code, beyond those of the RFC's examples.
class HuffmanTest {
    private static String decode(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        byte[] out = new byte[Huffman.mostBytes(bytes.length) + 3];
        int end = Huffman.decode(bytes, 0, bytes.length, out, 3);
        return end < 0 ? "malformed" : HpackDecoderTest.text(out, 3, end);
    }

    @Test
    void aTextEndsInOnes() {
        assertThat(decode("1f")).isEqualTo("a");
        assertThat(decode("1c")).isEqualTo("malformed");
    }

    @Test
    void nothingIsNothing() {
        assertThat(decode("")).isEmpty();
        assertThat(decode("ff")).as("eight bits of padding").isEqualTo("malformed");
    }

    @Test
    void theLongestWords() {
        assertThat(decode("fffffff3")).isEqualTo("\n");
        assertThat(decode("fffffff31f")).isEqualTo("\nH");
        assertThat(decode("ffffffff")).as("the end's word").isEqualTo("malformed");
    }
}
