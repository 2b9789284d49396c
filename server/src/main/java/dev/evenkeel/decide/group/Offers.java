package dev.evenkeel.decide.group;

import dev.evenkeel.model.AutoScalingGroup;
import dev.evenkeel.model.Instance;
import dev.evenkeel.model.InstanceSettings;
import dev.evenkeel.model.InstanceSettings.SpotRequest;
import dev.evenkeel.model.InstanceType;
import dev.evenkeel.model.InstancesDistribution;
import dev.evenkeel.model.LaunchSource;
import dev.evenkeel.model.LaunchSource.LaunchOverride;
import dev.evenkeel.model.Scope;
import dev.evenkeel.model.Tags;
import dev.evenkeel.model.World;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// What a group may launch, in the order of its preference. A group with one template is a mixed
/// one with a single offer that is all On-Demand.
record Offers(List<Offer> onDemand, List<Offer> spot, InstancesDistribution distribution) {
    /// What an instance would be launched from, with what is to be different from what that says,
    /// and how many units of capacity it would be.
    record Offer(LaunchSource.Single source, InstanceSettings changes, int weight) {
        boolean isSpot() {
            return changes.spot().isPresent();
        }

        String instanceType() {
            return changes.instanceType().orElse(InstanceType.DEFAULT);
        }

        boolean isTooDear() {
            return LaunchTicket.spotPriceAbove(changes).isPresent();
        }

        /// Millionths of a dollar for a unit and an hour. A type that is not in the catalogue comes
        /// last.
        private double unitPrice() {
            return InstanceType.find(instanceType())
                    .map(type -> (double) type.price() / weight)
                    .orElse(Double.MAX_VALUE);
        }
    }

    Offers {
        onDemand = List.copyOf(onDemand);
        spot = List.copyOf(spot);
    }

    static Offers of(World world, AutoScalingGroup group) {
        return switch (group.launchSource()) {
            case LaunchSource.Single single ->
                    new Offers(
                            List.of(new Offer(single, InstanceSettings.EMPTY, 1)),
                            List.of(),
                            InstancesDistribution.USUAL);
            case LaunchSource.Mixed mixed -> of(world, group.scope(), mixed);
        };
    }

    private static Offers of(World world, Scope scope, LaunchSource.Mixed mixed) {
        InstancesDistribution told = mixed.distribution();
        List<LaunchOverride> overrides =
                mixed.overrides().isEmpty() ? List.of(NOTHING) : mixed.overrides();
        List<Offer> onDemand =
                overrides.stream()
                        .map(o -> offer(world, scope, mixed, o, Optional.empty()))
                        .toList();
        var request = Optional.of(new SpotRequest(told.spotMaxPrice()));
        List<Offer> spot =
                affordable(
                        overrides.stream()
                                .map(o -> offer(world, scope, mixed, o, request))
                                .toList());
        return new Offers(
                switch (told.onDemandStrategy()) {
                    case PRIORITIZED -> onDemand;
                    case LOWEST_PRICE -> cheapestFirst(onDemand);
                },
                switch (told.spotStrategy()) {
                    case LOWEST_PRICE, PRICE_CAPACITY_OPTIMIZED -> cheapestFirst(spot);
                    case CAPACITY_OPTIMIZED, CAPACITY_OPTIMIZED_PRIORITIZED -> spot;
                },
                told);
    }

    private static final LaunchOverride NOTHING =
            new LaunchOverride(
                    Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    private static Offer offer(
            World world,
            Scope scope,
            LaunchSource.Mixed mixed,
            LaunchOverride override,
            Optional<SpotRequest> spot) {
        LaunchSource.Template source = override.template().orElse(mixed.template());
        Optional<String> ofTemplate =
                LaunchTicket.of(world, scope, source)
                        .flatMap(ticket -> ticket.settings().instanceType());
        var changes =
                new InstanceSettings(
                        override.imageId(),
                        override.instanceType().or(() -> ofTemplate),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        Optional.empty(),
                        Tags.NONE,
                        new InstanceSettings.Options(Optional.empty(), Optional.empty(), spot));
        return new Offer(source, changes, override.weight().orElse(1));
    }

    /// Those that cost no more than may be paid; all if there are none, so that it can be told.
    private static List<Offer> affordable(List<Offer> spot) {
        List<Offer> affordable = spot.stream().filter(offer -> !offer.isTooDear()).toList();
        return affordable.isEmpty() ? spot : affordable;
    }

    private static List<Offer> cheapestFirst(List<Offer> offers) {
        return offers.stream().sorted(Comparator.comparingDouble(Offer::unitPrice)).toList();
    }

    /// Whether a launch now could have made this member: from the same version, as the same type.
    boolean include(World world, Instance member) {
        Optional<LaunchSource.Single> from = GroupView.membership(member).launchedFrom();
        return (Allocation.isSpot(member) && !spot.isEmpty() ? spot : onDemand)
                .stream()
                        .filter(offer -> isOfType(offer, member))
                        .anyMatch(offer ->
                                LaunchTicket.of(world, member.scope(), offer.source())
                                        .map(LaunchTicket::source)
                                        .equals(from));
    }

    private static boolean isOfType(Offer offer, Instance member) {
        Optional<String> asked = offer.changes().instanceType();
        return asked.isEmpty() || asked.equals(member.settings().instanceType());
    }
}
