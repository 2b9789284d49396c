package dev.evenkeel.api.autoscaling;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.api.ec2.Zones;
import dev.evenkeel.model.Network;
import dev.evenkeel.model.World;
import dev.evenkeel.wire.Present;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Where a group's instances may stand. Subnets decide the zones; without subnets the zones' own
/// ones are taken.
record GroupZones(List<String> zones, List<String> subnets) {
    /// Empty if the request says nothing of places.
    static Optional<GroupZones> asked(
            World world,
            @Nullable List<String> zoneNames,
            @Nullable List<String> zoneIds,
            @Nullable String subnetList) {
        List<String> named = named(world, Present.orEmpty(zoneNames), Present.orEmpty(zoneIds));
        List<String> subnets = subnets(subnetList);
        if (subnets.isEmpty()) {
            return named.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new GroupZones(named, List.of()));
        }
        List<String> zones = zonesOf(world, subnets);
        if (!named.isEmpty() && !named.equals(zones)) {
            throw ApiFault.validation(
                    "The availability zones of the specified subnets and the Auto Scaling group do"
                            + " not match");
        }
        return Optional.of(new GroupZones(zones, subnets));
    }

    private static List<String> named(World world, List<String> names, List<String> ids) {
        var zones = new TreeSet<String>();
        for (String name : names) {
            if (!world.site().zones().contains(name)) {
                throw ApiFault.validation("Invalid availability zones: [" + name + "]");
            }
            zones.add(name);
        }
        for (String id : ids) {
            zones.add(
                    world.site().zones().stream()
                            .filter(zone -> Zones.idOf(zone).equals(id))
                            .findFirst()
                            .orElseThrow(() ->
                                    ApiFault.validation(
                                            "Invalid availability zone ids: [" + id + "]")));
        }
        return List.copyOf(zones);
    }

    private static List<String> subnets(@Nullable String list) {
        var subnets = new ArrayList<String>();
        for (String subnet : (list == null ? "" : list).split(",", -1)) {
            if (!subnet.isBlank()) {
                subnets.add(subnet.strip());
            }
        }
        return subnets;
    }

    private static List<String> zonesOf(World world, List<String> subnets) {
        var zones = new TreeSet<String>();
        for (String subnet : subnets) {
            zones.add(
                    world.site()
                            .network()
                            .subnet(subnet)
                            .map(Network.Subnet::zone)
                            .orElseThrow(() ->
                                    ApiFault.validation(
                                            "The subnet ID '" + subnet + "' does not exist")));
        }
        return List.copyOf(zones);
    }
}
