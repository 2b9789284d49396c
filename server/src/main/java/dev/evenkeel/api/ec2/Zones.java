package dev.evenkeel.api.ec2;

import dev.evenkeel.api.Call;
import dev.evenkeel.model.World;
import dev.evenkeel.wire.Present;
import dev.evenkeel.wire.ec2.AvailabilityZone;
import dev.evenkeel.wire.ec2.AvailabilityZoneMessage;
import dev.evenkeel.wire.ec2.DescribeAvailabilityZonesRequest;
import dev.evenkeel.wire.ec2.DescribeAvailabilityZonesResult;
import dev.evenkeel.wire.ec2.DescribeRegionsRequest;
import dev.evenkeel.wire.ec2.DescribeRegionsResult;
import dev.evenkeel.wire.ec2.Region;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The Availability Zones of this installation, and its one region.
public final class Zones {
    private static final Map<String, String> DIRECTIONS =
            Map.of(
                    "east",
                    "e",
                    "west",
                    "w",
                    "north",
                    "n",
                    "south",
                    "s",
                    "central",
                    "c",
                    "northeast",
                    "ne",
                    "northwest",
                    "nw",
                    "southeast",
                    "se",
                    "southwest",
                    "sw");

    private static final Filters<AvailabilityZone> FILTERS =
            new Filters<AvailabilityZone>()
                    .byEach("group-name", zone -> Stream.ofNullable(zone.groupName()))
                    .byEach("opt-in-status", zone -> Stream.ofNullable(zone.optInStatus()))
                    .byEach("region-name", zone -> Stream.ofNullable(zone.regionName()))
                    .byEach("state", zone -> Stream.ofNullable(zone.state()))
                    .byEach("zone-id", zone -> Stream.ofNullable(zone.zoneId()))
                    .byEach("zone-name", zone -> Stream.ofNullable(zone.zoneName()))
                    .byEach("zone-type", zone -> Stream.ofNullable(zone.zoneType()));

    private static final Filters<Region> REGION_FILTERS =
            new Filters<Region>()
                    .byEach("endpoint", region -> Stream.ofNullable(region.endpoint()))
                    .byEach("opt-in-status", region -> Stream.ofNullable(region.optInStatus()))
                    .byEach("region-name", region -> Stream.ofNullable(region.regionName()));

    private Zones() {}

    /// A zone's id, the same for every account: `use1-az1` for `us-east-1a`.
    public static String idOf(String zone) {
        String region = zone.substring(0, zone.length() - 1);
        var id = new StringBuilder();
        String[] parts = region.split("-");
        id.append(parts[0]);
        for (int i = 1; i < parts.length; i++) {
            id.append(DIRECTIONS.getOrDefault(parts[i], parts[i]));
        }
        int number = zone.charAt(zone.length() - 1) - 'a' + 1;
        return id.append("-az").append(number).toString();
    }

    static DescribeAvailabilityZonesResult describe(
            World world, Call call, DescribeAvailabilityZonesRequest input) {
        List<String> names = Present.orEmpty(input.zoneNames());
        List<String> ids = Present.orEmpty(input.zoneIds());
        List<AvailabilityZone> zones =
                world.site().zones().stream().map(zone -> shape(world, call, zone)).toList();
        for (String name : names) {
            if (!world.site().zones().contains(name)) {
                throw Ec2Faults.invalid("Invalid availability zone: [" + name + "]");
            }
        }
        for (String id : ids) {
            if (zones.stream().noneMatch(zone -> id.equals(zone.zoneId()))) {
                throw Ec2Faults.invalid("Invalid availability zone-id: [" + id + "]");
            }
        }
        return new DescribeAvailabilityZonesResult(
                zones.stream()
                        .filter(zone -> names.isEmpty() || names.contains(zone.zoneName()))
                        .filter(zone -> ids.isEmpty() || ids.contains(zone.zoneId()))
                        .filter(FILTERS.matching(input.filters()))
                        .toList());
    }

    private static AvailabilityZone shape(World world, Call call, String zone) {
        boolean out = world.isOut(call.scope(), zone);
        String region = call.scope().region();
        return AvailabilityZone.builder()
                .zoneName(zone)
                .zoneId(idOf(zone))
                .zoneType("availability-zone")
                .regionName(region)
                .groupName(region)
                .networkBorderGroup(region)
                .optInStatus("opt-in-not-required")
                .state(out ? "unavailable" : "available")
                .messages(
                        out
                                ? List.of(new AvailabilityZoneMessage("The zone is switched off."))
                                : List.of())
                .build();
    }

    static DescribeRegionsResult regions(World world, Call call, DescribeRegionsRequest input) {
        String home = world.site().home().region();
        for (String name : Present.orEmpty(input.regionNames())) {
            if (!name.equals(home)) {
                throw Ec2Faults.invalid("Invalid region provided: " + name);
            }
        }
        var region =
                Region.builder()
                        .regionName(home)
                        .endpoint("ec2." + home + ".amazonaws.com")
                        .optInStatus("opt-in-not-required")
                        .build();
        return new DescribeRegionsResult(
                Stream.of(region).filter(REGION_FILTERS.matching(input.filters())).toList());
    }
}
