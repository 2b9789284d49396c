package dev.evenkeel.api.ec2;

import dev.evenkeel.api.Call;
import dev.evenkeel.model.InstanceType;
import dev.evenkeel.model.World;
import dev.evenkeel.wire.Present;
import dev.evenkeel.wire.ec2.DescribeSpotPriceHistoryRequest;
import dev.evenkeel.wire.ec2.DescribeSpotPriceHistoryResult;
import dev.evenkeel.wire.ec2.SpotPrice;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// What Spot capacity costs: what groups are launched by. No price ever changes here, so each pool
/// has the one that it has had for as long as prices are remembered.
final class SpotPrices {
    private static final Duration REMEMBERED = Duration.ofDays(90);
    private static final String LINUX = "Linux/UNIX";

    private static final Filters<Pool> FILTERS =
            new Filters<Pool>()
                    .by("availability-zone", Pool::zone)
                    .by("availability-zone-id", pool -> Zones.idOf(pool.zone()))
                    .by("instance-type", pool -> pool.type().name())
                    .by("product-description", _ -> LINUX)
                    .by("spot-price", Pool::price)
                    .by("timestamp", pool -> pool.since().toString());

    private SpotPrices() {}

    private record Pool(InstanceType type, String zone, Instant since) {
        String id() {
            return type.name() + " " + zone;
        }

        String price() {
            return BigDecimal.valueOf(type.spotPrice(), 6).toPlainString();
        }
    }

    static DescribeSpotPriceHistoryResult describe(
            World world, Call call, DescribeSpotPriceHistoryRequest input) {
        Instant since = call.now().minus(REMEMBERED).truncatedTo(ChronoUnit.DAYS);
        List<Pool> asked =
                pools(world, since)
                        .filter(pool -> isAsked(pool, input))
                        .filter(FILTERS.matching(input.filters()))
                        .sorted(Comparator.comparing(Pool::id))
                        .toList();
        var page = Listing.page(asked, Pool::id, input.nextToken(), input.maxResults());
        return new DescribeSpotPriceHistoryResult(
                page.next(), page.items().stream().map(SpotPrices::shape).toList());
    }

    private static Stream<Pool> pools(World world, Instant since) {
        return InstanceType.CATALOGUE.stream()
                .flatMap(type -> world.site().zones().stream().map(z -> new Pool(type, z, since)));
    }

    private static boolean isAsked(Pool pool, DescribeSpotPriceHistoryRequest input) {
        List<String> types = Present.orEmpty(input.instanceTypes());
        List<String> products = Present.orEmpty(input.productDescriptions());
        String zone = input.availabilityZone();
        String zoneId = input.availabilityZoneId();
        if (zone != null && zoneId != null) {
            throw Ec2Faults.combination(
                    "AvailabilityZone and AvailabilityZoneId cannot be specified together.");
        }
        Instant end = input.endTime();
        return (types.isEmpty() || types.contains(pool.type().name()))
                && (products.isEmpty() || products.stream().anyMatch(p -> p.startsWith(LINUX)))
                && (zone == null || zone.equals(pool.zone()))
                && (zoneId == null || zoneId.equals(Zones.idOf(pool.zone())))
                && (end == null || !end.isBefore(pool.since()));
    }

    private static SpotPrice shape(Pool pool) {
        return SpotPrice.builder()
                .availabilityZone(pool.zone())
                .availabilityZoneId(Zones.idOf(pool.zone()))
                .instanceType(pool.type().name())
                .productDescription(LINUX)
                .spotPrice(pool.price())
                .timestamp(pool.since())
                .build();
    }
}
