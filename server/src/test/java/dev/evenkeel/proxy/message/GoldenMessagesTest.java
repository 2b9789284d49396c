package dev.evenkeel.proxy.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.scenario.Scenario;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GoldenMessagesTest {
    private final RequestHead request = new RequestHead();
    private final ResponseHead response = new ResponseHead();
    private final Framing framing = new Framing();

    static List<Scenario> requests() {
        return Scenario.read(GoldenMessagesTest.class, "requests.txt");
    }

    static List<Scenario> smuggling() {
        return Scenario.read(GoldenMessagesTest.class, "smuggling.txt");
    }

    static List<Scenario> desync() {
        return Scenario.read(GoldenMessagesTest.class, "desync.txt");
    }

    static List<Scenario> responses() {
        return Scenario.read(GoldenMessagesTest.class, "responses.txt");
    }

    static List<Scenario> chunks() {
        return Scenario.read(GoldenMessagesTest.class, "chunks.txt");
    }

    @ParameterizedTest
    @MethodSource({"requests", "smuggling", "desync"})
    void aRequestMeansOneThingOnly(Scenario scenario) {
        byte[] bytes = Wire.bytes(scenario.input());
        String expected = scenario.expected().getFirst();
        assertThat(request(bytes, bytes.length)).isEqualTo(expected);
        for (int length = 0; length < bytes.length; length++) {
            String part = request(bytes, length);
            assertThat(part).as("its first %d bytes", length).isIn("incomplete", fault(expected));
        }
    }

    @ParameterizedTest
    @MethodSource("responses")
    void aResponseMeansOneThingOnly(Scenario scenario) {
        byte[] bytes = Wire.bytes(scenario.input());
        String expected = scenario.expected().getFirst();
        assertThat(response(bytes, bytes.length)).isEqualTo(expected);
        for (int length = 0; length < bytes.length; length++) {
            String part = response(bytes, length);
            assertThat(part).as("its first %d bytes", length).isIn("incomplete", fault(expected));
        }
    }

    @ParameterizedTest
    @MethodSource("chunks")
    void aChunkedBodyMeansTheSameHoweverItIsCut(Scenario scenario) {
        byte[] bytes = Wire.bytes(scenario.input());
        String expected = scenario.expected().getFirst();
        assertThat(chunks(bytes, bytes.length)).isEqualTo(expected);
        assertThat(chunks(bytes, 1)).isEqualTo(expected);
        for (int piece = 2; piece < bytes.length; piece++) {
            assertThat(chunks(bytes, piece)).as("in pieces of %d", piece).isEqualTo(expected);
        }
    }

    private static String fault(String expected) {
        boolean isFault = expected.matches("\\d{3}( .*)?|malformed");
        return isFault ? expected : "incomplete";
    }

    /// The first `length` bytes, with what is behind them out of sight.
    private String request(byte[] bytes, int length) {
        int end = request.parse(java.util.Arrays.copyOf(bytes, length), length);
        if (end <= 0) {
            return end == Fields.INCOMPLETE ? "incomplete" : (-end + verdict());
        }
        framing.of(request);
        return request.method()
                + " path="
                + text(request.pathStart(), request.pathEnd())
                + " query="
                + text(request.queryStart(), request.targetEnd())
                + " host="
                + text(request.hostStart(), request.hostEnd())
                + " body="
                + body()
                + (request.wantsKeepAlive() ? " keep" : " close")
                + (request.wantsUpgrade() ? " upgrade" : "")
                + (request.expectsContinue() ? " expects" : "")
                + verdict();
    }

    private String verdict() {
        DesyncReason reason = request.desync();
        return (" " + reason.tier().text() + " " + reason.text()).stripTrailing();
    }

    private String text(int from, int to) {
        return new String(request.bytes(), from, to - from, StandardCharsets.ISO_8859_1);
    }

    private String response(byte[] bytes, int length) {
        int end = response.parse(java.util.Arrays.copyOf(bytes, length), length);
        if (end <= 0) {
            return end == Fields.INCOMPLETE ? "incomplete" : "malformed";
        }
        framing.of(response, Method.GET);
        return response.status()
                + " body="
                + body()
                + (response.keepsAlive() ? " keep" : " close")
                + (response.isInterim() ? " interim" : "");
    }

    private String body() {
        return switch (framing.kind()) {
            case NONE -> "none";
            case LENGTH -> Long.toString(framing.remaining());
            case CHUNKED -> "chunked";
            case UNTIL_CLOSE -> "close";
        };
    }

    private String chunks(byte[] bytes, int piece) {
        framing.chunked();
        ByteBuf data = Unpooled.buffer();
        int at = 0;
        while (at < bytes.length && !framing.isDone() && !framing.isMalformed()) {
            int length = Math.min(piece, bytes.length - at);
            at += framing.unwrap(Unpooled.wrappedBuffer(bytes, at, length), data);
        }
        if (framing.isMalformed()) {
            return "malformed";
        }
        int rest = bytes.length - at;
        String found = "done: " + data.toString(StandardCharsets.ISO_8859_1);
        return framing.isDone() ? (found + (rest > 0 ? " +" + rest : "")).strip() : "incomplete";
    }
}
