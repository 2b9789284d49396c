package dev.evenkeel.proxy.log;

import java.util.Arrays;

/// Text that is being written as bytes, without a String for any part of it.
public final class LogLine {
    private static final byte[] HEX = ascii("0123456789ABCDEF");
    private static final byte QUOTE = '"';
    private static final byte DASH = '-';

    private byte[] bytes;
    private int length;

    public LogLine(int capacity) {
        bytes = new byte[capacity];
    }

    static byte[] ascii(String text) {
        return text.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
    }

    public int length() {
        return length;
    }

    public byte[] bytes() {
        return bytes;
    }

    public void clear() {
        length = 0;
    }

    /// What was written, for somebody else to keep; begins anew.
    byte[] take() {
        byte[] written = Arrays.copyOf(bytes, length);
        length = 0;
        return written;
    }

    public LogLine add(char c) {
        ensure(1);
        bytes[length++] = (byte) c;
        return this;
    }

    /// Adds characters of ISO-8859-1.
    public LogLine add(String text) {
        int count = text.length();
        ensure(count);
        for (int at = 0; at < count; at++) {
            bytes[length++] = (byte) text.charAt(at);
        }
        return this;
    }

    public LogLine add(byte[] text, int from, int to) {
        ensure(to - from);
        System.arraycopy(text, from, bytes, length, to - from);
        length += to - from;
        return this;
    }

    public LogLine add(LogLine other) {
        return add(other.bytes, 0, other.length);
    }

    /// Adds `text`, or a dash if there is none.
    public LogLine addOrDash(String text) {
        return text.isEmpty() ? add((char) DASH) : add(text);
    }

    /// Adds `text` in quotes, or a dash in quotes if there is none.
    public LogLine addQuoted(String text) {
        add((char) QUOTE);
        if (text.isEmpty()) {
            add((char) DASH);
        }
        for (int at = 0; at < text.length(); at++) {
            escape((byte) text.charAt(at));
        }
        return add((char) QUOTE);
    }

    /// Adds bytes a client chose; what would end the quotes or the line is written `\xHH`.
    public LogLine addEscaped(byte[] text, int from, int to) {
        ensure(to - from);
        for (int at = from; at < to; at++) {
            escape(text[at]);
        }
        return this;
    }

    private void escape(byte c) {
        if (c >= ' ' && c < 127 && c != QUOTE && c != '\\') {
            ensure(1);
            bytes[length++] = c;
        } else {
            ensure(4);
            bytes[length++] = '\\';
            bytes[length++] = 'x';
            bytes[length++] = HEX[(c & 0xff) >> 4];
            bytes[length++] = HEX[c & 0x0f];
        }
    }

    public LogLine add(long number) {
        if (number < 0) {
            return add((char) DASH).add(-number);
        }
        int digits = 1;
        for (long rest = number; rest >= 10; rest /= 10) {
            digits++;
        }
        return addDigits(number, digits);
    }

    /// Adds the last `digits` digits, with zeros in front.
    LogLine addDigits(long number, int digits) {
        ensure(digits);
        long rest = number;
        for (int at = length + digits - 1; at >= length; at--) {
            bytes[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += digits;
        return this;
    }

    /// Adds seconds with three decimals; -1 for what did not happen.
    public LogLine addSeconds(long nanos) {
        if (nanos < 0) {
            return add("-1");
        }
        long millis = nanos / 1_000_000;
        return add(millis / 1000).add('.').addDigits(millis % 1000, 3);
    }

    private void ensure(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(length + more, bytes.length * 2));
        }
    }
}
