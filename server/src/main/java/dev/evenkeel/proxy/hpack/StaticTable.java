package dev.evenkeel.proxy.hpack;

import java.nio.charset.StandardCharsets;

/// The fields that every HPACK coder knows (RFC 7541, appendix A), numbered from 1. All stand in
/// one array, each name before its value.
final class StaticTable {
    static final int SIZE = 61;

    /// The entry of `:status` whose value is the least.
    static final int STATUS_200 = 8;

    private static final String[] FIELDS = {
        ":authority",
        "",
        ":method",
        "GET",
        ":method",
        "POST",
        ":path",
        "/",
        ":path",
        "/index.html",
        ":scheme",
        "http",
        ":scheme",
        "https",
        ":status",
        "200",
        ":status",
        "204",
        ":status",
        "206",
        ":status",
        "304",
        ":status",
        "400",
        ":status",
        "404",
        ":status",
        "500",
        "accept-charset",
        "",
        "accept-encoding",
        "gzip, deflate",
        "accept-language",
        "",
        "accept-ranges",
        "",
        "accept",
        "",
        "access-control-allow-origin",
        "",
        "age",
        "",
        "allow",
        "",
        "authorization",
        "",
        "cache-control",
        "",
        "content-disposition",
        "",
        "content-encoding",
        "",
        "content-language",
        "",
        "content-length",
        "",
        "content-location",
        "",
        "content-range",
        "",
        "content-type",
        "",
        "cookie",
        "",
        "date",
        "",
        "etag",
        "",
        "expect",
        "",
        "expires",
        "",
        "from",
        "",
        "host",
        "",
        "if-match",
        "",
        "if-modified-since",
        "",
        "if-none-match",
        "",
        "if-range",
        "",
        "if-unmodified-since",
        "",
        "last-modified",
        "",
        "link",
        "",
        "location",
        "",
        "max-forwards",
        "",
        "proxy-authenticate",
        "",
        "proxy-authorization",
        "",
        "range",
        "",
        "referer",
        "",
        "refresh",
        "",
        "retry-after",
        "",
        "server",
        "",
        "set-cookie",
        "",
        "strict-transport-security",
        "",
        "transfer-encoding",
        "",
        "user-agent",
        "",
        "vary",
        "",
        "via",
        "",
        "www-authenticate",
        ""
    };

    private static final byte[] BYTES =
            String.join("", FIELDS).getBytes(StandardCharsets.ISO_8859_1);
    private static final int[] STARTS = new int[SIZE + 2];
    private static final int[] MIDDLES = new int[SIZE + 1];
    private static final int PLACES = 256;
    private static final byte[] BY_NAME = new byte[PLACES];

    static {
        int at = 0;
        for (int index = 1; index <= SIZE; index++) {
            STARTS[index] = at;
            MIDDLES[index] = at + FIELDS[2 * index - 2].length();
            at = MIDDLES[index] + FIELDS[2 * index - 1].length();
        }
        STARTS[SIZE + 1] = at;
        for (int index = SIZE; index > 0; index--) {
            int place = place(hash(BYTES, STARTS[index], MIDDLES[index]));
            while (BY_NAME[place] != 0 && !isName(BY_NAME[place], index)) {
                place = place + 1 & PLACES - 1;
            }
            BY_NAME[place] = (byte) index;
        }
    }

    private StaticTable() {}

    private static boolean isName(int index, int other) {
        return FIELDS[2 * index - 2].equals(FIELDS[2 * other - 2]);
    }

    /// The array that all entries stand in.
    static byte[] bytes() {
        return BYTES;
    }

    static int start(int index) {
        return STARTS[index];
    }

    static int middle(int index) {
        return MIDDLES[index];
    }

    static int end(int index) {
        return STARTS[index + 1];
    }

    /// A number for the text from `from` to `to`, made of all its bytes.
    static int hash(byte[] bytes, int from, int to) {
        int hash = to - from;
        for (int at = from; at < to; at++) {
            hash = hash * 31 + bytes[at];
        }
        return hash;
    }

    private static int place(int hash) {
        return (hash ^ hash >>> 9 ^ hash >>> 18) & PLACES - 1;
    }

    /// The first entry with this name, which has this [#hash]; 0 if there is none.
    static int find(byte[] bytes, int from, int to, int hash) {
        int place = place(hash);
        while (BY_NAME[place] != 0) {
            int index = BY_NAME[place];
            if (java.util.Arrays.equals(BYTES, STARTS[index], MIDDLES[index], bytes, from, to)) {
                return index;
            }
            place = place + 1 & PLACES - 1;
        }
        return 0;
    }
}
