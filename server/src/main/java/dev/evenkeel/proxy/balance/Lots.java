package dev.evenkeel.proxy.balance;

import java.util.concurrent.atomic.AtomicLong;

/// Numbers by lot, from a seed (SplitMix64). Safe for all event loops.
final class Lots {
    private static final long GOLDEN_RATIO = 0x9E3779B97F4A7C15L;

    private final AtomicLong sequence;

    Lots(long seed) {
        sequence = new AtomicLong(seed);
    }

    long draw() {
        return StableHash.mix(sequence.getAndAdd(GOLDEN_RATIO));
    }

    /// A number below `size`, each as likely as the others.
    static int index(long lot, int size) {
        return (int) ((lot >>> 32) * size >>> 32);
    }
}
