package dev.evenkeel.api.elbv2;

import static dev.evenkeel.wire.Present.orEmpty;
import static java.util.Objects.requireNonNull;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.api.Call;
import dev.evenkeel.api.Decision;
import dev.evenkeel.api.Page;
import dev.evenkeel.model.Change;
import dev.evenkeel.model.Listener;
import dev.evenkeel.model.ListenerRule;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.World;
import dev.evenkeel.wire.elbv2.CreateLoadBalancerInput;
import dev.evenkeel.wire.elbv2.CreateLoadBalancerOutput;
import dev.evenkeel.wire.elbv2.DeleteLoadBalancerInput;
import dev.evenkeel.wire.elbv2.DeleteLoadBalancerOutput;
import dev.evenkeel.wire.elbv2.DescribeCapacityReservationInput;
import dev.evenkeel.wire.elbv2.DescribeCapacityReservationOutput;
import dev.evenkeel.wire.elbv2.DescribeLoadBalancersInput;
import dev.evenkeel.wire.elbv2.DescribeLoadBalancersOutput;
import dev.evenkeel.wire.elbv2.Elbv2Errors;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Creating, showing and deleting Application and Network Load Balancers.
final class LoadBalancers {
    private LoadBalancers() {}

    static Decision<CreateLoadBalancerOutput> create(
            World world, Call call, CreateLoadBalancerInput input) {
        LoadBalancer wanted = LoadBalancerRequest.of(world, call, input);
        World.Region region = world.in(call.scope());
        Optional<LoadBalancer> existing = Lookup.loadBalancerNamed(region, wanted.name());
        if (existing.isPresent()) {
            if (!LoadBalancerRequest.asksFor(wanted, existing.get())) {
                throw new ApiFault(
                        Elbv2Errors.DUPLICATE_LOAD_BALANCER_NAME,
                        "A load balancer with the same name '"
                                + wanted.name()
                                + "' exists, but with different settings");
            }
            return Decision.unchanged(created(world, existing.get()));
        }
        checkQuota(region, wanted.type());
        return new Decision<>(List.of(new Change.Put(wanted)), created(world, wanted));
    }

    private static CreateLoadBalancerOutput created(World world, LoadBalancer lb) {
        return new CreateLoadBalancerOutput(List.of(LoadBalancerView.of(world, lb)));
    }

    private static void checkQuota(World.Region region, LoadBalancer.Type type) {
        Quota quota =
                switch (type) {
                    case APPLICATION -> Quota.APPLICATION_LOAD_BALANCERS;
                    case NETWORK -> Quota.NETWORK_LOAD_BALANCERS;
                };
        long existing =
                region.all(LoadBalancer.class).stream().filter(lb -> lb.type() == type).count();
        quota.check(
                (int) existing + 1,
                Elbv2Errors.TOO_MANY_LOAD_BALANCERS,
                "The maximum number of load balancers has been reached");
    }

    static DescribeLoadBalancersOutput describe(
            World world, Call call, DescribeLoadBalancersInput input) {
        Page<LoadBalancer> page =
                Page.of(
                        chosen(world.in(call.scope()), input),
                        LoadBalancer::id,
                        Lookup.page(input.marker(), input.pageSize()));
        return new DescribeLoadBalancersOutput(
                page.items().stream().map(lb -> LoadBalancerView.of(world, lb)).toList(),
                page.next());
    }

    private static List<LoadBalancer> chosen(
            World.Region region, DescribeLoadBalancersInput input) {
        List<String> arns = orEmpty(input.loadBalancerArns());
        List<String> names = orEmpty(input.names());
        if (!arns.isEmpty() && !names.isEmpty()) {
            throw ApiFault.validation(
                    "Load balancer names and load balancer ARNs cannot be specified at the same"
                            + " time");
        }
        if (arns.isEmpty() && names.isEmpty()) {
            return List.copyOf(region.all(LoadBalancer.class));
        }
        var chosen = new ArrayList<LoadBalancer>();
        arns.forEach(arn -> chosen.add(Lookup.loadBalancer(region, arn)));
        names.forEach(name -> chosen.add(named(region, name)));
        return chosen.stream().distinct().sorted(Comparator.comparing(LoadBalancer::id)).toList();
    }

    private static LoadBalancer named(World.Region region, String name) {
        return Lookup.loadBalancerNamed(region, name)
                .orElseThrow(() ->
                        new ApiFault(
                                Elbv2Errors.LOAD_BALANCER_NOT_FOUND,
                                "Load balancers '[" + name + "]' not found"));
    }

    /// Takes its listeners and rules with it; target groups stay. One that is gone already is no
    /// mistake.
    static Decision<DeleteLoadBalancerOutput> delete(
            World world, Call call, DeleteLoadBalancerInput input) {
        String arn = requireNonNull(input.loadBalancerArn());
        ArnKind.LOAD_BALANCER.check(arn);
        World.Region region = world.in(call.scope());
        Optional<LoadBalancer> found = region.find(LoadBalancer.class, arn);
        var changes = new ArrayList<Change>();
        found.ifPresent(lb -> changes.addAll(without(region, lb)));
        return new Decision<>(changes, new DeleteLoadBalancerOutput());
    }

    private static List<Change> without(World.Region region, LoadBalancer lb) {
        if (lb.attributes().isTrue("deletion_protection.enabled", false)) {
            throw new ApiFault(
                    Elbv2Errors.OPERATION_NOT_PERMITTED,
                    "Load balancer '"
                            + lb.arn()
                            + "' cannot be deleted because deletion protection is enabled");
        }
        var changes = new ArrayList<Change>();
        for (Listener listener : Lookup.listeners(region, lb)) {
            changes.addAll(without(region, listener));
        }
        changes.add(new Change.Remove(lb.key()));
        return changes;
    }

    /// The changes that remove a listener and its rules.
    static List<Change> without(World.Region region, Listener listener) {
        var changes = new ArrayList<Change>();
        for (ListenerRule rule : Lookup.rules(region, listener)) {
            changes.add(new Change.Remove(rule.key()));
        }
        changes.add(new Change.Remove(listener.key()));
        return changes;
    }

    /// Capacity is never reserved here, which is what AWS shows until somebody reserves some.
    static DescribeCapacityReservationOutput capacityReservation(
            World world, Call call, DescribeCapacityReservationInput input) {
        Lookup.loadBalancer(world.in(call.scope()), requireNonNull(input.loadBalancerArn()));
        return DescribeCapacityReservationOutput.builder().build();
    }
}
