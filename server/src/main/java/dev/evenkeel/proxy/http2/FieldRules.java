package dev.evenkeel.proxy.http2;

import dev.evenkeel.proxy.message.Ascii;
import dev.evenkeel.proxy.message.Field;

/// What every field of an HTTP/2 head must be like (RFC 9113, 8.2).
final class FieldRules {
    private FieldRules() {}

    /// Whether a field whose value begins at `middle` may be there at all.
    static boolean allow(byte[] bytes, int from, int middle, int to) {
        return Ascii.isLowerName(bytes, from, middle)
                && Ascii.isValue(bytes, middle, to)
                && (middle == to || !isBlank(bytes[middle]) && !isBlank(bytes[to - 1]));
    }

    private static boolean isBlank(byte c) {
        return c == ' ' || c == '\t';
    }

    /// Whether it is about the connection, of which HTTP/2 speaks in frames (8.2.2).
    static boolean isOfConnection(Field kind) {
        return switch (kind) {
            case CONNECTION, KEEP_ALIVE, PROXY_CONNECTION, UPGRADE, TRANSFER_ENCODING -> true;
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
                    false;
        };
    }
}
