package dev.evenkeel.proxy.balance;

import dev.evenkeel.model.Attributes;

/// How a group's next target is found; see the balancer of the same name.
public enum Algorithm {
    ROUND_ROBIN,
    LEAST_OUTSTANDING,
    WEIGHTED_RANDOM,
    PEAK_EWMA,
    CONSISTENT_HASH;

    static Algorithm of(Attributes group) {
        return switch (group.get("x.algorithm", "off")) {
            case "peak_ewma" -> PEAK_EWMA;
            case "consistent_hash" -> CONSISTENT_HASH;
            default -> ofAws(group);
        };
    }

    private static Algorithm ofAws(Attributes group) {
        return switch (group.get("load_balancing.algorithm.type", "round_robin")) {
            case "least_outstanding_requests" -> LEAST_OUTSTANDING;
            case "weighted_random" -> WEIGHTED_RANDOM;
            default -> ROUND_ROBIN;
        };
    }

    /// A balancer of this kind: `before`, if it is one, so that turns go on. `seed` tells equal
    /// groups apart.
    public Balancer balancer(Balancer before, long seed) {
        return switch (this) {
            case ROUND_ROBIN ->
                    before instanceof Balancer.RoundRobin ? before : new Balancer.RoundRobin();
            case LEAST_OUTSTANDING ->
                    before instanceof Balancer.LeastOutstanding
                            ? before
                            : new Balancer.LeastOutstanding();
            case WEIGHTED_RANDOM ->
                    before instanceof Balancer.WeightedRandom
                            ? before
                            : new Balancer.WeightedRandom(seed);
            case PEAK_EWMA ->
                    before instanceof Balancer.PeakEwma ? before : new Balancer.PeakEwma(seed);
            case CONSISTENT_HASH -> new Balancer.ConsistentHash();
        };
    }
}
