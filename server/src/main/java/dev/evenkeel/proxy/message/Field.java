package dev.evenkeel.proxy.message;

/// The header fields a proxy must understand. All others are [#OTHER] and pass as they are.
public enum Field {
    OTHER(""),
    /// None, but some server may take it for Content-Length.
    LIKE_CONTENT_LENGTH(""),
    /// None, but some server may take it for Transfer-Encoding.
    LIKE_TRANSFER_ENCODING(""),
    TE("te"),
    HOST("host"),
    EXPECT("expect"),
    UPGRADE("upgrade"),
    CONNECTION("connection"),
    KEEP_ALIVE("keep-alive"),
    CONTENT_LENGTH("content-length"),
    X_FORWARDED_FOR("x-forwarded-for"),
    X_AMZN_TRACE_ID("x-amzn-trace-id"),
    X_FORWARDED_PORT("x-forwarded-port"),
    PROXY_CONNECTION("proxy-connection"),
    TRANSFER_ENCODING("transfer-encoding"),
    X_FORWARDED_PROTO("x-forwarded-proto");

    @SuppressWarnings("ImmutableEnumChecker") // Written once, here.
    private final byte[] lowerCase;

    Field(String name) {
        lowerCase = Ascii.bytes(name);
    }

    /// Which field the name from `from` to `to` is. Length and first letter leave one or two
    /// candidates.
    public static Field of(byte[] bytes, int from, int to) {
        byte first = Ascii.lower(bytes[from]);
        return switch (to - from) {
            case 2 -> same(TE, bytes, from, to);
            case 4 -> same(HOST, bytes, from, to);
            case 6 -> same(EXPECT, bytes, from, to);
            case 7 -> same(UPGRADE, bytes, from, to);
            case 10 -> same(first == 'c' ? CONNECTION : KEEP_ALIVE, bytes, from, to);
            case 14 -> same(CONTENT_LENGTH, bytes, from, to);
            case 15 -> first == 'x' ? extension(bytes, from, to) : OTHER;
            case 16 -> same(first == 'x' ? X_FORWARDED_PORT : PROXY_CONNECTION, bytes, from, to);
            case 17 -> same(first == 'x' ? X_FORWARDED_PROTO : TRANSFER_ENCODING, bytes, from, to);
            default -> OTHER;
        };
    }

    private static Field extension(byte[] bytes, int from, int to) {
        Field field = same(X_FORWARDED_FOR, bytes, from, to);
        return field == OTHER ? same(X_AMZN_TRACE_ID, bytes, from, to) : field;
    }

    private static Field same(Field candidate, byte[] bytes, int from, int to) {
        return Ascii.isSame(bytes, from, to, candidate.lowerCase) ? candidate : OTHER;
    }
}
