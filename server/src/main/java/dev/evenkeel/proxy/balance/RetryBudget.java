package dev.evenkeel.proxy.balance;

import java.util.concurrent.atomic.AtomicLong;

/// How many requests of a pool may be sent a second time, as a share of all: a sick group must not
/// be given twice its load. Safe for all event loops.
///
/// Each request saves a part of a retry, and each retry spends a whole one. Some are granted in
/// advance, so that a retry is possible where there is little traffic.
final class RetryBudget {
    private static final int WHOLE = 100;
    private static final int IN_ADVANCE = 10;
    private static final int REQUESTS_SAVED_UP = 1_000;

    private final int percent;
    private final AtomicLong saved = new AtomicLong(IN_ADVANCE * WHOLE);

    /// `percent` of all requests; 0 is no limit.
    RetryBudget(int percent) {
        this.percent = percent;
    }

    int percent() {
        return percent;
    }

    /// A request came.
    void save() {
        if (percent > 0 && saved.get() < (long) percent * REQUESTS_SAVED_UP) {
            saved.addAndGet(percent);
        }
    }

    /// Whether a request may be sent again; if so, it is counted.
    boolean spend() {
        if (percent == 0) {
            return true;
        }
        long before = saved.get();
        while (before >= WHOLE) {
            if (saved.compareAndSet(before, before - WHOLE)) {
                return true;
            }
            before = saved.get();
        }
        return false;
    }
}
