package dev.evenkeel.proxy.http2;

import dev.evenkeel.proxy.message.Ascii;
import dev.evenkeel.proxy.message.Field;
import dev.evenkeel.proxy.message.Fields;
import dev.evenkeel.proxy.message.HeadBuffer;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.ReadOnlyHttp2Headers;
import io.netty.util.AsciiString;
import java.util.Map;

/// A response's head in HTTP/2 and in HTTP/1 (RFC 9113, 8.3.2).
public final class ResponseFields {
    private static final byte[] VERSION = Ascii.bytes("HTTP/1.1 ");
    private static final byte[] SPACE = Ascii.bytes(" ");
    private static final byte[] COLON = Ascii.bytes(": ");
    private static final byte[] CRLF = Ascii.bytes("\r\n");
    private static final byte[] CHUNKED = Ascii.bytes("transfer-encoding: chunked\r\n");

    private static final byte[] NO_LENGTH = Ascii.bytes("content-length: 0\r\n");

    private ResponseFields() {}

    /// The trailers that stand in `fields`; those that are about framing are left out.
    public static Http2Headers trailers(Fields fields, byte[] bytes, FieldNames names) {
        return ReadOnlyHttp2Headers.trailers(false, kept(fields, bytes, names));
    }

    private static AsciiString[] kept(Fields fields, byte[] bytes, FieldNames names) {
        int kept = 0;
        int count = fields.count();
        for (int index = 0; index < count; index++) {
            kept += keeps(fields, index) ? 1 : 0;
        }
        var pairs = new AsciiString[2 * kept];
        int at = 0;
        for (int index = 0; index < count; index++) {
            if (keeps(fields, index)) {
                int from = fields.valueStart(index);
                pairs[at++] = names.of(bytes, fields.nameStart(index), fields.nameEnd(index));
                pairs[at++] = RequestFields.text(bytes, from, fields.valueEnd(index));
            }
        }
        return pairs;
    }

    static boolean keeps(Fields fields, int index) {
        return switch (fields.kind(index)) {
            case CONNECTION, KEEP_ALIVE, PROXY_CONNECTION, UPGRADE, TRANSFER_ENCODING -> false;
            case OTHER,
                    LIKE_CONTENT_LENGTH,
                    LIKE_TRANSFER_ENCODING,
                    TE,
                    HOST,
                    EXPECT,
                    CONTENT_LENGTH,
                    X_FORWARDED_FOR,
                    X_AMZN_TRACE_ID,
                    X_FORWARDED_PORT,
                    X_FORWARDED_PROTO ->
                    !fields.nominates() || !fields.isNominated(index);
        };
    }

    /// How the body that follows a response's head ends.
    public enum Body {
        /// There is none, and that must be said.
        EMPTY,
        /// There is none, as everybody knows; or its length is said.
        KNOWN,
        OPEN
    }

    /// Writes the head of an HTTP/1 response to `out`. False if it is malformed.
    public static boolean write(Http2Headers headers, Body body, HeadBuffer out) {
        AsciiString status = AsciiString.of(headers.status());
        out.clear();
        RequestFields.append(out.append(VERSION), status).append(SPACE).append(CRLF);
        for (Map.Entry<CharSequence, CharSequence> field : headers) {
            AsciiString name = AsciiString.of(field.getKey());
            if (name.byteAt(0) != ':' && !appendField(name, field.getValue(), out)) {
                return false;
            }
        }
        switch (body) {
            case EMPTY -> out.append(NO_LENGTH);
            case KNOWN -> {}
            case OPEN -> out.append(CHUNKED);
        }
        out.append(CRLF);
        return true;
    }

    /// Writes trailers as they end a chunked body, without the empty line. False if one is
    /// malformed.
    static boolean writeTrailers(Http2Headers trailers, HeadBuffer out) {
        for (Map.Entry<CharSequence, CharSequence> field : trailers) {
            AsciiString name = AsciiString.of(field.getKey());
            boolean framing = Field.of(name.toByteArray(), 0, name.length()) != Field.OTHER;
            if (!framing && !appendField(name, field.getValue(), out)) {
                return false;
            }
        }
        return true;
    }

    private static boolean appendField(AsciiString name, CharSequence text, HeadBuffer out) {
        AsciiString value = AsciiString.of(text);
        if (!RequestFields.isValue(value)) {
            return false;
        }
        RequestFields.append(out, name).append(COLON);
        RequestFields.append(out, value).append(CRLF);
        return true;
    }
}
