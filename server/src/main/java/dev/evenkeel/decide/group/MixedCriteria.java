package dev.evenkeel.decide.group;

import dev.evenkeel.decide.group.Offers.Offer;
import dev.evenkeel.decide.group.TerminationChoice.Criterion;
import dev.evenkeel.model.Instance;
import dev.evenkeel.model.InstanceType;
import dev.evenkeel.model.LaunchSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// What is looked at besides when a mixed group shrinks: of which purchase option there is too
/// much, and whom the allocation strategy would launch last.
final class MixedCriteria {
    private final GroupView view;
    private final Offers offers;

    private MixedCriteria(GroupView view) {
        this.view = view;
        this.offers = Offers.of(view.world(), view.group());
    }

    /// Empty if the group has one kind of instance only.
    static Optional<MixedCriteria> of(GroupView view) {
        return switch (view.group().launchSource()) {
            case LaunchSource.Single _ -> Optional.empty();
            case LaunchSource.Mixed _ -> Optional.of(new MixedCriteria(view));
        };
    }

    /// Those go first whose purchase option there is too much of, if only by less than they are:
    /// what keeps its share to the unit may be what was just launched to even out the zones.
    Criterion purchaseOption(Collection<Instance> staying) {
        int wanted = offers.distribution().onDemandOf(view.desired());
        int onDemand =
                GroupView.units(staying.stream().filter(m -> !Allocation.isSpot(m)).toList())
                        - wanted;
        int spot = GroupView.units(staying) - onDemand - view.desired();
        return new Criterion(
                "of the purchase option there is too much of",
                Comparator.comparing(m -> excess(m, onDemand, spot) <= 0),
                m -> option(m) + ", " + excess(m, onDemand, spot) + " too much");
    }

    private static int excess(Instance member, int onDemand, int spot) {
        return Allocation.isSpot(member) ? spot : onDemand;
    }

    /// Those go first whom the strategy of their purchase option would launch last. On-Demand
    /// instances that were chosen by their price are all alike.
    Criterion alignment(String policy) {
        return new Criterion(
                policy + ": last choice of the allocation strategy",
                Comparator.comparingInt(m -> -rank(m)),
                m -> option(m) + " " + InstanceType.of(m.settings()) + ", choice " + (rank(m) + 1));
    }

    private int rank(Instance member) {
        return Allocation.isSpot(member) ? spotRank(member) : onDemandRank(member);
    }

    private int onDemandRank(Instance member) {
        return switch (offers.distribution().onDemandStrategy()) {
            case PRIORITIZED -> place(offers.onDemand(), member);
            case LOWEST_PRICE -> 0;
        };
    }

    private int spotRank(Instance member) {
        int place = place(offers.spot(), member);
        return switch (offers.distribution().spotStrategy()) {
            case LOWEST_PRICE -> Math.max(0, place + 1 - offers.distribution().cheapestPools());
            case CAPACITY_OPTIMIZED, CAPACITY_OPTIMIZED_PRIORITIZED, PRICE_CAPACITY_OPTIMIZED ->
                    place;
        };
    }

    /// A type that is offered no longer comes after all others.
    private static int place(List<Offer> offers, Instance member) {
        String type = InstanceType.of(member.settings());
        int place = 0;
        while (place < offers.size() && !offers.get(place).instanceType().equals(type)) {
            place++;
        }
        return place;
    }

    private static String option(Instance member) {
        return Allocation.isSpot(member) ? "Spot" : "On-Demand";
    }
}
