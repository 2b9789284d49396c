package dev.evenkeel.proxy.http;

import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/// Waits until a number stops growing.
final class Settled {
    private static final int LOOKS = 20;
    private static final long LOOK_NANOS = 10_000_000;

    private Settled() {}

    /// The value that did not change while this thread made a good many looks at it.
    static long value(LongSupplier of) {
        return value(of, Long.MAX_VALUE);
    }

    /// The same, or `enough` as soon as it is reached.
    static long value(LongSupplier of, long enough) {
        long last = -1;
        for (int looks = 0; looks < LOOKS && last < enough; looks++) {
            long now = of.getAsLong();
            looks = now == last ? looks : 0;
            last = now;
            LockSupport.parkNanos(now < enough ? LOOK_NANOS : 1);
        }
        return last;
    }
}
