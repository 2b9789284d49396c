package dev.evenkeel.api.ec2;

import dev.evenkeel.api.Call;
import dev.evenkeel.model.Instance;
import dev.evenkeel.model.World;
import dev.evenkeel.wire.Present;
import dev.evenkeel.wire.ec2.DescribeInstanceStatusRequest;
import dev.evenkeel.wire.ec2.DescribeInstanceStatusResult;
import dev.evenkeel.wire.ec2.DescribeInstancesRequest;
import dev.evenkeel.wire.ec2.DescribeInstancesResult;
import dev.evenkeel.wire.ec2.GetConsoleOutputRequest;
import dev.evenkeel.wire.ec2.GetConsoleOutputResult;
import dev.evenkeel.wire.ec2.GroupIdentifier;
import dev.evenkeel.wire.ec2.InstanceStatus;
import dev.evenkeel.wire.ec2.InstanceStatusDetails;
import dev.evenkeel.wire.ec2.InstanceStatusSummary;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Looks at instances: what they are, how they are, and what they printed.
final class Instances {
    private final Machines machines;

    Instances(Machines machines) {
        this.machines = machines;
    }

    DescribeInstancesResult describe(World world, Call call, DescribeInstancesRequest input) {
        List<Instance> all =
                asked(world, call, input.instanceIds())
                        .filter(filters(world).matching(input.filters()))
                        .toList();
        var page = Listing.page(all, Instance::id, input.nextToken(), input.maxResults());
        return new DescribeInstancesResult(
                page.next(), new InstanceShapes(world, machines).reservations(page.items()));
    }

    /// Sorted by id.
    private static Stream<Instance> asked(World world, Call call, @Nullable List<String> ids) {
        var region = world.in(call.scope());
        return Present.orEmpty(ids).isEmpty()
                ? region.all(Instance.class).stream()
                : new InstanceLookup(region)
                        .find(Present.orEmpty(ids)).stream()
                                .sorted((a, b) -> a.instanceId().compareTo(b.instanceId()));
    }

    private Filters<Instance> filters(World world) {
        var shapes = new InstanceShapes(world, machines);
        return new Filters<Instance>()
                .by("architecture", instance -> machines.architecture())
                .by("availability-zone", instance -> instance.placement().zone())
                .byEach("image-id", i -> i.settings().imageId().stream())
                .byFlag(
                        "hibernation-options.configured",
                        instance -> instance.settings().canHibernate())
                .by("instance-id", Instance::id)
                .byEach("instance-lifecycle", i -> i.settings().spot().map(_ -> "spot").stream())
                .by("instance-state-code", instance -> Integer.toString(instance.state().code()))
                .by("instance-state-name", instance -> instance.state().word())
                .by("instance-type", InstanceShapes::typeOf)
                .byEach("instance.group-id", ids(shapes))
                .byEach("instance.group-name", names(shapes))
                .byEach("key-name", i -> i.settings().keyName().stream())
                .by("launch-time", instance -> instance.launchedAt().toString())
                .by("monitoring-state", InstanceShapes::monitoring)
                .byEach(
                        "network-interface.network-interface-id",
                        i -> present(i, networkInterface(i)))
                .by("owner-id", instance -> instance.scope().account())
                .byEach("private-dns-name", i -> present(i, InstanceShapes.privateName(i)))
                .byEach("private-ip-address", i -> present(i, i.placement().address()))
                .byEach(
                        "network-interface.addresses.private-ip-address",
                        i -> present(i, i.placement().address()))
                .by("reservation-id", Instance::reservationId)
                .by("root-device-type", instance -> "ebs")
                .byEach("subnet-id", i -> present(i, i.placement().subnetId()))
                .by("tenancy", instance -> "default")
                .byEach("vpc-id", i -> present(i, world.site().network().vpcId()))
                .byTags(Instance::tags);
    }

    private static String networkInterface(Instance instance) {
        return instance.placement().networkInterfaceId();
    }

    private static Function<Instance, Stream<String>> ids(InstanceShapes shapes) {
        return i ->
                shapes.groups(i).stream().map(GroupIdentifier::groupId).flatMap(Stream::ofNullable);
    }

    private static Function<Instance, Stream<String>> names(InstanceShapes shapes) {
        return i ->
                shapes.groups(i).stream()
                        .map(GroupIdentifier::groupName)
                        .flatMap(Stream::ofNullable);
    }

    /// A terminated instance is no longer in the network.
    private static Stream<String> present(Instance instance, String value) {
        return instance.state() == Instance.State.TERMINATED ? Stream.empty() : Stream.of(value);
    }

    static DescribeInstanceStatusResult statuses(
            World world, Call call, DescribeInstanceStatusRequest input) {
        boolean every = Present.isTrue(input.includeAllInstances());
        var filters =
                new Filters<Instance>()
                        .by("availability-zone", instance -> instance.placement().zone())
                        .by("instance-state-name", instance -> instance.state().word())
                        .by("instance-state-code", i -> Integer.toString(i.state().code()))
                        .by("instance-status.status", i -> status(world, i))
                        .by("system-status.status", i -> status(world, i));
        List<Instance> all =
                asked(world, call, input.instanceIds())
                        .filter(i -> every || i.state() == Instance.State.RUNNING)
                        .filter(filters.matching(input.filters()))
                        .toList();
        var page = Listing.page(all, Instance::id, input.nextToken(), input.maxResults());
        return new DescribeInstanceStatusResult(
                page.items().stream().map(instance -> statusShape(world, instance)).toList(),
                page.next());
    }

    /// An instance that runs is well, unless its zone is cut off.
    private static String status(World world, Instance instance) {
        if (instance.state() != Instance.State.RUNNING) {
            return "not-applicable";
        }
        return world.isOut(instance.scope(), instance.placement().zone()) ? "impaired" : "ok";
    }

    private static InstanceStatus statusShape(World world, Instance instance) {
        String status = status(world, instance);
        String reachability =
                switch (status) {
                    case "ok" -> "passed";
                    case "impaired" -> "failed";
                    default -> "";
                };
        List<InstanceStatusDetails> details =
                reachability.isEmpty()
                        ? List.of()
                        : List.of(new InstanceStatusDetails(null, "reachability", reachability));
        var summary = new InstanceStatusSummary(details, status);
        return InstanceStatus.builder()
                .instanceId(instance.id())
                .availabilityZone(instance.placement().zone())
                .availabilityZoneId(Zones.idOf(instance.placement().zone()))
                .instanceState(InstanceShapes.state(instance.state()))
                .instanceStatus(summary)
                .systemStatus(summary)
                .events(List.of())
                .build();
    }

    GetConsoleOutputResult console(World world, Call call, GetConsoleOutputRequest input) {
        Instance instance = new InstanceLookup(world.in(call.scope())).find(input.instanceId());
        var answer = GetConsoleOutputResult.builder().instanceId(instance.id());
        machines.console(instance.instanceId())
                .ifPresentOrElse(
                        console ->
                                answer.timestamp(console.writtenAt())
                                        .output(base64(console.text())),
                        () -> answer.timestamp(call.now()));
        return answer.build();
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
