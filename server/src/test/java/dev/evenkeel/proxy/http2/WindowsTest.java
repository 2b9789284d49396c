package dev.evenkeel.proxy.http2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.proxy.message.Ascii;
import io.netty.handler.codec.http2.Http2Error;
import org.junit.jupiter.api.Test;

/// What may be sent now, in both directions, and what waits.
class WindowsTest {
    private final FakeClient client = new FakeClient();

    @Test
    void aBodyLargerThanAFrameIsCut() {
        client.greet();
        client.respond(client.request(1, true), 40_000);
        client.frames.flush();
        assertThat(client.wire.frames())
                .containsExactly(
                        "HEADERS 1 9 +4", "DATA 1 16384", "DATA 1 16384", "DATA 1 7232 +1");
    }

    @Test
    void streamsThatWaitForTheConnectionTakeTurns() {
        client.greet();
        var one = client.request(1, true);
        var two = client.request(3, true);
        client.respond(one, 60_000);
        client.respond(two, 60_000);
        client.wire.room = 1 << 20;
        client.frames.flush();
        client.wire.frames();
        assertThat(client.frames.isWritable(two.stream)).isFalse();
        assertThat(client.read(Frame.WINDOW_UPDATE, 0, 0, FakeClient.number(65_536)))
                .isEqualTo(Http2Error.NO_ERROR);
        client.frames.flush();
        assertThat(client.wire.frames().stream().map(frame -> frame.substring(0, 6)).distinct())
                .contains("DATA 3");
        assertThat(one.over && two.over).isTrue();
    }

    @Test
    void aStreamWaitsForItsOwnWindow() {
        client.greet();
        client.read(Frame.SETTINGS, 0, 0, "\u0000\u0004" + FakeClient.number(10));
        var request = client.request(1, true);
        client.respond(request, 25);
        client.frames.flush();
        assertThat(client.wire.frames()).endsWith("DATA 1 10");
        client.read(Frame.WINDOW_UPDATE, 0, 1, FakeClient.number(10));
        client.frames.flush();
        assertThat(client.wire.frames()).containsExactly("DATA 1 10");
        assertThat(request.over).isFalse();
        client.read(Frame.SETTINGS, 0, 0, "\u0000\u0004" + FakeClient.number(20));
        client.frames.flush();
        assertThat(client.wire.frames()).containsExactly("DATA 1 5 +1", "SETTINGS 0 0 +1");
        assertThat(request.over).isTrue();
    }

    @Test
    void whoFindsNoRoomIsTold() {
        client.greet();
        var request = client.request(1, true);
        client.wire.room = 0;
        assertThat(client.frames.isWritable(request.stream)).isFalse();
        client.frames.send(request.stream, FakeUse.zeros(10), false);
        client.frames.flush();
        assertThat(client.wire.frames()).isEmpty();
        assertThat(request.wakes).isZero();
        client.wire.room = 1000;
        client.frames.writabilityChanged();
        client.frames.flush();
        assertThat(client.wire.frames()).containsExactly("DATA 1 10");
        assertThat(request.wakes).isEqualTo(1);
        client.frames.flush();
        assertThat(request.wakes).as("once").isEqualTo(1);
    }

    @Test
    void trailersWaitForTheBody() {
        client.greet();
        client.read(Frame.SETTINGS, 0, 0, "\u0000\u0004" + FakeClient.number(1));
        var request = client.request(1, true);
        client.frames.send(request.stream, FakeUse.zeros(2), false);
        client.frames.sendTrailers(request.stream, Ascii.bytes("grpc-status: 0\r\n\r\n"));
        client.frames.flush();
        assertThat(client.wire.frames()).endsWith("DATA 1 1");
        client.read(Frame.WINDOW_UPDATE, 0, 1, FakeClient.number(1));
        client.frames.flush();
        assertThat(client.wire.frames()).containsExactly("DATA 1 1", "HEADERS 1 15 +5");
        assertThat(request.over).isTrue();
    }

    @Test
    void aBodyThatIsTakenOpensItsWindowsAnew() {
        client.greet();
        client.request(1, false);
        for (int sent = 0; sent < 6; sent++) {
            assertThat(client.read(Frame.DATA, 0, 1, "x".repeat(10_000)))
                    .isEqualTo(Http2Error.NO_ERROR);
        }
        client.frames.flush();
        assertThat(client.wire.frames())
                .containsExactly(
                        "WINDOW_UPDATE 1 20000",
                        "WINDOW_UPDATE 1 20000",
                        "WINDOW_UPDATE 0 50000",
                        "WINDOW_UPDATE 1 20000");
        assertThat(client.use.first().body).hasSize(60_000);
    }

