package dev.evenkeel.proxy.http2;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;

/// What leaves for the client, in tests.
final class FakeWire implements FrameWriter.Out {
    private static final String[] TYPES = {
        "DATA",
        "HEADERS",
        "PRIORITY",
        "RST_STREAM",
        "SETTINGS",
        "PUSH_PROMISE",
        "PING",
        "GOAWAY",
        "WINDOW_UPDATE",
        "CONTINUATION"
    };

    final List<Integer> buffers = new ArrayList<>();
    private final ByteBuf all = Unpooled.buffer();
    long room = 64 * 1024;
    int flushes;
    boolean wantsFlush;

    @Override
    public void write(ByteBuf bytes) {
        buffers.add(bytes.readableBytes());
        all.writeBytes(bytes);
        bytes.release();
    }

    @Override
    public void flush() {
        flushes++;
    }

    @Override
    public void flushSoon() {
        wantsFlush = true;
    }

    @Override
    public long room() {
        return room;
    }

    /// The number of a type that is given by its name, or as it is.
    static int type(String word) {
        int known = List.of(TYPES).indexOf(word);
        return known < 0 ? Integer.parseInt(word) : known;
    }

    /// The frames that left since the last time, as `TYPE stream length flags`.
    List<String> frames() {
        List<String> frames = new ArrayList<>();
        while (all.isReadable()) {
            int length = all.readUnsignedMedium();
            String type = TYPES[all.readByte()];
            int flags = all.readByte();
            int stream = all.readInt();
            String more =
                    switch (type) {
                        case "RST_STREAM", "WINDOW_UPDATE" ->
                                " " + all.getUnsignedInt(all.readerIndex());
                        case "GOAWAY" ->
                                " "
                                        + all.getUnsignedInt(all.readerIndex())
                                        + " "
                                        + all.getUnsignedInt(all.readerIndex() + 4);
                        default -> " " + length + (flags == 0 ? "" : " +" + flags);
                    };
            all.skipBytes(length);
            frames.add(type + " " + stream + more);
        }
        return frames;
    }
}
