package dev.evenkeel.proxy.route;

import dev.evenkeel.proxy.message.Ascii;

/// A pattern with `*` (anything) and `?` (any one character); a backslash makes the next character
/// plain. Compiled to one code per character.
public final class Glob implements TextPattern {
    private static final short ANYTHING = -1;
    private static final short ANY_ONE = -2;

    private final short[] codes;
    private final boolean ignoreCase;

    private Glob(short[] codes, boolean ignoreCase) {
        this.codes = codes;
        this.ignoreCase = ignoreCase;
    }

    static Glob caseSensitive(String pattern) {
        return new Glob(compile(Ascii.bytes(pattern), false), false);
    }

    static Glob ignoringCase(String pattern) {
        return new Glob(compile(Ascii.bytes(pattern), true), true);
    }

    private static short[] compile(byte[] pattern, boolean ignoreCase) {
        short[] codes = new short[pattern.length];
        int count = 0;
        for (int at = 0; at < pattern.length; at++) {
            boolean escaped = pattern[at] == '\\' && at + 1 < pattern.length;
            byte c = escaped ? pattern[++at] : pattern[at];
            codes[count++] = code(ignoreCase ? Ascii.lower(c) : c, escaped);
        }
        return java.util.Arrays.copyOf(codes, count);
    }

    private static short code(byte c, boolean escaped) {
        if (escaped) {
            return (short) (c & 0xff);
        }
        return switch (c) {
            case '*' -> ANYTHING;
            case '?' -> ANY_ONE;
            default -> (short) (c & 0xff);
        };
    }

    /// Whether it has no wildcard.
    boolean isLiteral() {
        return literals(0, 1) == codes.length;
    }

    /// What stands before the first wildcard, in lower case if case is ignored.
    byte[] literalStart() {
        return literal(0, literals(0, 1));
    }

    /// What stands after the last wildcard, in lower case if case is ignored.
    byte[] literalEnd() {
        int count = literals(codes.length - 1, -1);
        return literal(codes.length - count, codes.length);
    }

    private int literals(int from, int step) {
        int count = 0;
        for (int at = from; at >= 0 && at < codes.length && codes[at] >= 0; at += step) {
            count++;
        }
        return count;
    }

    private byte[] literal(int from, int to) {
        byte[] bytes = new byte[to - from];
        for (int at = from; at < to; at++) {
            bytes[at - from] = (byte) codes[at];
        }
        return bytes;
    }

    /// Whether `text` from `from` to `to` matches. Goes back to the last `*` only, so it takes at
    /// most length times length steps.
    @Override
    public boolean matches(byte[] text, int from, int to) {
        int at = from;
        int code = 0;
        int star = -1;
        int resume = from;
        while (at < to) {
            if (code < codes.length && codes[code] == ANYTHING) {
                star = code++;
                resume = at;
            } else if (code < codes.length && fits(codes[code], text[at])) {
                code++;
                at++;
            } else if (star >= 0) {
                code = star + 1;
                at = ++resume;
            } else {
                return false;
            }
        }
        while (code < codes.length && codes[code] == ANYTHING) {
            code++;
        }
        return code == codes.length;
    }

    private boolean fits(short code, byte c) {
        return code == ANY_ONE || code == ((ignoreCase ? Ascii.lower(c) : c) & 0xff);
    }
}
