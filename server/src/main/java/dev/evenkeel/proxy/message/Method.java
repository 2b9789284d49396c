package dev.evenkeel.proxy.message;

/// The methods a proxy must know: which answers have no body, and which requests may be sent twice.
public enum Method {
    GET(true),
    HEAD(true),
    PUT(true),
    DELETE(true),
    OPTIONS(true),
    TRACE(true),
    POST(false),
    CONNECT(false),
    OTHER(false);

    private final boolean idempotent;

    @SuppressWarnings("ImmutableEnumChecker") // Written once, here.
    private final byte[] word = Ascii.bytes(name());

    Method(boolean idempotent) {
        this.idempotent = idempotent;
    }

    /// Whether doing it twice is the same as doing it once (RFC 9110, 9.2.2).
    public boolean isIdempotent() {
        return idempotent;
    }

    static Method of(byte[] bytes, int from, int to) {
        Method candidate =
                switch (bytes[from]) {
                    case 'G' -> GET;
                    case 'H' -> HEAD;
                    case 'P' -> to - from == 3 ? PUT : POST;
                    case 'D' -> DELETE;
                    case 'O' -> OPTIONS;
                    case 'T' -> TRACE;
                    case 'C' -> CONNECT;
                    default -> OTHER;
                };
        return Ascii.isExactly(bytes, from, to, candidate.word) ? candidate : OTHER;
    }
}
