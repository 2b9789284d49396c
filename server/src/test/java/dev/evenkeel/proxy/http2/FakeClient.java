package dev.evenkeel.proxy.http2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.proxy.message.Ascii;
import dev.evenkeel.proxy.message.ResponseHead;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.handler.codec.http2.Http2Error;

/// A client's connection without a socket: what it sends is read at once.
final class FakeClient {
    static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
    static final String GET = "\u0082\u0084\u0086A\u0001a";
    static final String POST = "\u0083\u0084\u0086A\u0001a";
    private static final int STREAM_WINDOW = 40_000;
    private static final int CONNECTION_WINDOW = 100_000;

    final Heads heads = new Heads(10_000);
    final FakeUse use = new FakeUse(heads);
    final FakeWire wire = new FakeWire();
    final ClientFrames frames =
            new ClientFrames(
                    new ClientFrames.Limits(4, STREAM_WINDOW, CONNECTION_WINDOW, 10_000, 5, 3),
                    heads,
                    use,
                    wire,
                    UnpooledByteBufAllocator.DEFAULT);

    static ByteBuf frame(int type, int flags, int stream, String payload) {
        byte[] bytes = Ascii.bytes(payload);
        return Unpooled.buffer()
                .writeMedium(bytes.length)
                .writeByte(type)
                .writeByte(flags)
                .writeInt(stream)
                .writeBytes(bytes);
    }

    static String number(int value) {
        return ""
                + (char) (value >>> 24)
                + (char) (value >> 16 & 255)
                + (char) (value >> 8 & 255)
                + (char) (value & 255);
    }

    Http2Error read(int type, int flags, int stream, String payload) {
        return frames.read(frame(type, flags, stream, payload));
    }

    void greet() {
        frames.greet();
        assertThat(frames.read(Unpooled.copiedBuffer(Ascii.bytes(PREFACE))))
                .isEqualTo(Http2Error.NO_ERROR);
        assertThat(read(Frame.SETTINGS, 0, 0, "")).isEqualTo(Http2Error.NO_ERROR);
        frames.flush();
        wire.frames();
        wire.buffers.clear();
        use.idleFrames = 0;
    }

    FakeUse.Request request(int stream, boolean last) {
        int flags = Frame.END_HEADERS | (last ? Frame.END_STREAM : 0);
        assertThat(read(Frame.HEADERS, flags, stream, last ? GET : POST))
                .isEqualTo(Http2Error.NO_ERROR);
        return use.requests.getLast();
    }

    void respond(FakeUse.Request to, int bytes) {
        byte[] text = Ascii.bytes("HTTP/1.1 200 OK\r\nContent-Length: " + bytes + "\r\n\r\n");
        var head = new ResponseHead();
        assertThat(head.parse(text, text.length)).isEqualTo(text.length);
        frames.send(to.stream, head, bytes == 0);
        if (bytes > 0) {
            frames.send(to.stream, FakeUse.zeros(bytes), true);
        }
    }
}
