package dev.evenkeel.proxy.http2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.scenario.Scenario;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.Http2Error;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What each frame may hold and where it may come (RFC 9113, 6), and what is said of others.
///
/// Each line of a scenario is a frame of a client that said hello: type, flags, stream and payload.
/// Below is what it gets, and the error that ends the connection if one does.
class FrameRulesTest {
    private static final String LENGTH_OF_2 = "\u000f\r\u00012";

    private final FakeClient client = new FakeClient();

    static List<Scenario> scenarios() {
        return Scenario.read(FrameRulesTest.class, "frames.txt");
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void aFrameIsTakenOrNot(Scenario scenario) {
        client.greet();
        Http2Error error = Http2Error.NO_ERROR;
        for (String line : scenario.input()) {
            assertThat(error).as("before %s", line).isEqualTo(Http2Error.NO_ERROR);
            error = client.frames.read(frame(line.split(" ")));
        }
        client.frames.flush();
        List<String> heard = new ArrayList<>(client.wire.frames());
        if (error != Http2Error.NO_ERROR) {
            heard.add(error.name());
        }
        assertThat(heard).isEqualTo(scenario.expected());
    }

    private static ByteBuf frame(String... words) {
        String payload = payload(words.length > 3 ? words[3] : "");
        return FakeClient.frame(
                FakeWire.type(words[0]),
                Integer.parseInt(words[1]),
                Integer.parseUnsignedInt(words[2]),
                payload);
    }

    private static String payload(String word) {
        return switch (word) {
            case "GET" -> FakeClient.GET;
            case "POST" -> FakeClient.POST;
            case "POST_OF_2" -> FakeClient.POST + LENGTH_OF_2;
            default -> new String(HexFormat.of().parseHex(word), StandardCharsets.ISO_8859_1);
        };
    }

    @Test
    void aClientThatSaysNoHelloIsNotHeard() {
        assertThat(
                        client.frames.read(
                                Unpooled.copiedBuffer(
                                        "GET / HTTP/1.1\r\n", StandardCharsets.US_ASCII)))
                .isEqualTo(Http2Error.PROTOCOL_ERROR);
    }

    @Test
    void theFirstFrameIsSettings() {
        client.frames.read(Unpooled.copiedBuffer(FakeClient.PREFACE, StandardCharsets.US_ASCII));
        assertThat(client.read(Frame.PING, 0, 0, "12345678")).isEqualTo(Http2Error.PROTOCOL_ERROR);
    }

    @Test
    void theFirstSettingsAreNoAcknowledgement() {
        client.frames.read(Unpooled.copiedBuffer(FakeClient.PREFACE, StandardCharsets.US_ASCII));
        assertThat(client.read(Frame.SETTINGS, Frame.ACK, 0, ""))
                .isEqualTo(Http2Error.PROTOCOL_ERROR);
    }

    @Test
    void aFrameTooLargeIsRefusedBeforeItCame() {
        client.greet();
        ByteBuf header =
                Unpooled.buffer().writeMedium(16_385).writeByte(0).writeByte(0).writeInt(1);
        assertThat(client.frames.read(header)).isEqualTo(Http2Error.FRAME_SIZE_ERROR);
    }

    @Test
    void aHeadMayBeCutAtEveryByte() {
        String block = FakeClient.POST + "\u0000\u0005x-own\u0003abc\u0000\u0006x-more\u0000";
        for (int cut = 0; cut <= block.length(); cut++) {
            for (int second = cut; second <= block.length(); second++) {
                var each = new FakeClient();
                each.greet();
                each.read(Frame.HEADERS, Frame.END_STREAM, 1, block.substring(0, cut));
                each.read(Frame.CONTINUATION, 0, 1, block.substring(cut, second));
                each.read(Frame.CONTINUATION, Frame.END_HEADERS, 1, block.substring(second));
                assertThat(each.use.first().head.lines())
                        .containsExactly(
                                "POST / HTTP/1.1",
                                "Host: a",
                                "x-own: abc",
                                "x-more: ",
                                "content-length: 0",
                                "");
                assertThat(each.use.first().whole).isTrue();
            }
        }
    }

    @Test
    void aHeadInTooManySmallPiecesIsRefused() {
        client.greet();
        assertThat(client.read(Frame.HEADERS, 0, 1, FakeClient.GET)).isEqualTo(Http2Error.NO_ERROR);
        for (int piece = 1; piece < 16; piece++) {
            assertThat(client.read(Frame.CONTINUATION, 0, 1, "")).isEqualTo(Http2Error.NO_ERROR);
        }
        assertThat(client.read(Frame.CONTINUATION, 0, 1, ""))
                .isEqualTo(Http2Error.ENHANCE_YOUR_CALM);
    }

    @Test
    void noMoreThanTheWindowOfAllMayCome() {
        client.greet();
        client.use.consuming = false;
        Http2Error error = Http2Error.NO_ERROR;
        for (int id = 1; id <= 5; id += 2) {
            client.request(id, false);
            for (int sent = 0; sent < 4 && error == Http2Error.NO_ERROR; sent++) {
                error = client.read(Frame.DATA, 0, id, "x".repeat(10_000));
            }
        }
        assertThat(error).isEqualTo(Http2Error.FLOW_CONTROL_ERROR);
        assertThat(client.use.requests).hasSize(3);
        assertThat(client.use.requests.getLast().body).hasSize(20_000);
    }
}
