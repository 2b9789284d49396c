package dev.evenkeel.proxy.balance;

import dev.evenkeel.model.TargetRef;
import java.net.InetSocketAddress;

/// A target as one node sees it: where it is, what is in flight to it, and whether it just refused
/// a connection.
///
/// One object as long as the target keeps its address, whatever its health. Safe for all event
/// loops.
public final class Endpoint {
    private static final long TRUSTED = Long.MIN_VALUE;

    private final TargetRef ref;
    private final String zone;
    private final InetSocketAddress address;
    private final Tally tally = new Tally();
    private volatile long suspectUntilNanos = TRUSTED;

    public Endpoint(TargetRef ref, String zone, InetSocketAddress address) {
        this.ref = ref;
        this.zone = zone;
        this.address = address;
    }

    public TargetRef ref() {
        return ref;
    }

    public String zone() {
        return zone;
    }

    public InetSocketAddress address() {
        return address;
    }

    public Tally tally() {
        return tally;
    }

    /// Requests or flows that it has not finished.
    public long inFlight() {
        return tally.sum(Counter.IN_FLIGHT);
    }

    /// It refused a connection: others are preferred until then.
    public void suspectUntil(long nanos) {
        suspectUntilNanos = nanos;
    }

    /// It accepted a connection.
    public void trust() {
        if (suspectUntilNanos != TRUSTED) {
            suspectUntilNanos = TRUSTED;
        }
    }

    /// Whether others should be preferred at `nanos` (a reading of the monotonic clock).
    public boolean isSuspect(long nanos) {
        long until = suspectUntilNanos;
        return until != TRUSTED && until - nanos > 0;
    }

    @Override
    public String toString() {
        return address.toString();
    }
}
