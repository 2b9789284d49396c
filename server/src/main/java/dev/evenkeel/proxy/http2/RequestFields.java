package dev.evenkeel.proxy.http2;

import dev.evenkeel.proxy.message.Ascii;
import dev.evenkeel.proxy.message.Field;
import dev.evenkeel.proxy.message.Fields;
import dev.evenkeel.proxy.message.HeadBuffer;
import dev.evenkeel.proxy.message.RequestHead;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.ReadOnlyHttp2Headers;
import io.netty.util.AsciiString;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A request's head in HTTP/2 and in HTTP/1 (RFC 9113, 8.3.1).
public final class RequestFields {
    /// The end of the body has not come yet.
    public static final int OPEN = -1;

    private static final byte[] SPACE = Ascii.bytes(" ");
    private static final byte[] VERSION = Ascii.bytes(" HTTP/1.1\r\n");
    private static final byte[] HOST = Ascii.bytes("Host: ");
    private static final byte[] COLON = Ascii.bytes(": ");
    private static final byte[] CRLF = Ascii.bytes("\r\n");
    private static final byte[] COOKIE = Ascii.bytes("cookie: ");
    private static final byte[] NEXT_COOKIE = Ascii.bytes("; ");
    private static final byte[] LENGTH = Ascii.bytes("content-length: ");
    private static final byte[] CHUNKED = Ascii.bytes("transfer-encoding: chunked\r\n");
    private static final String GRPC = "application/grpc";
    private static final AsciiString TE = AsciiString.cached("te");
    private static final AsciiString TRAILERS = AsciiString.cached("trailers");

    private RequestFields() {}

    /// Writes the head of an HTTP/1 request to `out`. `length` is that of the body if all of it is
    /// here, else [#OPEN]. False if the head cannot be written so: it is malformed.
    public static boolean write(Http2Headers headers, int length, HeadBuffer out) {
        CharSequence host = host(headers);
        if (host == null || headers.method() == null || headers.path() == null) {
            return false;
        }
        AsciiString method = AsciiString.of(headers.method());
        AsciiString path = AsciiString.of(headers.path());
        if (!isTarget(method) || !isPath(path)) {
            return false;
        }
        out.clear();
        append(out, method).append(SPACE);
        append(out, path).append(VERSION);
        out.append(HOST);
        append(out, AsciiString.of(host)).append(CRLF);
        boolean fine = isValue(AsciiString.of(host)) && appendFields(headers, out);
        if (!headers.contains(HttpHeaderNames.CONTENT_LENGTH)) {
            appendLength(method, length, out);
        }
        out.append(CRLF);
        return fine;
    }

    /// The host; null if two different ones are named. None at all is an empty one.
    private static @Nullable CharSequence host(Http2Headers headers) {
        CharSequence authority = headers.authority();
        CharSequence host = headers.get(HttpHeaderNames.HOST);
        if (authority == null) {
            return host == null ? AsciiString.EMPTY_STRING : host;
        }
        return host == null || AsciiString.contentEqualsIgnoreCase(host, authority)
                ? authority
                : null;
    }

    private static boolean appendFields(Http2Headers headers, HeadBuffer out) {
        boolean cookies = false;
        for (Map.Entry<CharSequence, CharSequence> field : headers) {
            AsciiString name = AsciiString.of(field.getKey());
            if (name.length() == 6 && name.contentEquals(HttpHeaderNames.COOKIE)) {
                cookies = true;
            } else if (passes(name)) {
                AsciiString value = AsciiString.of(field.getValue());
                if (!isValue(value)) {
                    return false;
                }
                append(out, name).append(COLON);
                append(out, value).append(CRLF);
            }
        }
        return !cookies || appendCookies(headers, out);
    }

    private static boolean passes(AsciiString name) {
        return name.byteAt(0) != ':'
                && !(name.length() == 4 && name.contentEquals(HttpHeaderNames.HOST));
    }

