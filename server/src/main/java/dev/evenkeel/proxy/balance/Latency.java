package dev.evenkeel.proxy.balance;

/// How long a target takes to answer, as a moving average that follows a rise at once and a fall
/// slowly (the peak EWMA of Finagle). Safe for all event loops.
final class Latency {
    private static final double DECAY_NANOS = 10e9;

    private double average;
    private long at;

    /// It took so many `nanos`, as seen at `now`.
    synchronized void observe(long nanos, long now) {
        average = nanos > average ? nanos : nanos + (average - nanos) * remaining(now);
        at = now;
    }

    /// What a request to it would cost: its average, faded since the last answer, times the
    /// requests it would then have. One that never answered is cheap only as long as it has none.
    synchronized double cost(long inFlight, long now) {
        if (average == 0 && inFlight > 0) {
            return DECAY_NANOS * inFlight;
        }
        return average * remaining(now) * (inFlight + 1);
    }

    private double remaining(long now) {
        return Math.exp(-Math.max(0, now - at) / DECAY_NANOS);
    }
}
