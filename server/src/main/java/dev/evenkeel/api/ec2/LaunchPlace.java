package dev.evenkeel.api.ec2;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.model.Instance;
import dev.evenkeel.model.Network;
import dev.evenkeel.model.World;
import dev.evenkeel.wire.ec2.RunInstancesRequest;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/// Where RunInstances launches: in the subnet or zone asked for, else in the reachable zone that
/// has the fewest instances.
final class LaunchPlace {
    private LaunchPlace() {}

    static Network.Subnet choose(World world, World.Region region, RunInstancesRequest input) {
        String zone = askedZone(input);
        Network.Subnet subnet =
                PrimaryInterface.of(input)
                        .subnetId()
                        .map(id -> bySubnet(world, id, zone))
                        .orElseGet(() ->
                                zone == null ? emptiest(world, region) : subnetOf(world, zone));
        if (world.isOut(region.scope(), subnet.zone())) {
            throw noCapacity(subnet.zone());
        }
        return subnet;
    }

    private static @Nullable String askedZone(RunInstancesRequest input) {
        return input.placement() == null ? null : input.placement().availabilityZone();
    }

    private static Network.Subnet bySubnet(World world, String subnetId, @Nullable String zone) {
        var subnet =
                world.site()
                        .network()
                        .subnet(subnetId)
                        .orElseThrow(() -> Ec2Faults.noSubnet(subnetId));
        if (zone != null && !zone.equals(subnet.zone())) {
            throw Ec2Faults.invalid(
                    "The availability zone '"
                            + zone
                            + "' does not match the subnet's availability zone '"
                            + subnet.zone()
                            + "'.");
        }
        return subnet;
    }

    private static Network.Subnet subnetOf(World world, String zone) {
        return world.site()
                .network()
                .subnetOf(zone)
                .orElseThrow(() -> Ec2Faults.invalid("Invalid availability zone: [" + zone + "]"));
    }

    private static Network.Subnet emptiest(World world, World.Region region) {
        return world.site().network().subnets().stream()
                .filter(subnet -> !world.isOut(region.scope(), subnet.zone()))
                .min(Comparator.comparingLong(subnet -> population(region, subnet)))
                .orElseThrow(() -> noCapacity("any"));
    }

    private static long population(World.Region region, Network.Subnet subnet) {
        return region.all(Instance.class).stream()
                .filter(instance -> !instance.state().isEnding())
                .filter(instance -> instance.placement().subnetId().equals(subnet.subnetId()))
                .count();
    }

    private static ApiFault noCapacity(String zone) {
        return new ApiFault(
                "InsufficientInstanceCapacity",
                "We currently do not have sufficient capacity in the Availability Zone you"
                        + " requested ("
                        + zone
                        + ").",
                500);
    }
}
