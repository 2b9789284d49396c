package dev.evenkeel.proxy.http2;

import dev.evenkeel.proxy.hpack.FieldSink;
import dev.evenkeel.proxy.message.Field;
import dev.evenkeel.proxy.message.HeadBuffer;
import java.util.Arrays;

/// A request's trailers as they come out of HPACK, written as they end a chunked body, without the
/// empty line. Those about framing are left out. One for each event loop.
final class TrailerText implements FieldSink {
    private static final int FIELD_BYTES = 32;

    private final HeadBuffer text = new HeadBuffer();
    private final int mostBytes;
    private int listBytes;
    private boolean malformed;

    TrailerText(int mostBytes) {
        this.mostBytes = mostBytes;
    }

    void clear() {
        text.clear();
        listBytes = 0;
        malformed = false;
    }

    @Override
    public void field(byte[] bytes, int from, int middle, int to) {
        listBytes += to - from + FIELD_BYTES;
        malformed |= listBytes > mostBytes || !FieldRules.allow(bytes, from, middle, to);
        if (malformed) {
            return;
        }
        Field kind = Field.of(bytes, from, middle);
        malformed = FieldRules.isOfConnection(kind);
        if (kind == Field.OTHER) {
            text.append(bytes, from, middle).append((byte) ':').append((byte) ' ');
            text.append(bytes, middle, to).append((byte) '\r').append((byte) '\n');
        }
    }

    boolean isSound() {
        return !malformed;
    }

    byte[] lines() {
        return Arrays.copyOf(text.bytes(), text.length());
    }
}
