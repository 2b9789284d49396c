package dev.evenkeel.proxy.message;

/// The head of an HTTP/1 request: its request line and fields, indexed in the array it was read
/// into, or in one where it was repaired.
///
/// Not thread-safe; belongs to an event loop and is overwritten by its next request.
public final class RequestHead {
    /// A head of this size is refused even if it does not end.
    public static final int MAX_BYTES = 64 * 1024;

    static final int LINE_TOO_LONG = -414;
    private static final int METHOD_NOT_ALLOWED = -405;
    static final int UNKNOWN_VERSION = -505;
    private static final int UNSUPPORTED_CODING = -501;
    private static final byte[] HTTP_1 = Ascii.bytes("HTTP/1.");
    private static final byte[] HTTP = Ascii.bytes("HTTP/");
    private static final byte[] HTTP_SCHEME = Ascii.bytes("http://");
    private static final byte[] HTTPS_SCHEME = Ascii.bytes("https://");
    private static final byte[] CONTINUE = Ascii.bytes("100-continue");

    private final Fields fields = new Fields();
    private final HeadRepair repair = new HeadRepair();
    private byte[] bytes = new byte[0];
    private DesyncReason desync = DesyncReason.COMPLIANT;
    private int end;
    private int methodStart;
    private int methodEnd;
    private int pathStart;
    private int queryStart;
    private int targetEnd;
    private int fieldsStart;
    private int hostStart;
    private int hostEnd;
    private boolean http10;
    private Method method = Method.OTHER;

    /// Reads a head that begins at index 0, after empty lines. The index after it, or
    /// [Fields#INCOMPLETE], or minus the status to answer.
    ///
    /// A head that breaks the grammar is repaired, if it can mean one thing only; [#desync] tells.
    public int parse(byte[] head, int to) {
        desync = DesyncReason.COMPLIANT;
        int strict = read(head, to, false);
        int read = strict == Fields.MALFORMED ? repaired(head, to) : strict;
        return read == Fields.INCOMPLETE && to >= MAX_BYTES ? Fields.TOO_LARGE : read;
    }

    private int repaired(byte[] head, int to) {
        fields.allowOdd(true);
        desync = DesyncReason.COMPLIANT;
        int endThere = repair.repair(head, to);
        if (endThere > 0) {
            int endHere = read(repair.bytes(), repair.length(), repair.isOlderThanHttp10());
            endThere = endHere > 0 ? endThere : Math.min(endHere, Fields.MALFORMED);
        }
        desync = repair.verdict(desync);
        fields.allowOdd(false);
        return endThere;
    }

    private int read(byte[] head, int to, boolean http09) {
        bytes = head;
        int at = 0;
        while (at + 1 < to && head[at] == Ascii.CR && head[at + 1] == Ascii.LF) {
            at += 2;
        }
        if (at + 1 == to && head[at] == Ascii.CR) {
            return Fields.INCOMPLETE;
        }
        int line = requestLine(at, to);
        if (line <= 0) {
            return line;
        }
        fieldsStart = line;
        end = fields.parse(head, line, to);
        return end > 0 ? check(http09) : end;
    }

    private int requestLine(int from, int to) {
        int limit = Math.min(to, from + Fields.MAX_LINE);
        int at = from;
        while (at < limit && Ascii.TOKEN[bytes[at] & 0xff]) {
            at++;
        }
        if (at == limit) {
            return unfinished(from, to);
        }
        if (bytes[at] != Ascii.SPACE || at == from) {
            return Fields.MALFORMED;
        }
        methodStart = from;
        methodEnd = at;
        method = Method.of(bytes, from, at);
        int end = target(at + 1, limit);
        return end == limit ? unfinished(from, to) : version(end, from, to);
    }

    private static int unfinished(int from, int to) {
        return to - from >= Fields.MAX_LINE ? LINE_TOO_LONG : Fields.INCOMPLETE;
    }

    /// Finds the end of the target and its query. The index after the target, or `limit` if it does
    /// not end.
    private int target(int from, int limit) {
        pathStart = from;
        queryStart = -1;
        int at = from;
        while (at < limit && Ascii.TARGET[bytes[at] & 0xff]) {
            if (bytes[at] == '?' && queryStart < 0) {
                queryStart = at + 1;
            }
            at++;
        }
        targetEnd = at;
        return at;
    }

    private int version(int space, int from, int to) {
        if (bytes[space] != Ascii.SPACE || space == pathStart) {
            return Fields.MALFORMED;
        }
        int start = space + 1;
        int end = start + HTTP_1.length + 1;
        if (end + 2 > to) {
            return isVersionSoFar(start, to) ? unfinished(from, to) : Fields.MALFORMED;
        }
        if (!Ascii.isExactly(bytes, start, end - 1, HTTP_1)) {
            return versionFault(start, end);
        }
        byte minor = bytes[end - 1];
        http10 = minor == '0';
        boolean wellFormed =
                (minor == '0' || minor == '1')
                        && bytes[end] == Ascii.CR
                        && bytes[end + 1] == Ascii.LF;
        return wellFormed ? end + 2 : Fields.MALFORMED;
    }

    private boolean isVersionSoFar(int start, int to) {
        for (int at = start; at < to && at - start < HTTP.length; at++) {
            if (bytes[at] != HTTP[at - start]) {
                return false;
            }
        }
        return true;
    }

