package dev.evenkeel.probe;

import io.netty.buffer.ByteBuf;

/// Reads the status code of an HTTP/1 response, up to the end of its header, whose fields are
/// skipped.
final class ResponseHead {
    /// More bytes are needed.
    static final int PENDING = 0;

    /// This is no HTTP/1 response, or its header is too long.
    static final int BROKEN = -1;

    private static final int HEADER_LIMIT = 16 * 1024;

    /// What a response begins with, `0` standing for any digit.
    private static final String START = "HTTP/1.0 000";

    private static final int CODE_AT = START.length() - 3;

    private int seen;
    private int code;
    private int lineLength;

    /// Reads from `in` until the header ends. Returns its status code, PENDING or BROKEN.
    int read(ByteBuf in) {
        while (in.isReadable()) {
            byte next = in.readByte();
            if (!accept(next)) {
                return BROKEN;
            }
            if (next != '\n') {
                continue;
            }
            if (lineLength > 0) {
                lineLength = 0;
            } else if (isInterim()) {
                startAgain();
            } else {
                return code;
            }
        }
        return PENDING;
    }

    private boolean accept(byte next) {
        boolean fits = seen >= START.length() ? fitsAfterCode(next) : fitsStart(next);
        seen++;
        if (next != '\r' && next != '\n') {
            lineLength++;
        }
        return fits && seen <= HEADER_LIMIT;
    }

    private boolean fitsStart(byte next) {
        char wanted = START.charAt(seen);
        if (seen >= CODE_AT) {
            code = code * 10 + next - '0';
        }
        boolean anyDigit = seen >= CODE_AT || wanted == '0';
        return anyDigit ? next >= '0' && next <= '9' : next == wanted;
    }

    private boolean fitsAfterCode(byte next) {
        return seen > START.length() || next == ' ' || next == '\r' || next == '\n';
    }

    /// An interim response (1xx) comes before the one that counts.
    private boolean isInterim() {
        return code >= 100 && code < 200;
    }

    private void startAgain() {
        seen = 0;
        code = 0;
        lineLength = 0;
    }
}
