package dev.evenkeel.proxy.message;

/// Finds field names that some server might take for `Content-Length` or `Transfer-Encoding` though
/// they are not: `Content_Length`, `\x01Transfer-Encoding`, `Transfer-Encoding x`.
///
/// As AWS does it: bytes that are no letters do not count between words and around the name,
/// control characters do not count anywhere, and two letters beyond ASCII count as what they become
/// in upper case.
final class Lookalike {
    /// No shorter name looks like one.
    static final int SHORTEST = "content-length".length();

    private static final byte[] CONTENT_LENGTH = Ascii.bytes("content-length");
    private static final byte[] TRANSFER_ENCODING = Ascii.bytes("transfer-encoding");
    private static final byte[] LONG_S = {(byte) 0xc5, (byte) 0xbf};
    private static final byte[] DOTLESS_I = {(byte) 0xc4, (byte) 0xb1};

    private Lookalike() {}

    /// The lookalike that a name is which is none of the known fields; [Field#OTHER] if none.
    static Field of(byte[] bytes, int from, int to) {
        int at = nextAlphanumeric(bytes, from, to);
        if (at == to) {
            return Field.OTHER;
        }
        return switch (Ascii.lower(bytes[at])) {
            case 'c' ->
                    resembles(bytes, at, to, CONTENT_LENGTH)
                            ? Field.LIKE_CONTENT_LENGTH
                            : Field.OTHER;
            case 't' ->
                    resembles(bytes, at, to, TRANSFER_ENCODING)
                            ? Field.LIKE_TRANSFER_ENCODING
                            : Field.OTHER;
            default -> Field.OTHER;
        };
    }

    private static boolean resembles(byte[] bytes, int from, int to, byte[] name) {
        int at = from;
        for (byte letter : name) {
            int next = letter == '-' ? afterGap(bytes, at, to) : afterLetter(bytes, at, to, letter);
            if (next < 0) {
                return false;
            }
            at = next;
        }
        boolean brokenOff = at < to && Ascii.isBlank(bytes[at]);
        return brokenOff || nextAlphanumeric(bytes, at, to) == to;
    }

    /// The index after `letter`, which may stand behind control characters; -1 if something else
    /// comes.
    private static int afterLetter(byte[] bytes, int from, int to, byte letter) {
        int at = from;
        while (at < to && (bytes[at] & 0xff) <= ' ') {
            at++;
        }
        if (at == to) {
            return -1;
        }
        if (Ascii.lower(bytes[at]) == letter) {
            return at + 1;
        }
        byte[] foreign = letter == 's' ? LONG_S : DOTLESS_I;
        boolean hasForeign = letter == 's' || letter == 'i';
        return hasForeign && at + 1 < to && Ascii.isExactly(bytes, at, at + 2, foreign)
                ? at + 2
                : -1;
    }

    /// The index of the next word; -1 if nothing separates it.
    private static int afterGap(byte[] bytes, int from, int to) {
        int at = nextAlphanumeric(bytes, from, to);
        return at > from && at < to ? at : -1;
    }

    private static int nextAlphanumeric(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && !Ascii.isLetterOrDigit(bytes[at])) {
            at++;
        }
        return at;
    }
}