    private int versionFault(int start, int end) {
        boolean otherVersion =
                Ascii.isExactly(bytes, start, start + HTTP.length, HTTP)
                        && bytes[start + HTTP.length] >= '2'
                        && bytes[start + HTTP.length] <= '9'
                        && bytes[end - 2] == '.'
                        && Ascii.isDigit(bytes[end - 1]);
        return otherVersion ? UNKNOWN_VERSION : Fields.MALFORMED;
    }

    private int check(boolean http09) {
        int fault = fields.framing().isPresent() ? checkFraming(http09) : 0;
        if (method == Method.TRACE) {
            fault = METHOD_NOT_ALLOWED;
        }
        if (fault == 0) {
            fault = bytes[pathStart] == '/' ? checkHost() : otherTarget();
        }
        if (end - fieldsStart > MAX_BYTES) {
            return Fields.TOO_LARGE;
        }
        return fault == 0 ? end : fault;
    }

    private int checkFraming(boolean http09) {
        FramingFields framing = fields.framing();
        if (fields.hasLookalike()) {
            desync = DesyncReason.SUSPICIOUS_HEADER;
        }
        boolean bodyless = method == Method.GET || method == Method.HEAD;
        desync = desync.and(framing.judge(http10, http09, bodyless));
        if (framing.hasBadLength()) {
            return Fields.MALFORMED;
        }
        return framing.hasUnsupportedCoding() ? UNSUPPORTED_CODING : 0;
    }

    private int checkHost() {
        int host = fields.find(Field.HOST);
        if (host < 0) {
            hostStart = 0;
            hostEnd = 0;
            return http10 ? 0 : Fields.MALFORMED;
        }
        hostStart = fields.valueStart(host);
        hostEnd = fields.valueEnd(host);
        return fields.count(Field.HOST) == 1 && isHost(hostStart, hostEnd) ? 0 : Fields.MALFORMED;
    }

    private boolean isHost(int from, int to) {
        for (int at = from; at < to; at++) {
            if (!Ascii.HOST[bytes[at] & 0xff]) {
                return false;
            }
        }
        return true;
    }

    /// `*` of OPTIONS, or the absolute form, whose authority replaces Host (RFC 9112, 3.2.2).
    private int otherTarget() {
        if (method == Method.CONNECT) {
            return Fields.MALFORMED;
        }
        if (method == Method.OPTIONS && targetEnd - pathStart == 1 && bytes[pathStart] == '*') {
            return checkHost();
        }
        int authority = authorityStart();
        int fault = authority < 0 ? Fields.MALFORMED : checkHost();
        if (fault != 0) {
            return fault;
        }
        int end = authority;
        while (end < targetEnd && bytes[end] != '/' && bytes[end] != '?') {
            end++;
        }
        boolean hasPath = end < targetEnd && bytes[end] == '/';
        if (!hasPath || end == authority || !isHost(authority, end)) {
            return Fields.MALFORMED;
        }
        hostStart = authority;
        hostEnd = end;
        pathStart = end;
        return 0;
    }

    private int authorityStart() {
        if (startsWith(HTTP_SCHEME)) {
            return pathStart + HTTP_SCHEME.length;
        }
        return startsWith(HTTPS_SCHEME) ? pathStart + HTTPS_SCHEME.length : -1;
    }

    private boolean startsWith(byte[] scheme) {
        int end = pathStart + scheme.length;
        return end <= targetEnd && Ascii.isSame(bytes, pathStart, end, scheme);
    }

    /// How far the head keeps to HTTP. Known of every head that has an end, also of one that is
    /// refused.
    public DesyncReason desync() {
        return desync;
    }

    /// The index after the head in [#bytes].
    public int end() {
        return end;
    }

    /// The array everything here points into.
    public byte[] bytes() {
        return bytes;
    }

    public Fields fields() {
        return fields;
    }

    public Method method() {
        return method;
    }

    public int methodStart() {
        return methodStart;
    }

    public int methodEnd() {
        return methodEnd;
    }

    public int pathStart() {
        return pathStart;
    }

    public int pathEnd() {
        return queryStart < 0 ? targetEnd : queryStart - 1;
    }

    /// Where the query begins, after its `?`; where the target ends if there is none.
    public int queryStart() {
        return queryStart < 0 ? targetEnd : queryStart;
    }

    public boolean hasQuery() {
        return queryStart >= 0;
    }

    public int targetEnd() {
        return targetEnd;
    }

    public int fieldsStart() {
        return fieldsStart;
    }

    public int hostStart() {
        return hostStart;
    }

    public int hostEnd() {
        return hostEnd;
    }

    /// Whether it names no host at all, as HTTP/1.0 allows.
    public boolean hasNoHost() {
        return hostEnd == 0;
    }

    public boolean isHttp10() {
        return http10;
    }

    /// Whether the client wants to send another request on this connection.
    public boolean wantsKeepAlive() {
        return !fields.saysClose() && (!http10 || fields.saysKeepAlive());
    }

    /// Whether the client waits for a 100 before it sends the body.
    public boolean expectsContinue() {
        int field = fields.find(Field.EXPECT);
        return field >= 0
                && !http10
                && Ascii.isSame(bytes, fields.valueStart(field), fields.valueEnd(field), CONTINUE);
    }

    /// Whether it asks for another protocol on this connection.
    public boolean wantsUpgrade() {
        return fields.saysUpgrade() && !http10 && fields.find(Field.UPGRADE) >= 0;
    }
}
