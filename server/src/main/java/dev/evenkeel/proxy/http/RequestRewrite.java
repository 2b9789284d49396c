package dev.evenkeel.proxy.http;

import dev.evenkeel.proxy.balance.Node;
import dev.evenkeel.proxy.message.Ascii;
import dev.evenkeel.proxy.message.Field;
import dev.evenkeel.proxy.message.Fields;
import dev.evenkeel.proxy.message.HeadBuffer;
import dev.evenkeel.proxy.message.RequestHead;
import dev.evenkeel.proxy.route.HttpOptions;
import org.jspecify.annotations.Nullable;

/// Writes the head a target gets: the client's, without what concerned the client's connection
/// only, with what the load balancer adds.
///
/// Lines that stay are copied in runs. One for each event loop.
final class RequestRewrite {
    private static final int MAX_FORWARDED = 30;
    private static final byte[] VERSION = Ascii.bytes(" HTTP/1.1\r\n");
    private static final byte[] SPACE = Ascii.bytes(" ");
    private static final byte[] HOST = Ascii.bytes("Host: ");
    private static final byte[] FORWARDED_FOR = Ascii.bytes("X-Forwarded-For: ");
    private static final byte[] CHUNKED = Ascii.bytes("Transfer-Encoding: chunked\r\n");
    private static final byte[] CONTENT_LENGTH = Ascii.bytes("Content-Length: ");
    private static final byte[] UPGRADE = Ascii.bytes("Connection: Upgrade\r\n");
    private static final byte[] COMMA = Ascii.bytes(", ");
    private static final byte[] CRLF = Ascii.bytes("\r\n");

    private final TraceIds traceIds;

    RequestRewrite(TraceIds traceIds) {
        this.traceIds = traceIds;
    }

    TraceIds traceIds() {
        return traceIds;
    }

    /// What the new head depends on besides the old one.
    record Hop(Peer peer, Node node, HttpOptions options) {
        /// The one for `client`: the `last` one, if that still holds.
        @SuppressWarnings("ReferenceEquality") // Equal options in another object cost a new hop.
        static Hop of(@Nullable Hop last, Client client, HttpOptions options) {
            return last != null && last.options == options && last.peer == client.peer()
                    ? last
                    : new Hop(client.peer(), client.node(), options);
        }
    }

    /// Writes the head that stands before `end` to `out`; `nanos` is when the request came.
    void write(RequestHead head, int end, Hop hop, long nanos, HeadBuffer out) {
        byte[] bytes = head.bytes();
        out.clear();
        out.append(bytes, head.methodStart(), head.methodEnd()).append(SPACE);
        out.append(bytes, head.pathStart(), head.targetEnd()).append(VERSION);
        appendHost(head, hop, out);
        appendKept(head, end - CRLF.length, hop, out);
        if (head.fields().isFramingUnclear()) {
            appendFraming(head.fields(), out);
        }
        appendForwarded(head, hop, out);
        if (hop.node.kind() != Node.Kind.CLASSIC) {
            traceIds.append(bytes, head.fields(), out, nanos);
        }
        if (head.wantsUpgrade()) {
            out.append(UPGRADE);
        }
        out.append(CRLF);
    }

    private static void appendHost(RequestHead head, Hop hop, HeadBuffer out) {
        out.append(HOST);
        if (head.hasNoHost()) {
            out.append(Ascii.bytes(hop.node.dnsName()));
        } else if (hop.options.preserveHost()) {
            out.append(head.bytes(), head.hostStart(), head.hostEnd());
        } else {
            out.appendLower(head.bytes(), head.hostStart(), head.hostEnd());
        }
        out.append(CRLF);
    }

    private static void appendKept(RequestHead head, int linesEnd, Hop hop, HeadBuffer out) {
        Fields fields = head.fields();
        int runStart = head.fieldsStart();
        int count = fields.count();
        for (int index = 0; index < count; index++) {
            if (!keeps(head, index, hop)) {
                out.append(head.bytes(), runStart, fields.nameStart(index));
                runStart = index + 1 < count ? fields.nameStart(index + 1) : linesEnd;
            }
        }
        out.append(head.bytes(), runStart, linesEnd);
    }

