package dev.evenkeel.proxy.http;

import dev.evenkeel.proxy.message.Ascii;
import dev.evenkeel.proxy.message.Fields;
import dev.evenkeel.proxy.message.HeadBuffer;
import dev.evenkeel.proxy.message.ResponseHead;

/// Writes the head a client gets, where it differs from the target's. Most do not, and pass
/// untouched.
final class ResponseRewrite {
    private static final byte[] VERSION = Ascii.bytes("HTTP/1.1 ");
    private static final byte[] CHUNKED = Ascii.bytes("Transfer-Encoding: chunked\r\n");
    private static final byte[] CLOSE = Ascii.bytes("Connection: close\r\n");
    private static final byte[] KEEP_ALIVE = Ascii.bytes("Connection: keep-alive\r\n");
    static final byte[] CRLF = Ascii.bytes("\r\n");

    private ResponseRewrite() {}

    /// How the body's framing changes on its way.
    enum Body {
        AS_IS,
        /// It ends when the target closes, and the client understands chunks.
        WRAP,
        /// It comes in chunks, and the client is too old for them.
        UNWRAP
    }

    /// What the client is told about its connection.
    enum Connection {
        KEPT,
        /// Kept, and an HTTP/1.0 client must be told.
        KEPT_SAYING_SO,
        CLOSED
    }

    /// Whether the target's head can pass as it is.
    static boolean isNeedless(ResponseHead head, Connection connection, Body body) {
        Fields fields = head.fields();
        if (connection != Connection.KEPT || body != Body.AS_IS || head.isHttp10()) {
            return false;
        }
        for (int index = 0; index < fields.count(); index++) {
            if (!passes(fields, index)) {
                return false;
            }
        }
        return true;
    }

    /// `Connection: keep-alive` alone says what is true for the client, too.
    private static boolean passes(Fields fields, int index) {
        return switch (fields.kind(index)) {
            case KEEP_ALIVE, PROXY_CONNECTION, UPGRADE -> false;
            case CONNECTION -> !fields.saysClose() && !fields.nominates() && !fields.saysUpgrade();
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
                    TRANSFER_ENCODING,
                    X_FORWARDED_PROTO ->
                    true;
        };
    }

    /// Writes the head that stands before `end` to `out`.
    static void write(
            ResponseHead head, int end, Connection connection, Body body, HeadBuffer out) {
        Fields fields = head.fields();
        out.clear();
        out.append(VERSION).append(head.bytes(), VERSION.length, head.fieldsStart());
        int linesEnd = end - CRLF.length;
        int runStart = head.fieldsStart();
        int count = fields.count();
        for (int index = 0; index < count; index++) {
            if (!keeps(fields, index, body)) {
                out.append(head.bytes(), runStart, fields.nameStart(index));
                runStart = index + 1 < count ? fields.nameStart(index + 1) : linesEnd;
            }
        }
        out.append(head.bytes(), runStart, linesEnd);
        if (body == Body.WRAP) {
            out.append(CHUNKED);
        }
        switch (connection) {
            case KEPT -> {}
            case KEPT_SAYING_SO -> out.append(KEEP_ALIVE);
            case CLOSED -> out.append(CLOSE);
        }
        out.append(CRLF);
    }

    private static boolean keeps(Fields fields, int index, Body body) {
        return switch (fields.kind(index)) {
            case CONNECTION, KEEP_ALIVE, PROXY_CONNECTION, UPGRADE -> false;
            case TRANSFER_ENCODING -> body == Body.AS_IS && fields.isChunked();
            case CONTENT_LENGTH -> true;
            case OTHER,
                    LIKE_CONTENT_LENGTH,
                    LIKE_TRANSFER_ENCODING,
                    TE,
                    HOST,
                    EXPECT,
                    X_FORWARDED_FOR,
                    X_AMZN_TRACE_ID,
                    X_FORWARDED_PORT,
                    X_FORWARDED_PROTO ->
                    !fields.nominates() || !fields.isNominated(index);
        };
    }
}
