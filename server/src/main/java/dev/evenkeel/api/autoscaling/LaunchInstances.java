package dev.evenkeel.api.autoscaling;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.api.Call;
import dev.evenkeel.api.Decision;
import dev.evenkeel.api.ec2.Repeat;
import dev.evenkeel.api.ec2.Zones;
import dev.evenkeel.decide.Moment;
import dev.evenkeel.decide.group.DirectLaunch;
import dev.evenkeel.decide.group.DirectLaunch.Failure;
import dev.evenkeel.model.AutoScalingGroup;
import dev.evenkeel.model.AutoScalingGroup.Capacity;
import dev.evenkeel.model.Instance;
import dev.evenkeel.model.LaunchSource;
import dev.evenkeel.model.Network;
import dev.evenkeel.model.World;
import dev.evenkeel.wire.Present;
import dev.evenkeel.wire.autoscaling.InstanceCollection;
import dev.evenkeel.wire.autoscaling.LaunchInstancesError;
import dev.evenkeel.wire.autoscaling.LaunchInstancesRequest;
import dev.evenkeel.wire.autoscaling.LaunchInstancesResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Launches instances into a group at once, in one zone: the answer names them, or says why they
/// could not be launched.
///
/// A request that is sent again is answered as the first time.
final class LaunchInstances {
    private static final String OPERATION = "LaunchInstances";
    private static final int MOST = 100;
    private static final String RETRY = "retry-with-group-configuration";
    private static final String FAILED = "! ";

    private LaunchInstances() {}

    static Decision<LaunchInstancesResult> launch(
            World world, Call call, LaunchInstancesRequest input) {
        var lookup = new GroupLookup(world, call);
        AutoScalingGroup group = lookup.findToChange(input.autoScalingGroupName());
        var repeat = Repeat.of(OPERATION, input.clientToken(), input);
        Optional<List<String>> before = repeat.answeredBefore(lookup.region());
        Network.Subnet subnet = subnet(world, group, input);
        if (before.isPresent()) {
            return Decision.unchanged(told(lookup.region(), input, subnet, before.get()));
        }
        int count = input.requestedCapacity() == null ? 0 : input.requestedCapacity();
        requireLaunchable(group, count);
        var moment = new Moment(world, call.now(), call.random());
        DirectLaunch launch =
                DirectLaunch.of(
                        moment, group, subnet.zone(), count, RETRY.equals(input.retryStrategy()));
        var made = new ArrayList<>(launch.instances().stream().map(Instance::id).toList());
        launch.failed().ifPresent(why -> made.add(FAILED + why.code() + " " + why.message()));
        var changes = new ArrayList<>(launch.changes());
        changes.addAll(repeat.remember(lookup.region(), made, call.now()));
        World after = world.with(changes);
        return new Decision<>(changes, told(after.in(call.scope()), input, subnet, made));
    }

    private static void requireLaunchable(AutoScalingGroup group, int count) {
        if (group.launchSource() instanceof LaunchSource.Configuration) {
            throw ApiFault.validation(
                    "LaunchInstances is not supported for groups with a launch configuration. Use"
                            + " a launch template.");
        }
        if (group.launchSource() instanceof LaunchSource.Mixed) {
            throw ApiFault.validation(
                    "LaunchInstances is not supported for groups with a mixed instances policy.");
        }
        if (group.suspendedProcesses().contains("Launch")) {
            throw ApiFault.validation(
                    "The Launch process of AutoScalingGroup " + group.name() + " is suspended.");
        }
        if (count > MOST) {
            throw ApiFault.validation(
                    "RequestedCapacity must not be greater than " + MOST + " instances.");
        }
        Capacity capacity = group.capacity();
        if (capacity.desired() + count > capacity.max()) {
            throw ApiFault.validation(
                    "Launching "
                            + count
                            + " instances would raise the desired capacity of AutoScalingGroup "
                            + group.name()
                            + " from "
                            + capacity.desired()
                            + " above its max value "
                            + capacity.max()
                            + ".");
        }
    }

    private static Network.Subnet subnet(
            World world, AutoScalingGroup group, LaunchInstancesRequest input) {
        List<String> names = Present.orEmpty(input.availabilityZones());
        List<String> ids = Present.orEmpty(input.availabilityZoneIds());
        List<String> subnets = Present.orEmpty(input.subnetIds());
        if (!names.isEmpty() && !ids.isEmpty()) {
            throw ApiFault.validation(
                    "You cannot specify both AvailabilityZones and AvailabilityZoneIds.");
        }
        Optional<GroupZones> asked = GroupZones.asked(world, names, ids, String.join(",", subnets));
        if (asked.isEmpty() && group.zones().size() > 1) {
            throw ApiFault.validation(
                    "AvailabilityZones, AvailabilityZoneIds or SubnetIds is required for groups"
                            + " with several Availability Zones.");
        }
        String zone =
                asked.map(places -> places.zones().getFirst()).orElse(group.zones().getFirst());
        if (!group.zones().contains(zone)) {
            throw ApiFault.validation(
                    "The availability zone "
                            + zone
                            + " is not one of the AutoScalingGroup's: "
                            + group.zones());
        }
        return world.site().network().subnetOf(zone).orElseThrow();
    }

    private static LaunchInstancesResult told(
            World.Region region,
            LaunchInstancesRequest input,
            Network.Subnet subnet,
            List<String> made) {
        List<String> launched = made.stream().filter(id -> !id.startsWith(FAILED)).toList();
        String type = launched.isEmpty() ? "" : type(region, launched.getFirst());
        List<InstanceCollection> instances =
                launched.isEmpty()
                        ? List.of()
                        : List.of(
                                InstanceCollection.builder()
                                        .instanceType(type.isEmpty() ? null : type)
                                        .marketType("OnDemand")
                                        .subnetId(subnet.subnetId())
                                        .availabilityZone(subnet.zone())
                                        .availabilityZoneId(Zones.idOf(subnet.zone()))
                                        .instanceIds(launched)
                                        .build());
        List<LaunchInstancesError> errors =
                made.stream()
                        .filter(line -> line.startsWith(FAILED))
                        .map(line -> error(read(line), subnet))
                        .toList();
        return new LaunchInstancesResult(
                input.autoScalingGroupName(), input.clientToken(), instances, errors);
    }

    private static String type(World.Region region, String id) {
        return region.find(Instance.class, id)
                .flatMap(instance -> instance.settings().instanceType())
                .orElse("");
    }

    private static Failure read(String line) {
        int blank = line.indexOf(' ', FAILED.length());
        return new Failure(line.substring(FAILED.length(), blank), line.substring(blank + 1));
    }

    private static LaunchInstancesError error(Failure failure, Network.Subnet subnet) {
        return LaunchInstancesError.builder()
                .marketType("OnDemand")
                .subnetId(subnet.subnetId())
                .availabilityZone(subnet.zone())
                .availabilityZoneId(Zones.idOf(subnet.zone()))
                .errorCode(failure.code())
                .errorMessage(failure.message())
                .build();
    }
}
