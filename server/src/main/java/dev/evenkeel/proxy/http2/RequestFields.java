package dev.evenkeel.proxy.http2;

import dev.evenkeel.proxy.message.Ascii;
import dev.evenkeel.proxy.message.Field;
import dev.evenkeel.proxy.message.Fields;
import dev.evenkeel.proxy.message.HeadBuffer;
import dev.evenkeel.proxy.message.RequestHead;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.ReadOnlyHttp2Headers;
import io.netty.util.AsciiString;

/// A request's head as it is sent to HTTP/2 targets (RFC 9113, 8.3.1).
public final class RequestFields {
    private static final AsciiString TE = AsciiString.cached("te");
    private static final AsciiString TRAILERS = AsciiString.cached("trailers");

    private RequestFields() {}

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
