package dev.evenkeel.proxy.http2;

import dev.evenkeel.proxy.message.Ascii;
import io.netty.util.AsciiString;
import org.jspecify.annotations.Nullable;

/// Field names in lower case, as HTTP/2 wants them. A name that was seen before is the same object:
/// nothing is copied or hashed again. One for each event loop; of two names with one place, the
/// later one stays.
public final class FieldNames {
    private static final int PLACES = 1024;

    private final @Nullable AsciiString[] known = new AsciiString[PLACES];

    /// The name that stands in `bytes` from `from` to `to`.
    AsciiString of(byte[] bytes, int from, int to) {
        int hash = to - from;
        for (int at = from; at < to; at++) {
            hash = hash * 31 + Ascii.lower(bytes[at]);
        }
        int place = (hash ^ hash >>> 10) & PLACES - 1;
        AsciiString there = known[place];
        if (there != null && Ascii.isSame(bytes, from, to, there.array())) {
            return there;
        }
        byte[] name = new byte[to - from];
        for (int at = from; at < to; at++) {
            name[at - from] = Ascii.lower(bytes[at]);
        }
        AsciiString made = new AsciiString(name, false);
        known[place] = made;
        return made;
    }
}
