package dev.evenkeel.proxy.http2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.proxy.message.Ascii;
import dev.evenkeel.proxy.message.ResponseHead;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.Http2Error;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// A client's connection, frame by frame.
class ClientFramesTest {
    private final FakeClient client = new FakeClient();

    @Test
    void bothSidesSayHello() {
        client.frames.greet();
        client.frames.read(Unpooled.copiedBuffer(Ascii.bytes(FakeClient.PREFACE)));
        client.read(Frame.SETTINGS, 0, 0, "");
        assertThat(client.wire.wantsFlush).isTrue();
        client.frames.flush();
        assertThat(client.wire.frames())
                .containsExactly("SETTINGS 0 18", "WINDOW_UPDATE 0 34465", "SETTINGS 0 0 +1");
    }

    @Test
    void aRequestIsWrittenAsHttp1() {
        client.greet();
        assertThat(client.request(1, true).head).isEqualTo("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    }

    @Test
    void answersOfOneTurnLeaveInOneBuffer() {
        client.greet();
        for (int id = 1; id < 8; id += 2) {
            client.request(id, true);
        }
        client.use.requests.forEach(each -> client.respond(each, 100));
        client.frames.flush();
        assertThat(client.wire.buffers).hasSize(1);
        assertThat(client.wire.frames())
                .startsWith("HEADERS 1 7 +4", "DATA 1 100 +1", "HEADERS 3 6 +4", "DATA 3 100 +1")
                .endsWith("HEADERS 7 2 +4", "DATA 7 100 +1");
        assertThat(client.use.requests).allMatch(each -> each.over);
        assertThat(client.use.ended).isEqualTo(4);
        assertThat(client.frames.isIdle()).isTrue();
    }

    @Test
    void aStreamEndsWhenTheTurnDoes() {
        client.greet();
        var request = client.request(1, true);
        client.respond(request, 0);
        assertThat(request.over).as("whoever sends may be in the middle of it").isFalse();
        client.frames.flush();
        assertThat(request.over).isTrue();
    }

    @Test
    void aRequestThatWasAnsweredNeedNotGoOn() {
        client.greet();
        client.respond(client.request(1, false), 5);
        client.frames.flush();
        assertThat(client.wire.frames())
                .containsExactly("HEADERS 1 5 +4", "DATA 1 5 +1", "RST_STREAM 1 0");
        assertThat(client.read(Frame.DATA, 0, 1, "late")).isEqualTo(Http2Error.NO_ERROR);
        assertThat(client.read(Frame.DATA, 0, 3, "never opened"))
                .isEqualTo(Http2Error.PROTOCOL_ERROR);
    }

    @Test
    void aHeadLargerThanAFrameGoesInPieces() {
        client.greet();
        var request = client.request(1, true);
        byte[] text =
                Ascii.bytes(
                        "HTTP/1.1 200 OK\r\nX: "
                                + "y".repeat(16_000)
                                + "\r\nZ: "
                                + "z".repeat(10_000)
                                + "\r\n\r\n");
        var head = new ResponseHead();
        assertThat(head.parse(text, text.length)).isEqualTo(text.length);
        client.frames.send(request.stream, head, true);
        client.frames.flush();
        assertThat(client.wire.frames()).element(0).asString().startsWith("HEADERS 1 8192 +1");
    }

    @Test
    void paddingCountsButIsNotRead() {
        client.greet();
        client.request(1, false);
        client.read(Frame.DATA, Frame.PADDED | Frame.END_STREAM, 1, "\u0003abc\u0000\u0000\u0000");
        assertThat(client.use.first().body).hasToString("abc");
        assertThat(client.use.first().head).contains("content-length: 3\r\n");
    }

    @Test
    void trailersOfARequestAreLines() {
        client.greet();
        client.request(1, false);
        client.read(
                Frame.HEADERS, Frame.END_HEADERS | Frame.END_STREAM, 1, "\u0000\u0003sum\u00011");
        assertThat(client.use.first().trailers).isEqualTo("sum: 1\r\n");
    }

    @Test
    void tooManyStreamsAreRefused() {
        client.greet();
        for (int id = 1; id <= 11; id += 2) {
            client.read(Frame.HEADERS, Frame.END_HEADERS | Frame.END_STREAM, id, FakeClient.GET);
        }
        client.frames.flush();
        assertThat(client.wire.frames()).containsExactly("RST_STREAM 9 7", "RST_STREAM 11 7");
        assertThat(client.use.requests).hasSize(4);
    }

    @Test
    void manyResetsEndTheConnection() {
        client.greet();
        Http2Error error = Http2Error.NO_ERROR;
        for (int id = 1; id < 20 && error == Http2Error.NO_ERROR; id += 2) {
            client.request(id, true);
            error = client.read(Frame.RST_STREAM, 0, id, FakeClient.number(8));
        }
        assertThat(error).isEqualTo(Http2Error.ENHANCE_YOUR_CALM);
        assertThat(client.use.requests).hasSize(6).allMatch(each -> each.over);
    }

    @Test
    void aFewResetsNowAndThenAreInOrder() {
        client.greet();
        for (int id = 1; id < 40; id += 2) {
            client.use.nanos += 3_000_000_000L;
            client.request(id, true);
            assertThat(client.read(Frame.RST_STREAM, 0, id, FakeClient.number(8)))
                    .isEqualTo(Http2Error.NO_ERROR);
        }
    }

    @Test
    void resetsThatAreNoFaultOfTheClientAreNotCounted() {
        client.greet();
        for (int id = 1; id < 40; id += 2) {
            client.frames.reset(client.request(id, true).stream, Http2Error.INTERNAL_ERROR);
            client.frames.flush();
        }
        assertThat(client.use.requests).hasSize(20).allMatch(each -> each.over);
    }

    @Test
    void resetsThatTheClientMakesUsSendEndTheConnection() {
        client.greet();
        Http2Error error = Http2Error.NO_ERROR;
        for (int id = 1; id < 20 && error == Http2Error.NO_ERROR; id += 2) {
            client.request(id, true);
            error = client.read(Frame.WINDOW_UPDATE, 0, id, FakeClient.number(0));
        }
        assertThat(error).isEqualTo(Http2Error.ENHANCE_YOUR_CALM);
        assertThat(client.use.requests).hasSize(6);
    }

    /// RFC 7541, 4.2: the first block after a client made its table smaller says so.
    @Test
    void aBlockOfNothingButAStatusSaysHowLargeTheTableIs() {
        client.greet();
        client.read(Frame.SETTINGS, 0, 0, "\u0000\u0001" + FakeClient.number(0));
        var request = client.request(1, false);
        client.frames.sendContinue(request.stream);
        client.respond(request, 0);
        client.frames.flush();
        assertThat(client.wire.frames())
                .startsWith("SETTINGS 0 0 +1", "HEADERS 1 6 +4", "HEADERS 1 5 +5");
    }

    @Test
    void framesThatBringNothingAreCounted() {
        client.greet();
        client.use.mostIdleFrames = 3;
        assertThat(client.read(Frame.PING, 0, 0, "12345678")).isEqualTo(Http2Error.NO_ERROR);
        assertThat(client.read(99, 0, 0, "")).isEqualTo(Http2Error.NO_ERROR);
        assertThat(client.read(Frame.SETTINGS, 0, 0, "")).isEqualTo(Http2Error.NO_ERROR);
        assertThat(client.read(Frame.PRIORITY, 0, 1, FakeClient.number(0) + "x"))
                .isEqualTo(Http2Error.ENHANCE_YOUR_CALM);
    }

    @Test
    void emptyDataIsCounted() {
        client.greet();
        client.request(1, false);
        for (int time = 0; time < 3; time++) {
            assertThat(client.read(Frame.DATA, 0, 1, "")).isEqualTo(Http2Error.NO_ERROR);
        }
        assertThat(client.read(Frame.DATA, 0, 1, "")).isEqualTo(Http2Error.ENHANCE_YOUR_CALM);
    }

    @Test
    void aHeadTooLargeToReadIsAnswered() {
        client.greet();
        var block = new StringBuilder(FakeClient.GET);
        for (int field = 0; field < 4; field++) {
            block.append("\u0000\u0001x\u007f\u00b9\u0016").append("v".repeat(3_000));
        }
        client.read(Frame.HEADERS, Frame.END_HEADERS | Frame.END_STREAM, 1, block.toString());
        client.frames.flush();
        assertThat(client.wire.frames()).contains("HEADERS 1 5 +5");
        assertThat(client.use.requests).isEmpty();
    }

    @Test
    void afterGoodByeNewStreamsAreIgnored() {
        client.greet();
        client.request(1, true);
        client.frames.goAway(client.frames.lastStream(), Http2Error.NO_ERROR);
        assertThat(client.read(Frame.HEADERS, Frame.END_HEADERS, 3, FakeClient.POST))
                .isEqualTo(Http2Error.NO_ERROR);
        assertThat(client.read(Frame.DATA, 0, 3, "x")).isEqualTo(Http2Error.NO_ERROR);
        assertThat(client.read(Frame.WINDOW_UPDATE, 0, 3, FakeClient.number(1)))
                .isEqualTo(Http2Error.NO_ERROR);
        client.frames.flush();
        assertThat(client.wire.frames()).containsExactly("GOAWAY 0 1 0");
        assertThat(client.use.requests).hasSize(1);
    }

    @Test
    void whenTheConnectionGoesAllStreamsDo() {
        client.greet();
        client.request(1, true);
        client.request(3, false);
        client.frames.send(client.use.first().stream, FakeUse.zeros(100_000), true);
        client.frames.close();
        assertThat(client.use.requests).allMatch(each -> each.over);
        assertThat(client.read(Frame.HEADERS, 5, 5, FakeClient.GET)).isEqualTo(Http2Error.NO_ERROR);
        assertThat(client.use.requests).as("nothing is read any more").hasSize(2);
    }

    @Test
    void framesMayComeInAnyPieces() {
        client.greet();
        ByteBuf all = Unpooled.buffer();
        all.writeBytes(FakeClient.frame(Frame.HEADERS, 0, 1, FakeClient.POST.substring(0, 2)));
        all.writeBytes(
                FakeClient.frame(
                        Frame.CONTINUATION, Frame.END_HEADERS, 1, FakeClient.POST.substring(2)));
        all.writeBytes(FakeClient.frame(Frame.DATA, 0, 1, "abc"));
        all.writeBytes(FakeClient.frame(Frame.DATA, Frame.END_STREAM, 1, "def"));
        all.writeBytes(FakeClient.frame(Frame.HEADERS, 5, 3, FakeClient.GET));
        while (all.isReadable()) {
            assertThat(client.frames.read(all.readBytes(1))).isEqualTo(Http2Error.NO_ERROR);
        }
        assertThat(client.use.first().body).hasToString("abcdef");
        assertThat(client.use.requests.getLast().head).startsWith("GET / HTTP/1.1\r\n");
    }

    @Test
    void noiseNeverThrows() {
        var random = new Random(21);
        for (int round = 0; round < 2_000; round++) {
            var each = new FakeClient();
            each.greet();
            Http2Error error = Http2Error.NO_ERROR;
            for (int count = random.nextInt(30); count > 0 && error == Http2Error.NO_ERROR; ) {
                byte[] noise = new byte[random.nextInt(30)];
                random.nextBytes(noise);
                String payload =
                        random.nextInt(3) == 0
                                ? FakeClient.GET
                                : new String(noise, StandardCharsets.ISO_8859_1);
                error =
                        each.read(
                                random.nextInt(11),
                                random.nextInt(256),
                                random.nextInt(8),
                                payload);
                for (FakeUse.Request request : each.use.requests) {
                    if (random.nextInt(3) == 0 && !request.over) {
                        each.respond(request, random.nextInt(3) * 30_000);
                    }
                }
                each.frames.flush();
                each.wire.frames();
                count--;
            }
            each.frames.close();
            assertThat(each.frames.isIdle()).isTrue();
        }
    }
}
