package dev.evenkeel.api.ec2;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.api.Call;
import dev.evenkeel.api.Decision;
import dev.evenkeel.model.Change;
import dev.evenkeel.model.Instance;
import dev.evenkeel.model.InstanceId;
import dev.evenkeel.model.InstanceSettings;
import dev.evenkeel.model.Network;
import dev.evenkeel.model.ResourceIds;
import dev.evenkeel.model.World;
import dev.evenkeel.wire.ec2.Reservation;
import dev.evenkeel.wire.ec2.RunInstancesRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Launches instances: gives out their identities, in state `pending`; the control room starts
/// them.
final class RunInstances {
    private static final String OPERATION = "RunInstances";
    static final int MAX_INSTANCES = 1000;

    private final Machines machines;

    RunInstances(Machines machines) {
        this.machines = machines;
    }

    Decision<Reservation> decide(World world, Call call, RunInstancesRequest input) {
        var region = world.in(call.scope());
        var token = Repeat.of(OPERATION, input.clientToken(), input);
        Optional<List<String>> before = token.answeredBefore(region);
        if (before.isPresent()) {
            List<Instance> instances = new InstanceLookup(region).find(before.get());
            return Decision.unchanged(new InstanceShapes(world, machines).reservation(instances));
        }
        InstanceSettings settings =
                LaunchSettings.checked(world, region, RunParameters.settings(region, input));
        var subnet = LaunchPlace.choose(world, region, input);
        List<String> addresses = addresses(world, region, subnet, input);
        List<Instance> instances = instances(call, settings, subnet, addresses);
        var changes = new ArrayList<Change>();
        instances.forEach(instance -> changes.add(new Change.Put(instance)));
        List<String> ids = instances.stream().map(Instance::id).toList();
        changes.addAll(token.remember(region, ids, call.now()));
        return new Decision<>(changes, new InstanceShapes(world, machines).reservation(instances));
    }

    private static List<Instance> instances(
            Call call, InstanceSettings settings, Network.Subnet subnet, List<String> addresses) {
        String reservation = ResourceIds.ec2("r", call.random());
        return addresses.stream()
                .map(address -> instance(call, settings, reservation, place(call, subnet, address)))
                .toList();
    }

    private static Instance instance(
            Call call, InstanceSettings settings, String reservation, Instance.Placement place) {
        return new Instance(
                InstanceId.random(call.random()),
                call.scope(),
                reservation,
                place,
                settings,
                call.now(),
                Instance.State.PENDING,
                "",
                Optional.empty(),
                Optional.empty(),
                settings.tags());
    }

    private static Instance.Placement place(Call call, Network.Subnet subnet, String address) {
        return new Instance.Placement(
                subnet.zone(), subnet.subnetId(), address, ResourceIds.ec2("eni", call.random()));
    }

    /// One for every instance: as many as asked for at most, but no fewer than at least.
    private static List<String> addresses(
            World world, World.Region region, Network.Subnet subnet, RunInstancesRequest input) {
        int most = input.maxCount() == null ? 0 : input.maxCount();
        int least = input.minCount() == null ? 0 : input.minCount();
        checkCounts(region, least, most);
        var network = world.site().network();
        return IntStream.iterate(most, count -> count >= least, count -> count - 1)
                .mapToObj(count -> network.freeAddresses(world, subnet, count))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow(() ->
                        new ApiFault(
                                "InsufficientFreeAddressesInSubnet",
                                "There are not enough free addresses in subnet '"
                                        + subnet.subnetId()
                                        + "' to satisfy the requested number of"
                                        + " instances."));
    }

    private static void checkCounts(World.Region region, int least, int most) {
        if (least < 1) {
            throw Ec2Faults.invalid(
                    "Value ("
                            + least
                            + ") for parameter minCount is invalid. Expected a positive"
                            + " number.");
        }
        if (most < least) {
            throw Ec2Faults.invalid(
                    "Value ("
                            + most
                            + ") for parameter maxCount is invalid. It must not be less"
                            + " than minCount.");
        }
        long there = region.all(Instance.class).stream().filter(i -> !i.state().isEnding()).count();
        if (there + least > MAX_INSTANCES || most > MAX_INSTANCES) {
            throw new ApiFault(
                    "InstanceLimitExceeded",
                    "You have requested more instances ("
                            + (there + least)
                            + ") than your current instance limit of "
                            + MAX_INSTANCES
                            + " allows.");
        }
    }
}
