package dev.evenkeel.model;

import java.util.Optional;

/// How a mixed group divides its capacity between On-Demand and Spot instances, and how it chooses
/// among their types. `spotPools` and `spotMaxPrice` (dollars an hour) are as the user said them.
public record InstancesDistribution(
        OnDemandStrategy onDemandStrategy,
        int onDemandBase,
        int onDemandPercentAboveBase,
        SpotStrategy spotStrategy,
        Optional<Integer> spotPools,
        Optional<String> spotMaxPrice) {
    private static final int USUAL_POOLS = 2;

    /// What a policy means that says nothing.
    public static final InstancesDistribution USUAL =
            new InstancesDistribution(
                    OnDemandStrategy.PRIORITIZED,
                    0,
                    100,
                    SpotStrategy.LOWEST_PRICE,
                    Optional.empty(),
                    Optional.empty());

    /// Which type is launched On-Demand.
    public enum OnDemandStrategy {
        PRIORITIZED("prioritized"),
        LOWEST_PRICE("lowest-price");

        private final String word;

        OnDemandStrategy(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    /// From which pool - a type in a zone - Spot capacity is taken.
    public enum SpotStrategy {
        LOWEST_PRICE("lowest-price"),
        CAPACITY_OPTIMIZED("capacity-optimized"),
        CAPACITY_OPTIMIZED_PRIORITIZED("capacity-optimized-prioritized"),
        PRICE_CAPACITY_OPTIMIZED("price-capacity-optimized");

        private final String word;

        SpotStrategy(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    /// How many of the cheapest pools of a zone Spot capacity is spread over.
    public int cheapestPools() {
        return spotPools.orElse(USUAL_POOLS);
    }

    /// How many of `desired` units are On-Demand: the base, and of the rest the percentage, rounded
    /// up.
    public int onDemandOf(int desired) {
        int base = Math.min(desired, onDemandBase);
        return base + Math.ceilDiv((desired - base) * onDemandPercentAboveBase, 100);
    }
}
