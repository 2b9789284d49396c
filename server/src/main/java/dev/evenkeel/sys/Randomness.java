package dev.evenkeel.sys;

import java.security.SecureRandom;
import java.util.random.RandomGenerator;

/// Where randomness comes from. Whoever needs it takes a [RandomGenerator], so that a seed replays
/// it in tests.
public final class Randomness {
    private Randomness() {}

    /// Numbers that nobody can guess, for keys and ids. Safe on every thread.
    public static RandomGenerator secure() {
        return new SecureRandom();
    }
}
