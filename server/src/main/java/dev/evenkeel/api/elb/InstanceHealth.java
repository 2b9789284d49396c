package dev.evenkeel.api.elb;

import static dev.evenkeel.wire.Present.orEmpty;

import dev.evenkeel.api.Call;
import dev.evenkeel.model.ClassicLoadBalancer;
import dev.evenkeel.model.ClassicLoadBalancer.Registration;
import dev.evenkeel.model.Instance;
import dev.evenkeel.model.InstanceId;
import dev.evenkeel.model.TargetHealth;
import dev.evenkeel.model.World;
import dev.evenkeel.wire.elb.DescribeEndPointStateInput;
import dev.evenkeel.wire.elb.DescribeEndPointStateOutput;
import dev.evenkeel.wire.elb.InstanceState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The state of each instance, in AWS's words: what follows from the world first, then what the
/// health checks saw.
final class InstanceHealth {
    private static final String IN = "InService";
    private static final String OUT = "OutOfService";
    private static final String NONE = "N/A";
    private static final String BY_INSTANCE = "Instance";
    private static final String BY_ELB = "ELB";

    private final World world;
    private final ClassicLoadBalancer loadBalancer;

    private InstanceHealth(World world, ClassicLoadBalancer loadBalancer) {
        this.world = world;
        this.loadBalancer = loadBalancer;
    }

    static DescribeEndPointStateOutput describe(
            World world, Call call, DescribeEndPointStateInput input) {
        ClassicLoadBalancer lb = Lookup.loadBalancer(world, call, input.loadBalancerName());
        var health = new InstanceHealth(world, lb);
        List<InstanceId> named = Lookup.instances(world, call, orEmpty(input.instances()));
        List<InstanceId> all =
                named.isEmpty()
                        ? lb.instances().stream().map(Registration::instance).toList()
                        : named;
        var states = new ArrayList<InstanceState>();
        for (InstanceId id : all) {
            states.add(health.of(id));
        }
        return new DescribeEndPointStateOutput(states);
    }

    private InstanceState of(InstanceId id) {
        Optional<Registration> registration =
                loadBalancer.instances().stream()
                        .filter(one -> one.instance().equals(id))
                        .findFirst();
        if (registration.isEmpty()) {
            return state(
                    id,
                    OUT,
                    BY_INSTANCE,
                    "Instance is not currently registered with the LoadBalancer.");
        }
        if (registration.get().drainsUntil().isPresent()) {
            return state(id, IN, NONE, "Instance deregistration currently in progress.");
        }
        Optional<Instance> instance =
                world.in(loadBalancer.scope()).find(Instance.class, id.value());
        if (instance.isEmpty() || instance.get().state() != Instance.State.RUNNING) {
            return notRunning(id, instance);
        }
        return isEnabled(instance.get().placement().zone()) ? observed(id) : zoneNotEnabled(id);
    }

    private static InstanceState notRunning(InstanceId id, Optional<Instance> instance) {
        String word = instance.map(Instance::state).orElse(Instance.State.TERMINATED).word();
        return state(id, OUT, BY_INSTANCE, "Instance is in " + word + " state.");
    }

    private boolean isEnabled(String zone) {
        return loadBalancer.nodes().stream().anyMatch(node -> node.zone().equals(zone));
    }

    private static InstanceState zoneNotEnabled(InstanceId id) {
        return state(
                id,
                OUT,
                BY_ELB,
                "Instance is in the EC2 Availability Zone for which LoadBalancer is not configured"
                        + " to route traffic to.");
    }

    private InstanceState observed(InstanceId id) {
        TargetHealth health = world.health(loadBalancer.ref(id));
        return switch (health.state()) {
            case INITIAL -> state(id, OUT, BY_ELB, "Instance registration is still in progress.");
            case HEALTHY -> state(id, IN, NONE, NONE);
            case UNHEALTHY -> state(id, OUT, BY_INSTANCE, health.description());
        };
    }

    private static InstanceState state(
            InstanceId id, String state, String reason, String description) {
        return new InstanceState(id.value(), state, reason, description);
    }
}
