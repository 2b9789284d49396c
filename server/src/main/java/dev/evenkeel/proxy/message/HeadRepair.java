package dev.evenkeel.proxy.message;

/// Writes a request's head that breaks the grammar as one that keeps to it, if it can mean one
/// thing only, and notes what was wrong in AWS's terms.
///
/// Lines that end in a bare LF get a CR; folded lines are joined; a line without colon gets one, as
/// AWS does; lines without a name, or with a byte that some server ends a line at, are left out.
/// What stays is read by the ordinary parser. One for each event loop.
final class HeadRepair {
    private static final byte[] CRLF = Ascii.bytes("\r\n");
    private static final byte[] COLON = Ascii.bytes(":");
    private static final byte[] SPACE = Ascii.bytes(" ");
    private static final byte[] CONTENT_TYPE = Ascii.bytes("content-type");

    private final HeadBuffer out = new HeadBuffer();
    private final RequestLineRepair requestLine = new RequestLineRepair(out);
    private byte[] head = new byte[0];
    private int lineEnd;
    private int fault;
    private Line last = Line.NONE;
    private DesyncReason ofLines = DesyncReason.COMPLIANT;
    private DesyncReason ofFields = DesyncReason.COMPLIANT;

    /// What a folded line would go on with.
    private enum Line {
        NONE,
        /// A line that was left out: so is what goes on with it.
        DROPPED,
        CONTENT_TYPE,
        CONTENT_LENGTH,
        TRANSFER_ENCODING,
        OTHER
    }

    /// Repairs the head at index 0. The index after it, or [Fields#INCOMPLETE], or minus the status
    /// to answer.
    int repair(byte[] bytes, int to) {
        head = bytes;
        fault = 0;
        last = Line.NONE;
        ofLines = DesyncReason.COMPLIANT;
        ofFields = DesyncReason.COMPLIANT;
        out.clear();
        int start = afterEmptyLines(to);
        int next = nextLine(start, to);
        if (next < 0) {
            return RequestHead.LINE_TOO_LONG;
        }
        boolean whole = next != Fields.INCOMPLETE;
        int wrong = requestLine.repair(bytes, start, whole ? lineEnd : to, whole);
        if (!whole || requestLine.isHopeless()) {
            return wrong;
        }
        int end = requestLine.isWholeRequest() ? next : fields(next, to);
        out.append(CRLF);
        if (end <= 0) {
            return end;
        }
        return wrong != 0 ? wrong : fault != 0 ? fault : end;
    }

    /// The repaired head.
    byte[] bytes() {
        return out.bytes();
    }

    int length() {
        return out.length();
    }

    boolean isOlderThanHttp10() {
        return requestLine.isOlderThanHttp10();
    }

    /// All that was wrong, together with what the parser found in the repaired head.
    DesyncReason verdict(DesyncReason found) {
        return ofLines.and(ofFields)
                .and(found)
                .and(requestLine.ofMethod())
                .and(requestLine.ofVersion())
                .and(requestLine.ofUri());
    }

    private int afterEmptyLines(int to) {
        int at = 0;
        while (at + 1 < to && head[at] == Ascii.CR && head[at + 1] == Ascii.LF) {
            at += 2;
        }
        return at;
    }

    /// Finds the end of the line at `start`. The index of the next one, [Fields#INCOMPLETE], or -1
    /// if it is too long.
    private int nextLine(int start, int to) {
        int at = start;
        while (at < to && head[at] != Ascii.LF) {
            at++;
        }
        if (at - start > Fields.MAX_LINE) {
            return -1;
        }
        if (at == to) {
            return Fields.INCOMPLETE;
        }
        boolean bare = at == start || head[at - 1] != Ascii.CR;
        lineEnd = bare ? at : at - 1;
        if (bare) {
            ofLines = ofLines.and(DesyncReason.NON_CRLF_LINE_TERMINATION);
        }
        return at + 1;
    }

    private int fields(int from, int to) {
        int start = from;
        int next = nextLine(start, to);
        while (next > 0 && lineEnd > start) {
            last = line(start, lineEnd);
            start = next;
            next = nextLine(start, to);
        }
        return next < 0 ? Fields.TOO_LARGE : next;
    }