    /// What was said twice, or in two ways, is said once, so that the target reads it as we do.
    private static void appendFraming(Fields fields, HeadBuffer out) {
        if (fields.isChunked()) {
            out.append(CHUNKED);
        } else if (fields.contentLength() >= 0) {
            out.append(CONTENT_LENGTH)
                    .append(Ascii.bytes(Long.toString(fields.contentLength())))
                    .append(CRLF);
        }
    }

    private static boolean keeps(RequestHead head, int index, Hop hop) {
        Fields fields = head.fields();
        return switch (fields.kind(index)) {
            case OTHER -> keepsOther(head, index, hop);
            case CONTENT_LENGTH -> !fields.isFramingUnclear();
            case TRANSFER_ENCODING -> fields.isChunked() && !fields.isFramingUnclear();
            case EXPECT -> !head.expectsContinue();
            case UPGRADE -> head.wantsUpgrade();
            case X_FORWARDED_FOR -> hop.options.forwardedFor() == HttpOptions.ForwardedFor.PRESERVE;
            case X_AMZN_TRACE_ID -> hop.node.kind() == Node.Kind.CLASSIC;
            case LIKE_CONTENT_LENGTH,
                    LIKE_TRANSFER_ENCODING,
                    HOST,
                    CONNECTION,
                    KEEP_ALIVE,
                    PROXY_CONNECTION,
                    TE,
                    X_FORWARDED_PROTO,
                    X_FORWARDED_PORT ->
                    false;
        };
    }

    private static boolean keepsOther(RequestHead head, int index, Hop hop) {
        Fields fields = head.fields();
        boolean nominated = fields.nominates() && fields.isNominated(index);
        int from = fields.nameStart(index);
        int to = fields.nameEnd(index);
        return !nominated
                && !hop.peer.tls().headers().replace(head.bytes(), from, to)
                && (!hop.options.dropInvalidHeaders() || isValid(head.bytes(), from, to));
    }

    /// AWS's idea of a valid field name: `[-A-Za-z0-9]+`.
    private static boolean isValid(byte[] bytes, int from, int to) {
        for (int at = from; at < to; at++) {
            byte c = Ascii.lower(bytes[at]);
            if (c != '-' && (c < '0' || c > '9') && (c < 'a' || c > 'z')) {
                return false;
            }
        }
        return true;
    }

    private static void appendForwarded(RequestHead head, Hop hop, HeadBuffer out) {
        if (hop.options.forwardedFor() == HttpOptions.ForwardedFor.APPEND) {
            out.append(FORWARDED_FOR);
            Fields fields = head.fields();
            for (int index = 0; index < fields.count(); index++) {
                int from = fields.valueStart(index);
                int to = fields.valueEnd(index);
                if (fields.kind(index) == Field.X_FORWARDED_FOR && to > from) {
                    out.append(head.bytes(), from, to).append(COMMA);
                }
            }
            boolean port = hop.options.clientPortInForwardedFor();
            Peer peer = hop.peer;
            int from = port ? 0 : peer.textStart();
            int to = port ? peer.textWithPort().length : peer.textEnd();
            out.append(peer.textWithPort(), from, to).append(CRLF);
        }
        out.append(hop.peer.forwardedFields());
    }

    /// Whether X-Forwarded-For lists more addresses than AWS lets pass.
    static boolean hasTooManyForwarded(RequestHead head) {
        Fields fields = head.fields();
        int addresses = 0;
        for (int index = 0; index < fields.count(); index++) {
            if (fields.kind(index) == Field.X_FORWARDED_FOR) {
                addresses += count(head.bytes(), fields.valueStart(index), fields.valueEnd(index));
            }
        }
        return addresses > MAX_FORWARDED;
    }

    private static int count(byte[] bytes, int from, int to) {
        int addresses = 1;
        for (int at = from; at < to; at++) {
            addresses += bytes[at] == ',' ? 1 : 0;
        }
        return addresses;
    }
}
