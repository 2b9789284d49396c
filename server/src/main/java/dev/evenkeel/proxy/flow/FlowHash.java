package dev.evenkeel.proxy.flow;

import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicLong;

/// Chooses a target by the hash of a flow: protocol, both addresses and ports, and a number drawn
/// for each flow in the place of the TCP sequence number, which user space does not see.
///
/// So two flows of one client spread as two flows of two clients do. Safe for all event loops.
final class FlowHash {
    private static final long TCP = 6;
    private static final long GOLDEN_RATIO = 0x9E3779B97F4A7C15L;

    private final AtomicLong sequence;

    FlowHash(long seed) {
        sequence = new AtomicLong(seed);
    }

    /// The hash of a new flow.
    long of(InetSocketAddress client, InetSocketAddress listener) {
        long ends = client.hashCode() * 31L + listener.hashCode();
        return mix(mix(ends * 31 + TCP) + sequence.getAndAdd(GOLDEN_RATIO));
    }

    /// A number below `size`, each as likely as the others.
    static int index(long hash, int size) {
        return (int) ((hash >>> 32) * size >>> 32);
    }

    /// The finalizer of SplitMix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Number
    /// Generators, 2014).
    private static long mix(long value) {
        long z = (value ^ value >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }
}
