package dev.evenkeel.proxy.route;

import dev.evenkeel.model.Attributes;
import dev.evenkeel.proxy.message.Ascii;
import dev.evenkeel.proxy.message.HeadBuffer;
import java.util.ArrayList;
import java.util.List;

/// The fields a listener adds to every response, in place of those of the same name, and whether it
/// takes `Server` away: the attributes `routing.http.response.*`.
@SuppressWarnings("ArrayRecordComponent") // Never compared; read for each response.
public record AddedFields(byte[] lines, List<byte[]> replaced, boolean removesServer) {
    /// Nothing is added or taken.
    public static final AddedFields NONE = new AddedFields(new byte[0], List.of(), false);

    private static final String PREFIX = "routing.http.response.";
    private static final List<String> NAMES =
            List.of(
                    "Strict-Transport-Security",
                    "Access-Control-Allow-Origin",
                    "Access-Control-Allow-Methods",
                    "Access-Control-Allow-Headers",
                    "Access-Control-Allow-Credentials",
                    "Access-Control-Expose-Headers",
                    "Access-Control-Max-Age",
                    "Content-Security-Policy",
                    "X-Content-Type-Options",
                    "X-Frame-Options");
    private static final byte[] CRLF = Ascii.bytes("\r\n");

    /// What the attributes of a listener say.
    public static AddedFields of(Attributes attributes) {
        var lines = new StringBuilder();
        var replaced = new ArrayList<byte[]>();
        for (String name : NAMES) {
            String lower = name.toLowerCase(java.util.Locale.ROOT);
            String value = attributes.get(PREFIX + lower.replace('-', '_') + ".header_value", "");
            if (!value.isEmpty()) {
                lines.append(name).append(": ").append(value).append("\r\n");
                replaced.add(Ascii.bytes(lower));
            }
        }
        boolean removes = !attributes.isTrue(PREFIX + "server.enabled", true);
        if (removes) {
            replaced.add(Ascii.bytes("server"));
        }
        return replaced.isEmpty()
                ? NONE
                : new AddedFields(Ascii.bytes(lines.toString()), List.copyOf(replaced), removes);
    }

    public boolean isNone() {
        return replaced.isEmpty();
    }

    /// Changes a whole head.
    public void apply(HeadBuffer head) {
        byte[] bytes = head.bytes();
        int end = head.length() - CRLF.length;
        int at = afterLine(bytes, 0, end);
        int kept = at;
        while (at < end) {
            int next = afterLine(bytes, at, end);
            if (!isReplaced(bytes, at, next)) {
                System.arraycopy(bytes, at, bytes, kept, next - at);
                kept += next - at;
            }
            at = next;
        }
        head.shorten(head.length() - kept);
        head.append(lines).append(CRLF);
    }

    private static int afterLine(byte[] bytes, int from, int end) {
        int at = from;
        while (at < end && bytes[at] != Ascii.LF) {
            at++;
        }
        return Math.min(end, at + 1);
    }

    private boolean isReplaced(byte[] bytes, int from, int to) {
        for (int index = 0; index < replaced.size(); index++) {
            byte[] name = replaced.get(index);
            int colon = from + name.length;
            if (colon < to && bytes[colon] == ':' && Ascii.isSame(bytes, from, colon, name)) {
                return true;
            }
        }
        return false;
    }
}
