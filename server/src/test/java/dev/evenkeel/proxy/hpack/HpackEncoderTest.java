package dev.evenkeel.proxy.hpack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.proxy.message.Ascii;
import dev.evenkeel.proxy.message.Fields;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// What is written is what Netty reads, and what our own decoder reads.
class HpackEncoderTest {
    private final HpackEncoder encoder = new HpackEncoder(new FieldScratch());
    private final HpackDecoder decoder = new HpackDecoder(new FieldScratch());
    private final DefaultHttp2HeadersDecoder netty = new DefaultHttp2HeadersDecoder(false, 1 << 20);
    private int written;

    /// Writes a head, and answers what was read of it.
    private List<String> roundTrip(int status, String lines) throws Exception {
        byte[] bytes = Ascii.bytes(lines + "\r\n");
        var fields = new Fields();
        assertThat(fields.parse(bytes, 0, bytes.length)).isEqualTo(bytes.length);
        ByteBuf out = Unpooled.buffer();
        encoder.begin(out);
        encoder.status(status, out);
        for (int index = 0; index < fields.count(); index++) {
            encoder.field(fields, index, bytes, out);
        }
        written = out.readableBytes();
        byte[] block = new byte[written];
        out.getBytes(0, block);
        List<String> ours = new ArrayList<>();
        assertThat(
                        decoder.decode(
                                block,
                                0,
                                block.length,
                                (all, from, middle, to) ->
                                        ours.add(
                                                HpackDecoderTest.text(all, from, middle)
                                                        + ": "
                                                        + HpackDecoderTest.text(all, middle, to))))
                .isTrue();
        List<String> theirs = new ArrayList<>();
        netty.decodeHeaders(1, out)
                .forEach(field -> theirs.add(field.getKey() + ": " + field.getValue()));
        assertThat(theirs).isEqualTo(ours);
        return ours;
    }

    @Test
    void namesAreWrittenInLowerCase() throws Exception {
        assertThat(roundTrip(200, "Content-Type: text/plain\r\nX-Own: A b\r\nEmpty:\r\n"))
                .containsExactly(
                        ":status: 200", "content-type: text/plain", "x-own: A b", "empty: ");
    }

    @Test
    void everyStatusIsWritten() throws Exception {
        for (int status : new int[] {200, 204, 206, 304, 400, 404, 500, 100, 201, 431, 503, 999}) {
            assertThat(roundTrip(status, "")).containsExactly(":status: " + status);
        }
    }

    @Test
    void whatIsSaidAgainAndAgainTakesAByte() throws Exception {
        String lines = "Server: nginx\r\nContent-Type: text/html; charset=utf-8\r\nX-Own: same\r\n";
        for (int time = 0; time < 3; time++) {
            assertThat(roundTrip(200, lines)).hasSize(4);
        }
        assertThat(written).isEqualTo(4);
    }

    @Test
    void whatIsSaidOnceDrivesNothingOut() throws Exception {
        for (int time = 0; time < 500; time++) {
            roundTrip(200, "Server: nginx\r\nX-Request: " + time + "\r\n");
        }
        assertThat(written).isEqualTo(1 + 1 + 1 + 10 + 1 + 3);
    }

    @Test
    void aCookieIsNeverKept() throws Exception {
        roundTrip(200, "Set-Cookie: a=b\r\n");
        int first = written;
        roundTrip(200, "Set-Cookie: a=b\r\n");
        roundTrip(200, "Set-Cookie: a=b\r\n");
        assertThat(written).isEqualTo(first);
    }

    @Test
    void aClientWithoutATableIsTold() throws Exception {
        for (int time = 0; time < 3; time++) {
            roundTrip(200, "Server: a\r\n");
        }
        encoder.tableBytes(0);
        netty.maxHeaderTableSize(0);
        for (int time = 0; time < 3; time++) {
            assertThat(roundTrip(200, "Server: a\r\n"))
                    .containsExactly(":status: 200", "server: a");
        }
        assertThat(written).isEqualTo(5);
        encoder.tableBytes(100);
        netty.maxHeaderTableSize(100);
        for (int time = 0; time < 3; time++) {
            assertThat(roundTrip(200, "Server: a\r\n")).hasSize(2);
        }
        assertThat(written).isEqualTo(2);
    }

    @Test
    void aTableThatWasSmallForAMomentIsToldToo() throws Exception {
        roundTrip(200, "Server: a\r\n");
        encoder.tableBytes(0);
        encoder.tableBytes(4096);
        roundTrip(200, "Server: a\r\n");
        assertThat(roundTrip(200, "Server: a\r\n")).containsExactly(":status: 200", "server: a");
    }

    @Test
    void anyFieldsInAnyOrder() throws Exception {
        var random = new Random(13);
        for (int block = 0; block < 5_000; block++) {
            var lines = new StringBuilder();
            List<String> expected = new ArrayList<>(List.of(":status: 200"));
            for (int count = random.nextInt(10); count > 0; count--) {
                String name = random.nextInt(4) == 0 ? "date" : "name-" + random.nextInt(30);
                int length = random.nextInt(random.nextInt(50) == 0 ? 5_000 : 60);
                String value =
                        random.nextBoolean()
                                ? "often-" + random.nextInt(60)
                                : "v" + String.valueOf((char) ('a' + length % 26)).repeat(length);
                lines.append(name).append(": ").append(value).append("\r\n");
                expected.add(name + ": " + value);
            }
            assertThat(roundTrip(200, lines.toString())).isEqualTo(expected);
        }
    }
}
