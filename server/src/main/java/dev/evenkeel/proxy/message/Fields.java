package dev.evenkeel.proxy.message;

import java.util.Arrays;

/// The header fields of one message: where each name and value stands in the head's array, and what
/// the framing fields say.
///
/// Strict: a line that ends with a bare LF, is folded, has a space before its colon, or holds a
/// control character is malformed, unless odd names and values are asked for. Not thread-safe;
/// belongs to an event loop and is overwritten by its next head.
public final class Fields {
    /// The head does not end in these bytes.
    public static final int INCOMPLETE = 0;

    static final int MALFORMED = -400;
    static final int TOO_LARGE = -413;
    static final int MAX_LINE = 16 * 1024;
    private static final int MAX_FIELDS = 1_000;
    private static final int STRIDE = 4;
    private static final byte[] CLOSE = Ascii.bytes("close");
    private static final byte[] KEEP_ALIVE = Ascii.bytes("keep-alive");
    private static final byte[] UPGRADE = Ascii.bytes("upgrade");

    private byte[] bytes = new byte[0];
    private int[] spans = new int[64 * STRIDE];
    private Field[] kinds = new Field[64];
    private int count;
    private final FramingFields framing = new FramingFields();
    private byte[] names = Ascii.NAME;
    private boolean[] values = Ascii.VALUE;
    private boolean oddNames;
    private boolean close;
    private boolean keepAlive;
    private boolean upgrade;
    private boolean nominates;

    /// From now on takes names and values with bytes that do not belong there, or does not.
    void allowOdd(boolean allowed) {
        names = allowed ? Ascii.ANY_NAME : Ascii.NAME;
        values = allowed ? Ascii.ANY_VALUE : Ascii.VALUE;
    }

    /// Reads field lines and the empty line after them. The index after it, or [#INCOMPLETE], or
    /// minus the status to answer.
    public int parse(byte[] head, int from, int to) {
        reset(head);
        int at = from;
        while (at < to) {
            if (head[at] == Ascii.CR) {
                return emptyLine(at, to);
            }
            at = line(at, to);
            if (at <= 0) {
                return at;
            }
        }
        return INCOMPLETE;
    }

    private void reset(byte[] head) {
        bytes = head;
        count = 0;
        framing.reset();
        oddNames = false;
        close = false;
        keepAlive = false;
        upgrade = false;
        nominates = false;
    }

    private int emptyLine(int at, int to) {
        if (at + 1 == to) {
            return INCOMPLETE;
        }
        return bytes[at + 1] != Ascii.LF ? MALFORMED : at + 2;
    }

    private int line(int start, int to) {
        byte[] head = bytes;
        byte[] letters = names;
        int colon = start;
        int seen = 0;
        while (colon < to && letters[head[colon] & 0xff] != 0) {
            seen |= letters[head[colon] & 0xff];
            colon++;
        }
        oddNames |= seen > Ascii.PLAIN;
        if (colon == to) {
            return unfinished(start, to);
        }
        if (head[colon] != Ascii.COLON || colon == start) {
            return MALFORMED;
        }
        int at = colon + 1;
        while (at < to && values[head[at] & 0xff]) {
            at++;
        }
        if (at + 1 >= to) {
            return at == to || head[at] == Ascii.CR ? unfinished(start, to) : MALFORMED;
        }
        if (head[at] != Ascii.CR || head[at + 1] != Ascii.LF) {
            return MALFORMED;
        }
        int fault = at - start > MAX_LINE ? TOO_LARGE : add(start, colon, at);
        return fault == 0 ? at + 2 : fault;
    }

    private static int unfinished(int start, int to) {
        return to - start > MAX_LINE ? TOO_LARGE : INCOMPLETE;
    }

    /// Notes a field. 0, or minus the status to answer.
    private int add(int start, int colon, int lineEnd) {
        int from = colon + 1;
        int to = lineEnd;
        while (from < to && Ascii.isBlank(bytes[from])) {
            from++;
        }
        while (to > from && Ascii.isBlank(bytes[to - 1])) {
            to--;
        }
        if (count == kinds.length && !grow()) {
            return TOO_LARGE;
        }
        int slot = count * STRIDE;
        spans[slot] = start;
        spans[slot + 1] = colon;
        spans[slot + 2] = from;
        spans[slot + 3] = to;
        Field kind = Field.of(bytes, start, colon);
        if (kind == Field.OTHER && colon - start >= Lookalike.SHORTEST) {
            kind = Lookalike.of(bytes, start, colon);
        }
        kinds[count++] = kind;
        if (kind != Field.OTHER) {
            understand(kind, from, to);
        }
        return 0;
    }

    private boolean grow() {
        if (count >= MAX_FIELDS) {
            return false;
        }
        spans = Arrays.copyOf(spans, spans.length * 2);
        kinds = Arrays.copyOf(kinds, kinds.length * 2);
        return true;
    }

