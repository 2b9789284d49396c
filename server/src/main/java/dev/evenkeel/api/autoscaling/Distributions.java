package dev.evenkeel.api.autoscaling;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.model.InstanceSettings.SpotRequest;
import dev.evenkeel.model.InstancesDistribution;
import dev.evenkeel.model.InstancesDistribution.OnDemandStrategy;
import dev.evenkeel.model.InstancesDistribution.SpotStrategy;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How much is On-Demand and how much Spot, between the wire and the model.
final class Distributions {
    private static final int MOST_POOLS = 20;

    private Distributions() {}

    static InstancesDistribution read(
            dev.evenkeel.wire.autoscaling.@Nullable InstancesDistribution asked,
            Optional<InstancesDistribution> before) {
        InstancesDistribution now = before.orElse(InstancesDistribution.USUAL);
        if (asked == null) {
            return now;
        }
        SpotStrategy strategy = spotStrategy(now, asked.spotAllocationStrategy());
        return new InstancesDistribution(
                onDemandStrategy(now, asked.onDemandAllocationStrategy()),
                base(now, asked.onDemandBaseCapacity()),
                percent(now, asked.onDemandPercentageAboveBaseCapacity()),
                strategy,
                pools(now, strategy, asked.spotInstancePools()),
                maxPrice(now, asked.spotMaxPrice()));
    }

    private static OnDemandStrategy onDemandStrategy(
            InstancesDistribution now, @Nullable String word) {
        if (word == null) {
            return now.onDemandStrategy();
        }
        return Arrays.stream(OnDemandStrategy.values())
                .filter(strategy -> strategy.word().equals(word))
                .findFirst()
                .orElseThrow(() -> invalid("OnDemandAllocationStrategy", word));
    }

    private static SpotStrategy spotStrategy(InstancesDistribution now, @Nullable String word) {
        if (word == null) {
            return now.spotStrategy();
        }
        return Arrays.stream(SpotStrategy.values())
                .filter(strategy -> strategy.word().equals(word))
                .findFirst()
                .orElseThrow(() -> invalid("SpotAllocationStrategy", word));
    }

    private static ApiFault invalid(String parameter, String word) {
        return ApiFault.validation("Invalid value '" + word + "' for " + parameter + ".");
    }

    private static int base(InstancesDistribution now, @Nullable Integer asked) {
        if (asked != null && asked < 0) {
            throw ApiFault.validation("OnDemandBaseCapacity must not be negative.");
        }
        return asked == null ? now.onDemandBase() : asked;
    }

    private static int percent(InstancesDistribution now, @Nullable Integer asked) {
        if (asked != null && (asked < 0 || asked > 100)) {
            throw ApiFault.validation(
                    "OnDemandPercentageAboveBaseCapacity must be between 0 and 100.");
        }
        return asked == null ? now.onDemandPercentAboveBase() : asked;
    }

    /// A number of pools means something only where the cheapest are taken.
    private static Optional<Integer> pools(
            InstancesDistribution now, SpotStrategy strategy, @Nullable Integer asked) {
        if (strategy != SpotStrategy.LOWEST_PRICE) {
            if (asked != null) {
                throw ApiFault.validation(
                        "SpotInstancePools option is only available with the lowest-price"
                                + " allocation strategy.");
            }
            return Optional.empty();
        }
        if (asked != null && (asked < 1 || asked > MOST_POOLS)) {
            throw ApiFault.validation(
                    "SpotInstancePools must be between 1 and " + MOST_POOLS + ".");
        }
        return asked == null ? now.spotPools() : Optional.of(asked);
    }

    /// An empty text takes the limit away.
    private static Optional<String> maxPrice(InstancesDistribution now, @Nullable String asked) {
        if (asked == null) {
            return now.spotMaxPrice();
        }
        if (asked.isEmpty()) {
            return Optional.empty();
        }
        if (!SpotRequest.isPrice(asked)) {
            throw invalid("SpotMaxPrice", asked);
        }
        return Optional.of(asked);
    }

    static dev.evenkeel.wire.autoscaling.InstancesDistribution shape(
            InstancesDistribution distribution) {
        boolean byPrice = distribution.spotStrategy() == SpotStrategy.LOWEST_PRICE;
        return dev.evenkeel.wire.autoscaling.InstancesDistribution.builder()
                .onDemandAllocationStrategy(distribution.onDemandStrategy().word())
                .onDemandBaseCapacity(distribution.onDemandBase())
                .onDemandPercentageAboveBaseCapacity(distribution.onDemandPercentAboveBase())
                .spotAllocationStrategy(distribution.spotStrategy().word())
                .spotInstancePools(byPrice ? distribution.cheapestPools() : null)
                .spotMaxPrice(distribution.spotMaxPrice().orElse(null))
                .build();
    }
}
