package dev.evenkeel.proxy.report;

import dev.evenkeel.proxy.balance.Node;
import java.time.Duration;

/// What a load balancer carried in some time, all its nodes together, as AWS bills it: in capacity
/// units (LCU), of which each is so much of several things. The thing there was most of counts.
///
/// Rules are not among them: finding the right one costs here the same however many there are.
final class CapacityUnits {
    private static final double BYTES_PER_HOUR = 1e9;
    private static final double SECONDS_PER_HOUR = 3600;

    private final double newPerSecond;
    private final double mostActive;
    private double connections;
    private double active;
    private double bytes;

    /// Of an Application or Classic Load Balancer's connections, or of TCP flows.
    CapacityUnits(Node.Kind kind) {
        boolean flows = kind == Node.Kind.NETWORK;
        this.newPerSecond = flows ? 800 : 25;
        this.mostActive = flows ? 100_000 : 3_000;
    }

    /// A node had `more` new connections, moved `moved` bytes, and has `open` connections now.
    void add(double more, double open, double moved) {
        connections += more;
        active += open;
        bytes += moved;
    }

    /// The units, if all that took `time`.
    double consumed(Duration time) {
        double seconds = time.toMillis() / 1000.0;
        return Math.max(
                Math.max(connections / seconds / newPerSecond, active / mostActive),
                bytes / seconds * SECONDS_PER_HOUR / BYTES_PER_HOUR);
    }
}
