package dev.evenkeel.api.elb;

import static dev.evenkeel.wire.Present.orEmpty;

import dev.evenkeel.api.Call;
import dev.evenkeel.api.Decision;
import dev.evenkeel.model.Change;
import dev.evenkeel.model.ClassicLoadBalancer;
import dev.evenkeel.model.ClassicLoadBalancer.Registration;
import dev.evenkeel.model.InstanceId;
import dev.evenkeel.model.World;
import dev.evenkeel.wire.elb.DeregisterEndPointsInput;
import dev.evenkeel.wire.elb.DeregisterEndPointsOutput;
import dev.evenkeel.wire.elb.ElbErrors;
import dev.evenkeel.wire.elb.RegisterEndPointsInput;
import dev.evenkeel.wire.elb.RegisterEndPointsOutput;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Registering and deregistering instances.
final class Registrations {
    private Registrations() {}

    static Decision<RegisterEndPointsOutput> register(
            World world, Call call, RegisterEndPointsInput input) {
        ClassicLoadBalancer lb = Lookup.loadBalancer(world, call, input.loadBalancerName());
        var all = new ArrayList<>(lb.instances());
        for (InstanceId id : Lookup.instances(world, call, orEmpty(input.instances()))) {
            boolean there =
                    all.stream()
                            .anyMatch(one ->
                                    one.instance().equals(id) && one.drainsUntil().isEmpty());
            if (!there) {
                all.removeIf(one -> one.instance().equals(id));
                all.add(new Registration(id, call.now(), Optional.empty()));
            }
        }
        Quota.INSTANCES.check(all.size(), ElbErrors.INVALID_END_POINT);
        ClassicLoadBalancer changed = lb.withInstances(all);
        return new Decision<>(
                List.of(new Change.Put(changed)),
                new RegisterEndPointsOutput(LoadBalancerView.instances(changed)));
    }

    /// With connection draining an instance finishes its requests first; without, it leaves at
    /// once.
    static Decision<DeregisterEndPointsOutput> deregister(
            World world, Call call, DeregisterEndPointsInput input) {
        ClassicLoadBalancer lb = Lookup.loadBalancer(world, call, input.loadBalancerName());
        List<InstanceId> leaving = Lookup.instances(world, call, orEmpty(input.instances()));
        Duration delay = lb.drainingTime();
        var all = new ArrayList<Registration>();
        for (Registration one : lb.instances()) {
            if (!leaving.contains(one.instance()) || one.drainsUntil().isPresent()) {
                all.add(one);
            } else if (!delay.isZero()) {
                all.add(
                        new Registration(
                                one.instance(),
                                one.registeredAt(),
                                Optional.of(call.now().plus(delay))));
            }
        }
        ClassicLoadBalancer changed = lb.withInstances(all);
        return new Decision<>(
                List.of(new Change.Put(changed)),
                new DeregisterEndPointsOutput(LoadBalancerView.instances(changed)));
    }
}
