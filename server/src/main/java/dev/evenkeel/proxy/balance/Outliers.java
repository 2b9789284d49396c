package dev.evenkeel.proxy.balance;

/// When a target is taken out of the round: after so many `errors` one after the other (0 is
/// never), for `seconds`, for twice as long the next time and so on; and never more than
/// `maxPercent` of a pool at once, but for one.
public record Outliers(int errors, int seconds, int maxPercent) {
    private static final int LONGEST = 10;
    private static final long SECOND = 1_000_000_000L;

    boolean isOn() {
        return errors > 0;
    }

    /// Another request to `target`, one of `serving`, failed. Whether it is taken out for that.
    boolean failed(Endpoint target, Endpoint[] serving, long nanos) {
        if (target.failedAgain() < errors || target.isEjected(nanos) || !mayEject(serving, nanos)) {
            return false;
        }
        int times = Math.min(LONGEST, target.ejections(nanos, seconds * SECOND) + 1);
        target.eject(nanos + (long) times * seconds * SECOND, times);
        return true;
    }

    /// The last one in the round stays.
    private boolean mayEject(Endpoint[] serving, long nanos) {
        int out = 1;
        for (Endpoint target : serving) {
            out += target.isEjected(nanos) ? 1 : 0;
        }
        return out < serving.length
                && (out == 1 || out * 100L <= (long) maxPercent * serving.length);
    }
}
