package dev.evenkeel.proxy.balance;

import java.util.concurrent.atomic.AtomicInteger;

/// A target's first minutes: of the turns it is offered it takes a share that grows from nothing to
/// all, in proportion to time. It begins when a turn is first offered. Safe for all event loops.
final class SlowStart {
    private static final int ONE = 1 << 16;
    private static final long NOT_BEGUN = Long.MIN_VALUE;

    private final long durationNanos;
    private final AtomicInteger credit = new AtomicInteger();
    private volatile long beganAt = NOT_BEGUN;

    SlowStart(long durationNanos) {
        this.durationNanos = durationNanos;
    }

    boolean isOver(long nanos) {
        return nanos - began(nanos) >= durationNanos;
    }

    private long began(long nanos) {
        if (beganAt == NOT_BEGUN) {
            beganAt = nanos;
        }
        return beganAt;
    }

    /// Whether this turn is taken. Turns are taken evenly: at a third, every third.
    boolean takesTurn(long nanos) {
        long elapsed = nanos - began(nanos);
        int share = (int) Math.min(ONE, (double) elapsed / durationNanos * ONE);
        int before = credit.getAndAdd(share);
        return before >>> 16 != before + share >>> 16;
    }
}