    /// Clients may send each cookie in a field of its own; HTTP/1 has one field for all (RFC 9113,
    /// 8.2.3).
    private static boolean appendCookies(Http2Headers headers, HeadBuffer out) {
        byte[] before = COOKIE;
        for (CharSequence cookie : headers.getAll(HttpHeaderNames.COOKIE)) {
            AsciiString value = AsciiString.of(cookie);
            if (!isValue(value)) {
                return false;
            }
            append(out.append(before), value);
            before = NEXT_COOKIE;
        }
        out.append(CRLF);
        return true;
    }

    private static void appendLength(AsciiString method, int length, HeadBuffer out) {
        if (length == OPEN) {
            out.append(CHUNKED);
        } else if (length > 0 || method.byteAt(0) == 'P') {
            out.append(LENGTH).append(Ascii.bytes(Integer.toString(length))).append(CRLF);
        }
    }

    /// Whether it is a gRPC call.
    public static boolean isGrpc(Http2Headers headers) {
        CharSequence type = headers.get(HttpHeaderNames.CONTENT_TYPE);
        return type != null && AsciiString.of(type).startsWith(GRPC);
    }

    private static boolean isPath(AsciiString path) {
        return !path.isEmpty()
                && (path.byteAt(0) == '/' || path.length() == 1 && path.byteAt(0) == '*')
                && isTarget(path);
    }

    private static boolean isTarget(AsciiString text) {
        return Ascii.isTarget(text.array(), text.arrayOffset(), text.arrayOffset() + text.length());
    }

    static boolean isValue(AsciiString text) {
        return Ascii.isValue(text.array(), text.arrayOffset(), text.arrayOffset() + text.length());
    }

    static HeadBuffer append(HeadBuffer out, AsciiString text) {
        int from = text.arrayOffset();
        return out.append(text.array(), from, from + text.length());
    }

    /// The HTTP/2 form of a head that was written for a target. Says that trailers are understood,
    /// which gRPC asks for.
    public static Http2Headers of(RequestHead head, AsciiString scheme, FieldNames names) {
        byte[] bytes = head.bytes();
        return ReadOnlyHttp2Headers.clientHeaders(
                false,
                text(bytes, head.methodStart(), head.methodEnd()),
                text(bytes, head.pathStart(), head.targetEnd()),
                scheme,
                text(bytes, head.hostStart(), head.hostEnd()),
                others(head.fields(), bytes, names));
    }

    private static AsciiString[] others(Fields fields, byte[] bytes, FieldNames names) {
        int kept = 1;
        for (int index = 0; index < fields.count(); index++) {
            kept += keeps(fields.kind(index)) ? 1 : 0;
        }
        var others = new AsciiString[2 * kept];
        int at = 0;
        for (int index = 0; index < fields.count(); index++) {
            if (keeps(fields.kind(index))) {
                others[at++] = names.of(bytes, fields.nameStart(index), fields.nameEnd(index));
                others[at++] = text(bytes, fields.valueStart(index), fields.valueEnd(index));
            }
        }
        others[at] = TE;
        others[at + 1] = TRAILERS;
        return others;
    }

    private static boolean keeps(Field kind) {
        return switch (kind) {
            case HOST, CONNECTION, KEEP_ALIVE, PROXY_CONNECTION, UPGRADE, TRANSFER_ENCODING, TE ->
                    false;
            case OTHER,
                    LIKE_CONTENT_LENGTH,
                    LIKE_TRANSFER_ENCODING,
                    EXPECT,
                    CONTENT_LENGTH,
                    X_FORWARDED_FOR,
                    X_AMZN_TRACE_ID,
                    X_FORWARDED_PORT,
                    X_FORWARDED_PROTO ->
                    true;
        };
    }

    static AsciiString text(byte[] bytes, int from, int to) {
        return new AsciiString(bytes, from, to - from, true);
    }
}
