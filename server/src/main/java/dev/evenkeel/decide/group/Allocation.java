package dev.evenkeel.decide.group;

import dev.evenkeel.decide.group.Offers.Offer;
import dev.evenkeel.model.Instance;
import dev.evenkeel.model.InstanceType;
import dev.evenkeel.model.SpotNotice;
import dev.evenkeel.model.World;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// Where and as what a group's next instances are launched: in the zone that has least, On-Demand
/// until enough is, and what the strategy for that puts first. Each launch counts for the next.
final class Allocation {
    private final GroupView view;
    private final Offers offers;
    private final List<String> open;
    private final Instant now;
    private final Map<String, Integer> perZone;
    private final Map<SpotPool, Integer> perPool = new HashMap<>();
    private int onDemand;

    /// A launch to be.
    record Place(String zone, Offer offer) {}

    /// Where Spot capacity comes from: a type in a zone.
    private record SpotPool(String zone, String instanceType) {}

    private Allocation(GroupView view, List<Instance> staying, Instant now) {
        this.view = view;
        this.offers = Offers.of(view.world(), Refreshes.launching(view.world(), view.group()));
        this.open = view.launchZones(now);
        this.now = now;
        this.perZone = view.perZone(staying);
        staying.forEach(m -> count(isSpot(m), poolOf(m), GroupView.weight(m)));
    }

    /// Beside those that stay.
    static Allocation beside(GroupView view, List<Instance> staying, Instant now) {
        return new Allocation(view, staying, now);
    }

    static boolean isSpot(Instance member) {
        return member.settings().spot().isPresent();
    }

    private static SpotPool poolOf(Instance member) {
        return new SpotPool(member.placement().zone(), InstanceType.of(member.settings()));
    }

    private void count(boolean isSpot, SpotPool pool, int weight) {
        if (isSpot) {
            perPool.merge(pool, weight, Integer::sum);
        } else {
            onDemand += weight;
        }
    }

    /// Launches that come to `units` of capacity, the last of them perhaps to more. None if there
    /// is no zone to go to.
    List<Place> places(int units) {
        return places(units, () -> onDemand >= offers.distribution().onDemandOf(view.desired()));
    }

    /// The same with all of them Spot, or all On-Demand.
    List<Place> places(int units, boolean ofSpot) {
        return places(units, () -> ofSpot);
    }

    private List<Place> places(int units, BooleanSupplier wantsSpot) {
        var places = new ArrayList<Place>();
        int left = units;
        while (left > 0) {
            Optional<Place> next = next(!offers.spot().isEmpty() && wantsSpot.getAsBoolean());
            if (next.isEmpty()) {
                break;
            }
            places.add(next.get());
            left -= next.get().offer().weight();
        }
        return places;
    }

    /// Counts a launch that was decided on elsewhere.
    void add(Place place) {
        perZone.merge(place.zone(), place.offer().weight(), Integer::sum);
        count(
                place.offer().isSpot(),
                new SpotPool(place.zone(), place.offer().instanceType()),
                place.offer().weight());
    }

    private Optional<Place> next(boolean ofSpot) {
        Optional<Place> next =
                ZoneSpread.emptiest(view, open, perZone, now)
                        .map(zone ->
                                new Place(
                                        zone, ofSpot ? spot(zone) : offers.onDemand().getFirst()));
        next.ifPresent(this::add);
        return next;
    }

    /// With `lowest-price` the cheapest pools share the load; else the first pool takes it that is
    /// not short of capacity.
    private Offer spot(String zone) {
        return switch (offers.distribution().spotStrategy()) {
            case LOWEST_PRICE ->
                    offers.spot().stream()
                            .limit(offers.distribution().cheapestPools())
                            .min(Comparator.comparingInt(offer -> unitsIn(zone, offer)))
                            .orElseThrow();
            case CAPACITY_OPTIMIZED, CAPACITY_OPTIMIZED_PRIORITIZED, PRICE_CAPACITY_OPTIMIZED ->
                    offers.spot().stream()
                            .min(Comparator.comparing(offer -> isShort(zone, offer)))
                            .orElseThrow();
        };
    }

    /// Whether an instance of this pool was told lately that it may be reclaimed.
    private boolean isShort(String zone, Offer offer) {
        var pool = new SpotPool(zone, offer.instanceType());
        World.Region region = view.world().in(view.group().scope());
        return region.all(SpotNotice.class).stream()
                .flatMap(notice -> region.find(Instance.class, notice.id()).stream())
                .anyMatch(told -> poolOf(told).equals(pool));
    }

    private int unitsIn(String zone, Offer offer) {
        return perPool.getOrDefault(new SpotPool(zone, offer.instanceType()), 0);
    }
}
