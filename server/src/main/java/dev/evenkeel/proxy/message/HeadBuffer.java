package dev.evenkeel.proxy.message;

import java.util.Arrays;

/// The head that is being written, as a growing array; one for each event loop.
public final class HeadBuffer {
    private static final byte[] HEX = Ascii.bytes("0123456789abcdef");

    private byte[] bytes = new byte[4 * 1024];
    private int length;

    public void clear() {
        length = 0;
    }

    public byte[] bytes() {
        return bytes;
    }

    public int length() {
        return length;
    }

    public HeadBuffer append(byte[] source, int from, int to) {
        int count = to - from;
        ensure(count);
        System.arraycopy(source, from, bytes, length, count);
        length += count;
        return this;
    }

    public HeadBuffer append(byte[] source) {
        return append(source, 0, source.length);
    }

    /// Takes the last `count` bytes back.
    public void shorten(int count) {
        length -= count;
    }

    public HeadBuffer append(byte c) {
        ensure(1);
        bytes[length++] = c;
        return this;
    }

    /// Appends with letters in lower case.
    public HeadBuffer appendLower(byte[] source, int from, int to) {
        ensure(to - from);
        for (int at = from; at < to; at++) {
            bytes[length++] = Ascii.lower(source[at]);
        }
        return this;
    }

    /// Appends the last `digits` hexadecimal digits of `value`.
    public HeadBuffer appendHex(long value, int digits) {
        ensure(digits);
        for (int shift = (digits - 1) * 4; shift >= 0; shift -= 4) {
            bytes[length++] = HEX[(int) (value >>> shift) & 15];
        }
        return this;
    }

    /// Takes back the last `count` bytes.
    public HeadBuffer withdraw(int count) {
        length -= count;
        return this;
    }

    private void ensure(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(length + more, bytes.length * 2));
        }
    }
}
