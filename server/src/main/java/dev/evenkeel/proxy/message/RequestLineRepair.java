package dev.evenkeel.proxy.message;

/// Writes a request line that breaks the grammar as one that keeps to it, and notes what was wrong.
///
/// Spaces and control characters in the target are percent-encoded; what is between the method and
/// the version is the target, however many spaces are around it; a GET without a version is a whole
/// HTTP/0.9 request.
final class RequestLineRepair {
    private static final byte[] HTTP_10 = Ascii.bytes(" HTTP/1.0\r\n");
    private static final byte[] HTTP_11 = Ascii.bytes(" HTTP/1.1\r\n");
    private static final byte[] HTTP_09 = Ascii.bytes("HTTP/0.9");
    private static final byte[] HTTP_1 = Ascii.bytes("HTTP/1.");
    private static final byte[] HTTP = Ascii.bytes("HTTP/");
    private static final byte[] SPACE = Ascii.bytes(" ");
    private static final byte[] PERCENT = Ascii.bytes("%");
    private static final byte[] GET = Ascii.bytes("GET");

    private final HeadBuffer out;
    private byte[] head = new byte[0];
    private boolean hopeless;
    private boolean http10;
    private boolean http09;
    private boolean wholeRequest;
    private DesyncReason ofMethod = DesyncReason.COMPLIANT;
    private DesyncReason ofVersion = DesyncReason.COMPLIANT;
    private DesyncReason ofUri = DesyncReason.COMPLIANT;

    RequestLineRepair(HeadBuffer out) {
        this.out = out;
    }

    /// Repairs the line from `from` to `to`, which may still go on if it is not `whole`. 0, or
    /// minus the status to answer.
    int repair(byte[] bytes, int from, int to, boolean whole) {
        head = bytes;
        hopeless = false;
        http10 = false;
        http09 = false;
        wholeRequest = false;
        ofMethod = DesyncReason.COMPLIANT;
        ofVersion = DesyncReason.COMPLIANT;
        ofUri = DesyncReason.COMPLIANT;
        int methodEnd = from;
        while (methodEnd < to && Ascii.TOKEN[head[methodEnd] & 0xff]) {
            methodEnd++;
        }
        if (methodEnd < to && (head[methodEnd] != Ascii.SPACE || methodEnd == from)) {
            // Such bytes are no HTTP: nothing that follows makes them better.
            hopeless = true;
            ofMethod = DesyncReason.BAD_METHOD;
            return Fields.MALFORMED;
        }
        if (!whole) {
            return Fields.INCOMPLETE;
        }
        if (methodEnd == to) {
            ofUri = DesyncReason.MISSING_URI;
            return Fields.MALFORMED;
        }
        out.append(head, from, methodEnd).append(SPACE);
        boolean get = Ascii.isExactly(head, from, methodEnd, GET);
        return targetAndVersion(methodEnd + 1, to, get);
    }

    /// Whether it is no use to read on.
    boolean isHopeless() {
        return hopeless;
    }

    /// Whether no header fields follow.
    boolean isWholeRequest() {
        return wholeRequest;
    }

    boolean isOlderThanHttp10() {
        return http09;
    }

    DesyncReason ofMethod() {
        return ofMethod;
    }

    DesyncReason ofVersion() {
        return ofVersion;
    }

    DesyncReason ofUri() {
        return ofUri;
    }

    private int targetAndVersion(int from, int to, boolean get) {
        int end = to;
        while (end > from && Ascii.isBlank(head[end - 1])) {
            end--;
        }
        int start = end;
        while (start > from && head[start - 1] != Ascii.SPACE) {
            start--;
        }
        boolean named =
                end - start > HTTP.length
                        && Ascii.isExactly(head, start, start + HTTP.length, HTTP);
        if (!named && start > from && end > from) {
            ofVersion = DesyncReason.BAD_VERSION;
            return Fields.MALFORMED;
        }
        int fault = named ? version(start, end, to) : noVersion(to, get);
        int wrong = target(from, named ? Math.max(from, start - 1) : end);
        out.append(http10 ? HTTP_10 : HTTP_11);
        return fault != 0 ? fault : wrong;
    }

    private int noVersion(int lineEnd, boolean get) {
        if (head[lineEnd] != Ascii.CR) {
            ofUri = DesyncReason.BAD_URI;
            return Fields.MALFORMED;
        }
        ofVersion = DesyncReason.NON_COMPLIANT_VERSION;
        http10 = true;
        http09 = true;
        wholeRequest = get;
        return 0;
    }

    private int version(int from, int to, int lineEnd) {
        int digit = from + HTTP_1.length;
        boolean sized = to - from == HTTP_1.length + 1;
        if (sized && Ascii.isExactly(head, from, to, HTTP_09)) {
            http09 = true;
            http10 = true;
            ofVersion = DesyncReason.NON_COMPLIANT_VERSION;
            return 0;
        }
        if (sized && Ascii.isExactly(head, from, digit, HTTP_1) && Ascii.isDigit(head[digit])) {
            http10 = head[digit] == '0';
            if (head[digit] > '1' || to < lineEnd) {
                ofVersion = DesyncReason.NON_COMPLIANT_VERSION;
            }
            return 0;
        }
        boolean later =
                sized
                        && head[digit - 2] >= '2'
                        && head[digit - 2] <= '9'
                        && head[digit - 1] == '.'
                        && Ascii.isDigit(head[digit]);
        if (!later) {
            ofVersion = DesyncReason.BAD_VERSION;
        }
        return later ? RequestHead.UNKNOWN_VERSION : Fields.MALFORMED;
    }

    private int target(int from, int to) {
        int start = from;
        int end = to;
        while (start < end && head[start] == Ascii.SPACE) {
            start++;
        }
        while (end > start && head[end - 1] == Ascii.SPACE) {
            end--;
        }
        if (start == end) {
            ofUri = ofUri.and(DesyncReason.MISSING_URI);
            return Fields.MALFORMED;
        }
        if (end - start < to - from) {
            ofUri = ofUri.and(DesyncReason.SPACE_IN_URI);
        }
        for (int at = start; at < end; at++) {
            append(at);
        }
        return ofUri.tier() == DesyncReason.Tier.SEVERE ? Fields.MALFORMED : 0;
    }

    private void append(int at) {
        int c = head[at] & 0xff;
        if (Ascii.TARGET[c]) {
            out.append(head, at, at + 1);
            return;
        }
        if (c == Ascii.SPACE) {
            ofUri = ofUri.and(DesyncReason.SPACE_IN_URI);
        } else {
            ofUri =
                    ofUri.and(
                            Ascii.ANY_VALUE[c] ? DesyncReason.AMBIGUOUS_URI : DesyncReason.BAD_URI);
        }
        out.append(PERCENT).appendHex(c, 2);
    }
}
