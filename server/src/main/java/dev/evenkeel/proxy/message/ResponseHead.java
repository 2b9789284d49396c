package dev.evenkeel.proxy.message;

/// The head of an HTTP/1 response: status and fields, indexed in the array it was read into.
///
/// Not thread-safe; belongs to an event loop and is overwritten by its next response.
public final class ResponseHead {
    /// A head of this size is refused even if it does not end.
    public static final int MAX_BYTES = 32 * 1024;

    /// What [#parse] answers for something that is no response.
    public static final int MALFORMED = -1;

    private static final byte[] HTTP_1 = Ascii.bytes("HTTP/1.");
    private static final int STATUS_END = "HTTP/1.1 200".length();
    private static final int SWITCHING_PROTOCOLS = 101;
    private static final int NO_CONTENT = 204;
    private static final int NOT_MODIFIED = 304;

    private final Fields fields = new Fields();
    private byte[] bytes = new byte[0];
    private int status;
    private int fieldsStart;
    private boolean http10;

    /// Reads a head that begins at index 0. The index after it, or [Fields#INCOMPLETE], or
    /// [#MALFORMED].
    public int parse(byte[] head, int to) {
        bytes = head;
        if (to < STATUS_END + 2) {
            return startsWell(to) ? Fields.INCOMPLETE : MALFORMED;
        }
        if (!startsWell(to) || !readStatus()) {
            return MALFORMED;
        }
        int line = reason(to);
        if (line <= 0) {
            return line;
        }
        fieldsStart = line;
        int end = fields.parse(head, line, to);
        if (end == Fields.INCOMPLETE) {
            return to >= MAX_BYTES ? MALFORMED : end;
        }
        return end > 0 && end <= MAX_BYTES && fields.framing().isSound() ? end : MALFORMED;
    }

    private boolean startsWell(int to) {
        for (int at = 0; at < HTTP_1.length && at < to; at++) {
            if (bytes[at] != HTTP_1[at]) {
                return false;
            }
        }
        return true;
    }

    private boolean readStatus() {
        byte minor = bytes[HTTP_1.length];
        http10 = minor == '0';
        int at = HTTP_1.length + 2;
        status = 0;
        for (int digit = 0; digit < 3; digit++) {
            if (!Ascii.isDigit(bytes[at + digit])) {
                return false;
            }
            status = status * 10 + (bytes[at + digit] - '0');
        }
        return (minor == '0' || minor == '1') && bytes[at - 1] == ' ' && status >= 100;
    }

    private int reason(int to) {
        int at = STATUS_END;
        if (bytes[at] != Ascii.SPACE && bytes[at] != Ascii.CR) {
            return MALFORMED;
        }
        while (at < to && Ascii.VALUE[bytes[at] & 0xff]) {
            at++;
        }
        if (at + 1 >= to) {
            return to >= MAX_BYTES ? MALFORMED : Fields.INCOMPLETE;
        }
        return bytes[at] == Ascii.CR && bytes[at + 1] == Ascii.LF ? at + 2 : MALFORMED;
    }

    public byte[] bytes() {
        return bytes;
    }

    public Fields fields() {
        return fields;
    }

    public int status() {
        return status;
    }

    public int fieldsStart() {
        return fieldsStart;
    }

    public boolean isHttp10() {
        return http10;
    }

    /// Whether it only announces the real response.
    public boolean isInterim() {
        return status < 200 && status != SWITCHING_PROTOCOLS;
    }

    public boolean isSwitch() {
        return status == SWITCHING_PROTOCOLS;
    }

    /// Whether such a response to `request` has no body, whatever its fields say (RFC 9112, 6.3).
    public boolean hasNoBody(Method request) {
        return request == Method.HEAD
                || status == NO_CONTENT
                || status == NOT_MODIFIED
                || status < 200;
    }

    /// Whether the target keeps the connection open after it. Chunks of HTTP/1.0 are not to be
    /// trusted beyond this message (RFC 9112, 6.1).
    public boolean keepsAlive() {
        boolean kept = !http10 || fields.saysKeepAlive() && !fields.isChunked();
        return kept && !fields.saysClose();
    }
}