    private void understand(Field kind, int from, int to) {
        switch (kind) {
            case CONTENT_LENGTH -> framing.length(bytes, from, to, true);
            case TRANSFER_ENCODING -> framing.coding(bytes, from, to, true);
            case LIKE_CONTENT_LENGTH -> framing.length(bytes, from, to, false);
            case LIKE_TRANSFER_ENCODING -> framing.coding(bytes, from, to, false);
            case CONNECTION -> connection(from, to);
            case OTHER,
                    TE,
                    HOST,
                    EXPECT,
                    UPGRADE,
                    KEEP_ALIVE,
                    X_FORWARDED_FOR,
                    X_AMZN_TRACE_ID,
                    X_FORWARDED_PORT,
                    PROXY_CONNECTION,
                    X_FORWARDED_PROTO -> {}
        }
    }

    private void connection(int from, int to) {
        int start = from;
        for (int at = from; at <= to; at++) {
            if (at == to || bytes[at] == ',') {
                option(start, at);
                start = at + 1;
            }
        }
    }

    private void option(int from, int to) {
        int start = from;
        int end = to;
        while (start < end && Ascii.isBlank(bytes[start])) {
            start++;
        }
        while (end > start && Ascii.isBlank(bytes[end - 1])) {
            end--;
        }
        if (Ascii.isSame(bytes, start, end, CLOSE)) {
            close = true;
        } else if (Ascii.isSame(bytes, start, end, KEEP_ALIVE)) {
            keepAlive = true;
        } else if (Ascii.isSame(bytes, start, end, UPGRADE)) {
            upgrade = true;
        } else if (end > start) {
            nominates = true;
        }
    }

    public int count() {
        return count;
    }

    public Field kind(int index) {
        return kinds[index];
    }

    public int nameStart(int index) {
        return spans[index * STRIDE];
    }

    public int nameEnd(int index) {
        return spans[index * STRIDE + 1];
    }

    public int valueStart(int index) {
        return spans[index * STRIDE + 2];
    }

    public int valueEnd(int index) {
        return spans[index * STRIDE + 3];
    }

    /// The index of the first field of a kind; -1 if there is none.
    public int find(Field kind) {
        for (int index = 0; index < count; index++) {
            if (kinds[index] == kind) {
                return index;
            }
        }
        return -1;
    }

    /// How many fields of a kind there are.
    int count(Field kind) {
        int found = 0;
        for (int index = 0; index < count; index++) {
            found += kinds[index] == kind ? 1 : 0;
        }
        return found;
    }

    /// What the fields say about the body's end, looked at closely.
    FramingFields framing() {
        return framing;
    }

    /// Whether the body's end must be said anew: it is said more than once.
    public boolean isFramingUnclear() {
        return framing.isUnclear();
    }

    /// Whether there is a name that only looks like Content-Length or Transfer-Encoding.
    boolean hasLookalike() {
        return framing.isPresent()
                && (find(Field.LIKE_CONTENT_LENGTH) >= 0
                        || find(Field.LIKE_TRANSFER_ENCODING) >= 0);
    }

    /// Whether some name is not what AWS calls valid: `[-A-Za-z0-9]+`.
    public boolean hasOddNames() {
        return oddNames;
    }

    /// The Content-Length; -1 if there is none.
    public long contentLength() {
        return framing.length();
    }

    public boolean isChunked() {
        return framing.isChunked();
    }

    public boolean saysIdentity() {
        return framing.saysIdentity();
    }

    public boolean saysClose() {
        return close;
    }

    public boolean saysKeepAlive() {
        return keepAlive;
    }

    public boolean saysUpgrade() {
        return upgrade;
    }

    /// Whether a Connection field names other fields, which then concern this connection only.
    public boolean nominates() {
        return nominates;
    }

    /// Whether a Connection field names the field at `index`.
    public boolean isNominated(int index) {
        for (int at = 0; at < count; at++) {
            if (kinds[at] == Field.CONNECTION && names(at, index)) {
                return true;
            }
        }
        return false;
    }

    private boolean names(int connection, int index) {
        int length = nameEnd(index) - nameStart(index);
        int end = valueEnd(connection);
        for (int at = valueStart(connection); at + length <= end; at++) {
            boolean starts = at == valueStart(connection) || isSeparator(bytes[at - 1]);
            boolean ends = at + length == end || isSeparator(bytes[at + length]);
            if (starts && ends && isSameName(at, nameStart(index), length)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isSeparator(byte c) {
        return c == ',' || Ascii.isBlank(c);
    }

    private boolean isSameName(int left, int right, int length) {
        for (int at = 0; at < length; at++) {
            if (Ascii.lower(bytes[left + at]) != Ascii.lower(bytes[right + at])) {
                return false;
            }
        }
        return true;
    }
}
