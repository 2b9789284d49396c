package dev.evenkeel.proxy.balance;

import dev.evenkeel.model.TargetRef;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// A target as one node sees it: where it is, what is in flight to it, and how welcome new requests
/// to it are.
///
/// One object as long as the target keeps its address, whatever its health. Safe for all event
/// loops.
public final class Endpoint {
    static final int FULL_WEIGHT = 100;
    private static final long TRUSTED = Long.MIN_VALUE;

    private final long key;
    private final TargetRef ref;
    private final String zone;
    private final InetSocketAddress address;
    private final String text;
    private final boolean encrypted;
    private final TargetProtocol protocol;
    private final Tally tally = new Tally();
    private final Conduct conduct = new Conduct(tally);
    private final Latency latency = new Latency();
    private final AtomicInteger failures = new AtomicInteger();
    private volatile long suspectUntilNanos = TRUSTED;
    private volatile long ejectedUntilNanos = TRUSTED;
    private volatile int ejections;
    private volatile int weight = FULL_WEIGHT;
    private volatile @Nullable SlowStart slowStart;
    private boolean founder;

    /// A target that is spoken to in plain text.
    public Endpoint(TargetRef ref, String zone, InetSocketAddress address) {
        this(ref, zone, address, false, TargetProtocol.HTTP1);
    }

    public Endpoint(
            TargetRef ref,
            String zone,
            InetSocketAddress address,
            boolean encrypted,
            TargetProtocol protocol) {
        this.key = StableHash.of(ref.group() + "#" + ref.targetId() + ":" + ref.port());
        this.ref = ref;
        this.zone = zone;
        this.address = address;
        String host =
                address.getAddress() == null
                        ? address.getHostString()
                        : address.getAddress().getHostAddress();
        this.text = (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + address.getPort();
        this.encrypted = encrypted;
        this.protocol = protocol;
    }

    public TargetRef ref() {
        return ref;
    }

    /// Stands for the target in cookies: the same after a restart, and on every node.
    public long key() {
        return key;
    }

    public String zone() {
        return zone;
    }

    public InetSocketAddress address() {
        return address;
    }

    /// Address and port, as logs have them.
    public String text() {
        return text;
    }

    /// Whether it is spoken to by TLS.
    public boolean isEncrypted() {
        return encrypted;
    }

    /// What it speaks; the same for all targets of its group.
    public TargetProtocol protocol() {
        return protocol;
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

    /// Whether a new request may go there at `nanos` without a second thought.
    boolean isWelcome(long nanos) {
        return !isSuspect(nanos) && !isEjected(nanos);
    }

    /// Whether it was taken out of the round for its failures.
    boolean isEjected(long nanos) {
        long until = ejectedUntilNanos;
        return until != TRUSTED && until - nanos > 0;
    }

    void eject(long untilNanos, int times) {
        failures.set(0);
        ejections = times;
        ejectedUntilNanos = untilNanos;
    }

    /// How often it was taken out one time after the other; forgotten once it served for as long as
    /// it was out last.
    int ejections(long nanos, long eachNanos) {
        boolean recent =
                ejectedUntilNanos != TRUSTED && nanos - ejectedUntilNanos < ejections * eachNanos;
        return recent ? ejections : 0;
    }

    /// How many requests failed one after the other, with the one that failed now.
    int failedAgain() {
        return failures.incrementAndGet();
    }

    void succeeded() {
        if (failures.get() != 0) {
            failures.set(0);
        }
    }

    Latency latency() {
        return latency;
    }

    /// What another request to it would cost.
    double cost(long nanos) {
        return latency.cost(inFlight(), nanos);
    }

    /// Whether it takes the request that is offered to it: in slow start it takes only some.
    boolean takesTurn(long nanos) {
        if (!isWelcome(nanos)) {
            return false;
        }
        SlowStart starting = slowStart;
        return starting == null || takesTurn(starting, nanos);
    }

    private boolean takesTurn(SlowStart starting, long nanos) {
        if (starting.isOver(nanos)) {
            slowStart = null;
            return true;
        }
        return starting.takesTurn(nanos);
    }

    /// It came when there was no other: the first time it becomes healthy, it starts at once.
    void found() {
        founder = true;
    }

    /// Whether it came first, asked once, when it becomes healthy.
    boolean wasFounder() {
        boolean was = founder;
        founder = false;
        return was;
    }

    /// It became healthy: gets its full share only after `nanos`.
    void startSlowly(long nanos) {
        slowStart = new SlowStart(nanos);
    }

    /// It became sick, or slow start was switched off.
    void stopStarting() {
        slowStart = null;
    }

    boolean isStarting() {
        return slowStart != null;
    }

    /// In percent of what a target gets when all is well.
    int weight() {
        return weight;
    }

    /// Whether it gets fewer requests because it failed.
    public boolean isMitigated() {
        return weight < FULL_WEIGHT;
    }

    Conduct conduct() {
        return conduct;
    }

    /// Whether it fails more often than the others of its group.
    public boolean isAnomalous() {
        return conduct.isAnomalous();
    }

    void weigh(int percent) {
        weight = percent;
    }

    @Override
    public String toString() {
        return address.toString();
    }
}
