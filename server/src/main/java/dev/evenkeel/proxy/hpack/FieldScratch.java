package dev.evenkeel.proxy.hpack;

import java.util.Arrays;

/// Where a field is put together before it goes on; one for each event loop.
public final class FieldScratch {
    private byte[] bytes = new byte[1024];

    /// The array, which has room for `length` bytes. What was in it stays.
    byte[] ensure(int length) {
        if (length > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(length, 2 * bytes.length));
        }
        return bytes;
    }

    byte[] bytes() {
        return bytes;
    }
}
