package dev.evenkeel.proxy.sticky;

import dev.evenkeel.proxy.message.Ascii;
import dev.evenkeel.proxy.message.Field;
import dev.evenkeel.proxy.message.Fields;
import dev.evenkeel.proxy.message.RequestHead;
import dev.evenkeel.proxy.message.ResponseHead;

/// Finds cookies by name where they stand in a head (RFC 6265, 4.1 and 4.2). Names are compared
/// byte by byte. Belongs to an event loop.
final class CookieReader {
    private static final byte[] COOKIE = Ascii.bytes("cookie");
    private static final byte[] SET_COOKIE = Ascii.bytes("set-cookie");

    private int valueStart;
    private int valueEnd;

    /// Finds a cookie of a request; [#valueStart] and [#valueEnd] then say where its value is.
    boolean find(RequestHead head, String name) {
        Fields fields = head.fields();
        for (int index = 0; index < fields.count(); index++) {
            if (is(fields, index, head.bytes(), COOKIE)
                    && findIn(
                            head.bytes(), fields.valueStart(index), fields.valueEnd(index), name)) {
                return true;
            }
        }
        return false;
    }

    /// Whether a response gives the client a cookie of this name.
    boolean sets(ResponseHead head, String name) {
        Fields fields = head.fields();
        for (int index = 0; index < fields.count(); index++) {
            if (is(fields, index, head.bytes(), SET_COOKIE)
                    && isPair(
                            head.bytes(), fields.valueStart(index), fields.valueEnd(index), name)) {
                return true;
            }
        }
        return false;
    }

    private static boolean is(Fields fields, int index, byte[] bytes, byte[] lowerCase) {
        return fields.kind(index) == Field.OTHER
                && Ascii.isSame(bytes, fields.nameStart(index), fields.nameEnd(index), lowerCase);
    }

    private boolean findIn(byte[] bytes, int from, int to, String name) {
        int start = from;
        while (start < to) {
            int end = start;
            while (end < to && bytes[end] != ';') {
                end++;
            }
            while (start < end && bytes[start] == ' ') {
                start++;
            }
            if (isPair(bytes, start, end, name)) {
                valueStart = start + name.length() + 1;
                valueEnd = end;
                while (valueEnd > valueStart && bytes[valueEnd - 1] == ' ') {
                    valueEnd--;
                }
                return true;
            }
            start = end + 1;
        }
        return false;
    }

    private static boolean isPair(byte[] bytes, int from, int to, String name) {
        int length = name.length();
        if (to - from <= length || bytes[from + length] != '=') {
            return false;
        }
        for (int at = 0; at < length; at++) {
            if ((bytes[from + at] & 0xff) != name.charAt(at)) {
                return false;
            }
        }
        return true;
    }

    int valueStart() {
        return valueStart;
    }

    int valueEnd() {
        return valueEnd;
    }
}
