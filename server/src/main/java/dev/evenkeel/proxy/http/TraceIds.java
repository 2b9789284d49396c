package dev.evenkeel.proxy.http;

import dev.evenkeel.proxy.message.Ascii;
import dev.evenkeel.proxy.message.Field;
import dev.evenkeel.proxy.message.Fields;
import dev.evenkeel.proxy.message.HeadBuffer;
import dev.evenkeel.sys.Clock;
import java.util.random.RandomGenerator;

/// Writes `X-Amzn-Trace-Id`: a new `Root`, or before the client's own `Root` a `Self` for this hop.
final class TraceIds {
    private static final byte[] NAME = Ascii.bytes("X-Amzn-Trace-Id: ");
    private static final byte[] ROOT = Ascii.bytes("Root=1-");
    private static final byte[] SELF = Ascii.bytes("Self=1-");
    private static final byte[] ROOT_KEY = Ascii.bytes("root=");
    private static final byte[] SELF_KEY = Ascii.bytes("self=");
    private static final byte[] DASH = Ascii.bytes("-");
    private static final byte[] SEPARATOR = Ascii.bytes(";");
    private static final byte[] CRLF = Ascii.bytes("\r\n");
    private static final int MAX_KEPT = 7 * 1024;

    private final Clock clock;
    private final RandomGenerator random;
    private long epochNanos;
    private long epochSecond;
    private int lastValueStart;
    private int lastValueEnd;

    TraceIds(Clock clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
        this.epochSecond = clock.now().getEpochSecond();
        this.epochNanos = clock.nanoTime();
    }

    /// Appends the line; `nanos` is the monotonic time of the request.
    void append(byte[] head, Fields fields, HeadBuffer out, long nanos) {
        int field = fields.find(Field.X_AMZN_TRACE_ID);
        out.append(NAME);
        lastValueStart = out.length();
        if (field >= 0 && hasRoot(head, fields, field)) {
            id(SELF, out, nanos).append(SEPARATOR);
            appendKept(head, fields.valueStart(field), fields.valueEnd(field), out);
        } else {
            id(ROOT, out, nanos);
        }
        lastValueEnd = out.length();
        out.append(CRLF);
    }

    /// Where the value that was appended last stands.
    int lastValueStart() {
        return lastValueStart;
    }

    int lastValueEnd() {
        return lastValueEnd;
    }

    private HeadBuffer id(byte[] key, HeadBuffer out, long nanos) {
        return out.append(key)
                .appendHex(second(nanos), 8)
                .append(DASH)
                .appendHex(random.nextInt(), 8)
                .appendHex(random.nextLong(), 16);
    }

    /// The second of the wall clock, asked for once in a while only.
    private long second(long nanos) {
        if (nanos - epochNanos >= 1_000_000_000L) {
            epochSecond = clock.now().getEpochSecond();
            epochNanos = nanos;
        }
        return epochSecond;
    }

    private static boolean hasRoot(byte[] head, Fields fields, int field) {
        int to = fields.valueEnd(field);
        int length = to - fields.valueStart(field);
        for (int at = fields.valueStart(field); at + ROOT_KEY.length <= to; at++) {
            if (Ascii.isSame(head, at, at + ROOT_KEY.length, ROOT_KEY)) {
                return length <= MAX_KEPT;
            }
        }
        return false;
    }

    /// Everything but an older `Self`.
    private static void appendKept(byte[] head, int from, int to, HeadBuffer out) {
        int start = from;
        boolean first = true;
        for (int at = from; at <= to; at++) {
            if (at < to && head[at] != ';') {
                continue;
            }
            boolean self =
                    at - start >= SELF_KEY.length
                            && Ascii.isSame(head, start, start + SELF_KEY.length, SELF_KEY);
            if (!self && at > start) {
                (first ? out : out.append(SEPARATOR)).append(head, start, at);
                first = false;
            }
            start = at + 1;
        }
    }
}
