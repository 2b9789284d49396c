package dev.evenkeel.proxy.message;

import java.nio.charset.StandardCharsets;

/// The character classes of RFC 9110 and 9112, and comparing without regard to case.
public final class Ascii {
    public static final byte CR = '\r';
    public static final byte LF = '\n';
    static final byte COLON = ':';
    static final byte SPACE = ' ';

    /// What methods are made of (RFC 9110, 5.6.2).
    static final boolean[] TOKEN = new boolean[256];

    /// What field names are made of: 0 ends a name, [#PLAIN] is what AWS calls valid
    /// (`[-A-Za-z0-9]`), [#ODD] may be there, too.
    static final byte[] NAME = new byte[256];

    /// As [#NAME], of a head that is read though it breaks the grammar.
    static final byte[] ANY_NAME = new byte[256];

    /// As [#VALUE], of a head that is read though it breaks the grammar.
    static final boolean[] ANY_VALUE = new boolean[256];

    static final byte PLAIN = 1;
    static final byte ODD = 2;

    /// What field values are made of: everything but control characters; tabs are allowed.
    static final boolean[] VALUE = new boolean[256];

    /// What names of fields are made of in HTTP/2: no capital letter (RFC 9113, 8.2.1).
    private static final boolean[] LOWER_TOKEN = new boolean[256];

    /// What a request target may hold here: no control character, no space.
    static final boolean[] TARGET = new boolean[256];

    /// What a Host may hold: letters, digits, and the marks of names, ports and IP literals.
    static final boolean[] HOST = new boolean[256];

    private static final byte[] LOWER = new byte[256];

    static {
        for (int c = 0; c < 256; c++) {
            boolean letterOrDigit = isLetterOrDigit(c);
            TOKEN[c] = letterOrDigit || "!#$%&'*+-.^_`|~".indexOf(c) >= 0;
            LOWER_TOKEN[c] = TOKEN[c] && !(c >= 'A' && c <= 'Z');
            boolean lineBreaking = c == 0 || c == CR || c == LF;
            NAME[c] = letterOrDigit || c == '-' ? PLAIN : TOKEN[c] ? ODD : 0;
            ANY_NAME[c] = NAME[c] != 0 || lineBreaking || c == ':' ? NAME[c] : ODD;
            ANY_VALUE[c] = !lineBreaking;
            VALUE[c] = c == '\t' || c >= ' ' && c != 127;
            TARGET[c] = c > ' ' && c != 127;
            HOST[c] = letterOrDigit || "-._~:[]%!$&'()*+;=".indexOf(c) >= 0;
            LOWER[c] = (byte) (c >= 'A' && c <= 'Z' ? c | 0x20 : c);
        }
    }

    private Ascii() {}

    static boolean isLetterOrDigit(int c) {
        return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    public static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    public static byte lower(byte c) {
        return LOWER[c & 0xff];
    }

    static boolean isBlank(byte c) {
        return c == SPACE || c == '\t';
    }

    static boolean isDigit(byte c) {
        return c >= '0' && c <= '9';
    }

    /// Whether a field value may hold all of `bytes` from `from` to `to`.
    public static boolean isValue(byte[] bytes, int from, int to) {
        return isAll(VALUE, bytes, from, to);
    }

    /// Whether a request target may hold all of `bytes` from `from` to `to`.
    public static boolean isTarget(byte[] bytes, int from, int to) {
        return isAll(TARGET, bytes, from, to);
    }

    /// Whether `bytes` from `from` to `to` can be the name of a field in HTTP/2.
    public static boolean isLowerName(byte[] bytes, int from, int to) {
        return to > from && isAll(LOWER_TOKEN, bytes, from, to);
    }

    private static boolean isAll(boolean[] allowed, byte[] bytes, int from, int to) {
        for (int at = from; at < to; at++) {
            if (!allowed[bytes[at] & 0xff]) {
                return false;
            }
        }
        return true;
    }

    /// Whether `bytes` from `from` to `to` is `lowerCase`, whatever its case.
    public static boolean isSame(byte[] bytes, int from, int to, byte[] lowerCase) {
        if (to - from != lowerCase.length) {
            return false;
        }
        for (int at = 0; at < lowerCase.length; at++) {
            if (LOWER[bytes[from + at] & 0xff] != lowerCase[at]) {
                return false;
            }
        }
        return true;
    }

    /// Whether `bytes` from `from` to `to` is exactly `expected`.
    public static boolean isExactly(byte[] bytes, int from, int to, byte[] expected) {
        if (to - from != expected.length) {
            return false;
        }
        for (int at = 0; at < expected.length; at++) {
            if (bytes[from + at] != expected[at]) {
                return false;
            }
        }
        return true;
    }
}
