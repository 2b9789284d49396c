package dev.evenkeel.proxy.http2;

import dev.evenkeel.proxy.hpack.FieldSink;
import dev.evenkeel.proxy.message.Ascii;
import dev.evenkeel.proxy.message.Field;
import dev.evenkeel.proxy.message.HeadBuffer;

/// A client's request as its fields come out of HPACK, written as the head of an HTTP/1 request
/// (RFC 9113, 8.3.1). One for each event loop, used again for the next request.
///
/// What makes a request malformed is noted, and its remaining fields are read past.
public final class RequestText implements FieldSink {
    /// The end of the body has not come yet.
    public static final int OPEN = -1;

    /// No length of the body is said.
    static final long NO_LENGTH = -1;

    private static final int FIELD_BYTES = 32;
    private static final int MAX_LENGTH_DIGITS = 18;
    private static final int METHOD = 0;
    private static final int SCHEME = 1;
    private static final int PATH = 2;
    private static final int AUTHORITY = 3;
    private static final byte[][] PSEUDO = {
        Ascii.bytes(":method"),
        Ascii.bytes(":scheme"),
        Ascii.bytes(":path"),
        Ascii.bytes(":authority")
    };
    private static final byte[] VERSION = Ascii.bytes(" HTTP/1.1\r\n");
    private static final byte[] HOST = Ascii.bytes("Host: ");
    private static final byte[] COLON = Ascii.bytes(": ");
    private static final byte[] CRLF = Ascii.bytes("\r\n");
    private static final byte[] COOKIE = Ascii.bytes("cookie");
    private static final byte[] COOKIES = Ascii.bytes("cookie: ");
    private static final byte[] NEXT_COOKIE = Ascii.bytes("; ");
    private static final byte[] CONTENT_TYPE = Ascii.bytes("content-type");
    private static final byte[] GRPC = Ascii.bytes("application/grpc");
    private static final byte[] TRAILERS = Ascii.bytes("trailers");
    private static final byte[] LENGTH = Ascii.bytes("content-length: ");
    private static final byte[] CHUNKED = Ascii.bytes("transfer-encoding: chunked\r\n");

    private final int mostBytes;
    private final HeadBuffer text = new HeadBuffer();
    private final HeadBuffer line = new HeadBuffer();
    private final HeadBuffer cookies = new HeadBuffer();
    private final int[] starts = new int[PSEUDO.length];
    private final int[] ends = new int[PSEUDO.length];
    private int listBytes;
    private boolean malformed;
    private boolean lineIsWritten;
    private boolean grpc;
    private long length;

    /// Reads heads of at most so many bytes, as HTTP/2 counts them (RFC 9113, 6.5.2).
    public RequestText(int mostBytes) {
        this.mostBytes = mostBytes;
    }

    /// Forgets the request before.
    void clear() {
        text.clear();
        line.clear();
        cookies.clear();
        java.util.Arrays.fill(starts, -1);
        listBytes = 0;
        malformed = false;
        lineIsWritten = false;
        grpc = false;
        length = NO_LENGTH;
    }

    @Override
    public void field(byte[] bytes, int from, int middle, int to) {
        listBytes += to - from + FIELD_BYTES;
        if (malformed || listBytes > mostBytes) {
            return;
        }
        boolean fine =
                middle > from && bytes[from] == ':'
                        ? pseudo(bytes, from, middle, to)
                        : regular(bytes, from, middle, to);
        malformed = !fine;
    }

    private boolean pseudo(byte[] bytes, int from, int middle, int to) {
        int which =
                switch (middle - from) {
                    case 5 -> PATH;
                    case 7 -> bytes[from + 1] == 'm' ? METHOD : SCHEME;
                    default -> AUTHORITY;
                };
        boolean known = Ascii.isExactly(bytes, from, middle, PSEUDO[which]);
        if (!known || lineIsWritten || starts[which] >= 0) {
            return false;
        }
        note(which, bytes, middle, to);
        return true;
    }

    private void note(int which, byte[] bytes, int from, int to) {
        starts[which] = line.length();
        line.append(bytes, from, to);
        ends[which] = line.length();
    }

    private boolean writeLine() {
        lineIsWritten = true;
        boolean fine = isMethod() && isPath() && starts[SCHEME] >= 0;
        if (fine) {
            append(METHOD).append((byte) ' ');
            append(PATH).append(VERSION);
            fine = starts[AUTHORITY] < 0 || writeHost();
        }
        return fine;
    }

