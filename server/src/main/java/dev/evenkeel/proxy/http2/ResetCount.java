package dev.evenkeel.proxy.http2;

/// Counts resets of streams, which make work without end if there are many: a few in ten seconds
/// are in order.
final class ResetCount {
    private static final long SPAN_NANOS = 10_000_000_000L;

    private final int most;
    private long since;
    private int count;

    ResetCount(int most) {
        this.most = most;
    }

    /// One more. False if that is one too many.
    boolean add(long nanos) {
        if (count == 0 || nanos - since >= SPAN_NANOS) {
            since = nanos;
            count = 0;
        }
        count++;
        return count <= most;
    }
}