    private Line line(int from, int to) {
        if (hasLineBreak(from, to)) {
            ofFields = ofFields.and(DesyncReason.BAD_HEADER);
            return Line.DROPPED;
        }
        if (Ascii.isBlank(head[from])) {
            return folded(from, to);
        }
        int colon = indexOfColon(from, to);
        if (colon == from) {
            ofFields = ofFields.and(DesyncReason.EMPTY_HEADER);
            return Line.DROPPED;
        }
        if (colon == to) {
            ofLines = ofLines.and(DesyncReason.MISSING_HEADER_COLON);
        }
        noteOddBytes(from, colon, to);
        out.append(head, from, to).append(colon == to ? COLON : CRLF);
        if (colon == to) {
            out.append(CRLF);
        }
        return kind(from, colon);
    }

    private Line kind(int from, int colon) {
        return switch (Field.of(head, from, colon)) {
            case CONTENT_LENGTH -> Line.CONTENT_LENGTH;
            case TRANSFER_ENCODING -> Line.TRANSFER_ENCODING;
            case OTHER ->
                    Ascii.isSame(head, from, colon, CONTENT_TYPE) ? Line.CONTENT_TYPE : Line.OTHER;
            case LIKE_CONTENT_LENGTH,
                    LIKE_TRANSFER_ENCODING,
                    TE,
                    HOST,
                    EXPECT,
                    UPGRADE,
                    CONNECTION,
                    KEEP_ALIVE,
                    X_FORWARDED_FOR,
                    X_AMZN_TRACE_ID,
                    X_FORWARDED_PORT,
                    PROXY_CONNECTION,
                    X_FORWARDED_PROTO ->
                    Line.OTHER;
        };
    }

    /// A line that begins with a blank goes on with the line before (RFC 9112, 5.2), unless it
    /// looks like a field that must not be overlooked.
    private Line folded(int from, int to) {
        int start = from;
        while (start < to && Ascii.isBlank(head[start])) {
            start++;
        }
        int colon = indexOfColon(start, to);
        if (colon == start && colon < to) {
            ofFields = ofFields.and(DesyncReason.EMPTY_HEADER);
            return Line.DROPPED;
        }
        if (colon < to && Lookalike.of(head, from, colon) != Field.OTHER) {
            out.append(head, from, to).append(CRLF);
            return Line.DROPPED;
        }
        if (last != Line.CONTENT_TYPE) {
            ofLines = ofLines.and(DesyncReason.MULTILINE_HEADER);
        }
        return goOn(start, to);
    }

    private Line goOn(int from, int to) {
        switch (last) {
            case NONE, DROPPED -> {
                return Line.DROPPED;
            }
            case CONTENT_LENGTH -> wrong(DesyncReason.BAD_CONTENT_LENGTH);
            case TRANSFER_ENCODING -> wrong(DesyncReason.BAD_TRANSFER_ENCODING);
            case CONTENT_TYPE, OTHER -> {
                noteOddBytes(from, from, to);
                out.shorten(CRLF.length);
                out.append(SPACE).append(head, from, to).append(CRLF);
            }
        }
        return last;
    }

    private void wrong(DesyncReason reason) {
        ofFields = ofFields.and(reason);
        fault = Fields.MALFORMED;
    }

    private boolean hasLineBreak(int from, int to) {
        for (int at = from; at < to; at++) {
            if (!Ascii.ANY_VALUE[head[at] & 0xff]) {
                return true;
            }
        }
        return false;
    }

    private int indexOfColon(int from, int to) {
        int at = from;
        while (at < to && head[at] != Ascii.COLON) {
            at++;
        }
        return at;
    }

    private void noteOddBytes(int from, int colon, int to) {
        boolean fine = true;
        for (int at = from; at < colon; at++) {
            fine &= Ascii.TOKEN[head[at] & 0xff];
        }
        for (int at = colon; at < to; at++) {
            fine &= Ascii.VALUE[head[at] & 0xff];
        }
        if (!fine) {
            ofFields = ofFields.and(DesyncReason.NON_COMPLIANT_HEADER);
        }
    }
}