    private HeadBuffer append(int which) {
        return text.append(line.bytes(), starts[which], ends[which]);
    }

    private boolean isMethod() {
        int from = starts[METHOD];
        return from >= 0 && ends[METHOD] > from && Ascii.isTarget(line.bytes(), from, ends[METHOD]);
    }

    private boolean isPath() {
        int from = starts[PATH];
        int to = ends[PATH];
        if (from < 0 || to == from || !Ascii.isTarget(line.bytes(), from, to)) {
            return false;
        }
        byte first = line.bytes()[from];
        return first == '/' || first == '*' && to == from + 1;
    }

    private boolean writeHost() {
        text.append(HOST);
        append(AUTHORITY).append(CRLF);
        return Ascii.isValue(line.bytes(), starts[AUTHORITY], ends[AUTHORITY]);
    }

    private boolean regular(byte[] bytes, int from, int middle, int to) {
        if (!lineIsWritten && !writeLine() || !FieldRules.allow(bytes, from, middle, to)) {
            return false;
        }
        Field kind = Field.of(bytes, from, middle);
        return switch (kind) {
            case HOST -> host(bytes, middle, to);
            case CONTENT_LENGTH -> {
                boolean first = length == NO_LENGTH;
                yield length(bytes, middle, to) && (!first || append(bytes, from, middle, to));
            }
            case TE -> Ascii.isSame(bytes, middle, to, TRAILERS) && append(bytes, from, middle, to);
            default -> !FieldRules.isOfConnection(kind) && other(bytes, from, middle, to);
        };
    }

    private boolean other(byte[] bytes, int from, int middle, int to) {
        if (Ascii.isExactly(bytes, from, middle, COOKIE)) {
            cookies.append(cookies.length() == 0 ? COOKIES : NEXT_COOKIE).append(bytes, middle, to);
            return true;
        }
        if (Ascii.isExactly(bytes, from, middle, CONTENT_TYPE)) {
            int end = middle + GRPC.length;
            grpc = end <= to && Ascii.isExactly(bytes, middle, end, GRPC);
        }
        return append(bytes, from, middle, to);
    }

    private boolean append(byte[] bytes, int from, int middle, int to) {
        text.append(bytes, from, middle).append(COLON);
        text.append(bytes, middle, to).append(CRLF);
        return true;
    }

    /// What is named twice must be the same.
    private boolean host(byte[] bytes, int from, int to) {
        if (starts[AUTHORITY] < 0) {
            note(AUTHORITY, bytes, from, to);
            return writeHost();
        }
        int known = starts[AUTHORITY];
        boolean same = to - from == ends[AUTHORITY] - known;
        for (int at = from; at < to && same; at++) {
            same = Ascii.lower(bytes[at]) == Ascii.lower(line.bytes()[known + at - from]);
        }
        return same;
    }

    /// Notes a length; what is said twice must be the same.
    private boolean length(byte[] bytes, int from, int to) {
        boolean fine = to > from && to - from <= MAX_LENGTH_DIGITS;
        long value = 0;
        for (int at = from; at < to; at++) {
            fine &= bytes[at] >= '0' && bytes[at] <= '9';
            value = value * 10 + bytes[at] - '0';
        }
        fine &= length == NO_LENGTH || length == value;
        length = value;
        return fine;
    }

    /// Whether it is larger than is read.
    boolean isTooLarge() {
        return listBytes > mostBytes;
    }

    /// Whether it is a request, once all fields came.
    boolean isSound() {
        return !malformed && (lineIsWritten || writeLine());
    }

    /// The length of the body, or [#NO_LENGTH].
    long length() {
        return length;
    }

    /// Whether it is a gRPC call.
    public boolean isGrpc() {
        return grpc;
    }

    /// Ends the head. `bodyBytes` is the length of the body if all of it is here, else [#OPEN].
    public HeadBuffer end(int bodyBytes) {
        if (starts[AUTHORITY] < 0) {
            text.append(HOST).append(CRLF);
        }
        if (cookies.length() > 0) {
            text.append(cookies.bytes(), 0, cookies.length()).append(CRLF);
        }
        if (length == NO_LENGTH && bodyBytes == OPEN) {
            text.append(CHUNKED);
        } else if (length == NO_LENGTH && (bodyBytes > 0 || text.bytes()[0] == 'P')) {
            text.append(LENGTH).append(Ascii.bytes(Integer.toString(bodyBytes))).append(CRLF);
        }
        return text.append(CRLF);
    }
}
