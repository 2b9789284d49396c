package dev.evenkeel.probe;

import java.util.BitSet;

/// The status codes of a healthy answer, from a matcher such as `200`, `200,202` or `200-299`.
record HttpCodes(BitSet codes) {
    static final HttpCodes NONE = new HttpCodes(new BitSet());
    private static final int HIGHEST = 599;

    static HttpCodes parse(String matcher) {
        var codes = new BitSet();
        for (String part : matcher.split(",")) {
            String[] ends = part.strip().split("-", 2);
            int first = code(ends[0]);
            int last = code(ends[ends.length - 1]);
            codes.set(first, Math.max(first, last) + 1);
        }
        return new HttpCodes(codes);
    }

    private static int code(String text) {
        return Math.clamp(Integer.parseInt(text.strip()), 0, HIGHEST);
    }

    boolean contain(int code) {
        return codes.get(code);
    }
}
