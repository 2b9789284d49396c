package dev.evenkeel.scenario;

/// How long fuzzers go on: as long as a build can spare, or `-Dfuzz.times` as long. Their seeds are
/// fixed, so that a finding comes again in the same round.
public final class Fuzz {
    private static final int TIMES = Integer.getInteger("fuzz.times", 1);

    private Fuzz() {}

    /// The rounds to do, where `usual` are what a build can spare.
    public static int rounds(int usual) {
        return Math.multiplyExact(usual, TIMES);
    }
}