    @Test
    void aBodyThatIsNotTakenIsHeldUp() {
        client.greet();
        client.use.consuming = false;
        var request = client.request(1, false);
        for (int sent = 0; sent < 4; sent++) {
            client.read(Frame.DATA, 0, 1, "x".repeat(10_000));
        }
        client.read(Frame.DATA, 0, 1, "x");
        client.frames.flush();
        assertThat(client.wire.frames()).containsExactly("RST_STREAM 1 3");
        assertThat(request.over).isTrue();
    }

    @Test
    void anEndNeedsNoWindow() {
        client.greet();
        client.read(Frame.SETTINGS, 0, 0, "\u0000\u0004" + FakeClient.number(10));
        var request = client.request(1, true);
        client.wire.room = 0;
        client.frames.send(request.stream, FakeUse.zeros(10), false);
        client.frames.send(request.stream, FakeUse.zeros(0), true);
        client.frames.flush();
        client.wire.frames();
        client.wire.room = 1000;
        client.frames.writabilityChanged();
        client.frames.flush();
        assertThat(client.wire.frames()).containsExactly("DATA 1 10 +1");
        assertThat(request.over).isTrue();
    }

    @Test
    void nothingFollowsAReset() {
        client.greet();
        client.read(Frame.SETTINGS, 0, 0, "\u0000\u0004" + FakeClient.number(10));
        var request = client.request(1, true);
        client.frames.send(request.stream, FakeUse.zeros(25), true);
        client.frames.reset(request.stream, Http2Error.INTERNAL_ERROR);
        client.read(Frame.WINDOW_UPDATE, 0, 1, FakeClient.number(10));
        client.frames.flush();
        assertThat(client.wire.frames())
                .containsExactly("SETTINGS 0 0 +1", "DATA 1 10", "RST_STREAM 1 2");
        assertThat(request.over).isTrue();
    }

    @Test
    void aWindowMadeSmallerIsFilledUpFirst() {
        client.greet();
        var request = client.request(1, true);
        client.frames.send(request.stream, FakeUse.zeros(100), false);
        client.read(Frame.SETTINGS, 0, 0, "\u0000\u0004" + FakeClient.number(60));
        client.frames.send(request.stream, FakeUse.zeros(30), true);
        client.read(Frame.WINDOW_UPDATE, 0, 1, FakeClient.number(40));
        client.frames.flush();
        assertThat(client.wire.frames())
                .as("its window is nothing, not more")
                .containsExactly("DATA 1 100", "SETTINGS 0 0 +1");
        client.read(Frame.WINDOW_UPDATE, 0, 1, FakeClient.number(29));
        client.read(Frame.WINDOW_UPDATE, 0, 1, FakeClient.number(1));
        client.frames.flush();
        assertThat(client.wire.frames()).containsExactly("DATA 1 29", "DATA 1 1 +1");
        assertThat(request.over).isTrue();
    }

    @Test
    void newStreamsBeginWithTheWindowThatIsSaid() {
        client.greet();
        client.read(Frame.SETTINGS, 0, 0, "\u0000\u0004" + FakeClient.number(0));
        var request = client.request(1, true);
        assertThat(client.frames.isWritable(request.stream)).isFalse();
        client.read(Frame.SETTINGS, 0, 0, "\u0000\u0004" + FakeClient.number(1));
        assertThat(request.wakes).isEqualTo(1);
        assertThat(client.frames.isWritable(request.stream)).isTrue();
    }

    @Test
    void paddingAndWhatIsCutShortOpenTheWindowOfAll() {
        client.greet();
        for (int id = 1; id <= 11; id += 2) {
            client.request(id, false);
            client.read(Frame.DATA, Frame.PADDED, id, "\u00ff" + "x".repeat(10_255));
            client.read(Frame.RST_STREAM, 0, id, FakeClient.number(8));
            client.use.nanos += 10_000_000_000L;
        }
        client.frames.flush();
        assertThat(client.wire.frames()).containsExactly("WINDOW_UPDATE 0 51280");
    }
}
