package dev.evenkeel.proxy.balance;

/// 64-bit numbers that stand for names, the same in every process: for cookies that outlive a
/// restart and choices that do not change by one.
public final class StableHash {
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private StableHash() {}

    /// FNV-1a, mixed. Never 0.
    public static long of(String text) {
        long hash = FNV_OFFSET;
        for (int at = 0; at < text.length(); at++) {
            hash = (hash ^ text.charAt(at)) * FNV_PRIME;
        }
        return notZero(mix(hash));
    }

    /// The same for bytes.
    public static long of(byte[] bytes, int from, int to) {
        long hash = FNV_OFFSET;
        for (int at = from; at < to; at++) {
            hash = (hash ^ (bytes[at] & 0xff)) * FNV_PRIME;
        }
        return notZero(mix(hash));
    }

    private static long notZero(long hash) {
        return hash == 0 ? FNV_PRIME : hash;
    }

    /// The finalizer of SplitMix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Number
    /// Generators, 2014).
    static long mix(long value) {
        long z = (value ^ value >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }
}
