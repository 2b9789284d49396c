package dev.evenkeel.proxy.http;

import dev.evenkeel.proxy.balance.StableHash;
import dev.evenkeel.proxy.message.Ascii;
import dev.evenkeel.proxy.message.Fields;
import dev.evenkeel.proxy.message.RequestHead;

/// The number that stands for a client where its target is found by it.
final class ClientHash {
    private ClientHash() {}

    /// Of the value of the field called `header`, in lower case; where there is none, of the
    /// client's address.
    static long of(RequestHead head, String header, byte[] address) {
        int field = header.isEmpty() ? -1 : find(head, header);
        Fields fields = head.fields();
        return field < 0
                ? StableHash.of(address, 0, address.length)
                : StableHash.of(head.bytes(), fields.valueStart(field), fields.valueEnd(field));
    }

    private static int find(RequestHead head, String header) {
        Fields fields = head.fields();
        for (int index = 0; index < fields.count(); index++) {
            if (is(head.bytes(), fields.nameStart(index), fields.nameEnd(index), header)) {
                return index;
            }
        }
        return -1;
    }

    private static boolean is(byte[] bytes, int from, int to, String lowerCase) {
        boolean same = to - from == lowerCase.length();
        for (int at = 0; same && at < lowerCase.length(); at++) {
            same = Ascii.lower(bytes[from + at]) == (byte) lowerCase.charAt(at);
        }
        return same;
    }
}
