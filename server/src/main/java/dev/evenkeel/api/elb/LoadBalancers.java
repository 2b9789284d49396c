package dev.evenkeel.api.elb;

import static dev.evenkeel.wire.Present.orEmpty;
import static java.util.Objects.requireNonNull;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.api.Call;
import dev.evenkeel.api.Decision;
import dev.evenkeel.api.Page;
import dev.evenkeel.model.Change;
import dev.evenkeel.model.ClassicLoadBalancer;
import dev.evenkeel.model.ClassicLoadBalancer.ListenerPorts;
import dev.evenkeel.model.World;
import dev.evenkeel.wire.elb.CreateAccessPointInput;
import dev.evenkeel.wire.elb.CreateAccessPointOutput;
import dev.evenkeel.wire.elb.CreateLoadBalancerListenerInput;
import dev.evenkeel.wire.elb.CreateLoadBalancerListenerOutput;
import dev.evenkeel.wire.elb.DeleteAccessPointInput;
import dev.evenkeel.wire.elb.DeleteAccessPointOutput;
import dev.evenkeel.wire.elb.DeleteLoadBalancerListenerInput;
import dev.evenkeel.wire.elb.DeleteLoadBalancerListenerOutput;
import dev.evenkeel.wire.elb.DescribeAccessPointsInput;
import dev.evenkeel.wire.elb.DescribeAccessPointsOutput;
import dev.evenkeel.wire.elb.ElbErrors;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Creating, showing and deleting Classic Load Balancers and their listeners.
final class LoadBalancers {
    private static final int PAGE = 400;

    private LoadBalancers() {}

    static Decision<CreateAccessPointOutput> create(
            World world, Call call, CreateAccessPointInput input) {
        ClassicLoadBalancer wanted = LoadBalancerRequest.of(world, call, input);
        World.Region region = world.in(call.scope());
        Optional<ClassicLoadBalancer> there = region.find(ClassicLoadBalancer.class, wanted.name());
        if (there.isPresent()) {
            if (!LoadBalancerRequest.asksFor(wanted, there.get())) {
                throw new ApiFault(
                        ElbErrors.DUPLICATE_ACCESS_POINT_NAME,
                        "Load Balancer named "
                                + wanted.name()
                                + " already exists and it is configured with different"
                                + " parameters.");
            }
            return Decision.unchanged(new CreateAccessPointOutput(there.get().dnsName()));
        }
        Quota.LOAD_BALANCERS.check(
                region.all(ClassicLoadBalancer.class).size() + 1, ElbErrors.TOO_MANY_ACCESS_POINTS);
        Quota.LISTENERS.check(wanted.listeners().size(), ElbErrors.INVALID_CONFIGURATION_REQUEST);
        return new Decision<>(
                List.of(new Change.Put(wanted)), new CreateAccessPointOutput(wanted.dnsName()));
    }

    static DescribeAccessPointsOutput describe(
            World world, Call call, DescribeAccessPointsInput input) {
        List<String> names = orEmpty(input.loadBalancerNames());
        List<ClassicLoadBalancer> chosen =
                names.isEmpty()
                        ? List.copyOf(world.in(call.scope()).all(ClassicLoadBalancer.class))
                        : names.stream()
                                .map(name -> Lookup.loadBalancer(world, call, name))
                                .distinct()
                                .sorted(Comparator.comparing(ClassicLoadBalancer::id))
                                .toList();
        Page<ClassicLoadBalancer> page =
                Page.of(
                        chosen,
                        ClassicLoadBalancer::id,
                        Page.Request.of(input.marker(), input.pageSize(), PAGE, "ValidationError"));
        return new DescribeAccessPointsOutput(
                page.items().stream().map(lb -> LoadBalancerView.of(world, lb)).toList(),
                page.next());
    }

    /// One that is gone already is no mistake.
    static Decision<DeleteAccessPointOutput> delete(
            World world, Call call, DeleteAccessPointInput input) {
        List<Change> changes =
                world
                        .in(call.scope())
                        .find(ClassicLoadBalancer.class, requireNonNull(input.loadBalancerName()))
                        .<Change>map(lb -> new Change.Remove(lb.key()))
                        .stream()
                        .toList();
        return new Decision<>(changes, new DeleteAccessPointOutput());
    }

    static Decision<CreateLoadBalancerListenerOutput> createListeners(
            World world, Call call, CreateLoadBalancerListenerInput input) {
        ClassicLoadBalancer lb = Lookup.loadBalancer(world, call, input.loadBalancerName());
        List<ListenerPorts> listeners =
                ListenerRequest.added(
                        world, call.scope(), lb.listeners(), orEmpty(input.listeners()));
        Quota.LISTENERS.check(listeners.size(), ElbErrors.INVALID_CONFIGURATION_REQUEST);
        return new Decision<>(
                List.of(new Change.Put(lb.withListeners(listeners))),
                new CreateLoadBalancerListenerOutput());
    }

    static Decision<DeleteLoadBalancerListenerOutput> deleteListeners(
            World world, Call call, DeleteLoadBalancerListenerInput input) {
        ClassicLoadBalancer lb = Lookup.loadBalancer(world, call, input.loadBalancerName());
        List<Integer> gone = orEmpty(input.loadBalancerPorts());
        List<ListenerPorts> listeners =
                lb.listeners().stream().filter(one -> !gone.contains(one.port())).toList();
        return new Decision<>(
                List.of(new Change.Put(lb.withListeners(listeners))),
                new DeleteLoadBalancerListenerOutput());
    }
}
