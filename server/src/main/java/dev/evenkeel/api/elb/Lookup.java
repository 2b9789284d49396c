package dev.evenkeel.api.elb;

import static java.util.Objects.requireNonNull;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.api.Call;
import dev.evenkeel.model.ClassicLoadBalancer;
import dev.evenkeel.model.Instance;
import dev.evenkeel.model.InstanceId;
import dev.evenkeel.model.World;
import dev.evenkeel.wire.elb.ElbErrors;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Finds what a request names, or answers with AWS's not-found error.
final class Lookup {
    private Lookup() {}

    static ClassicLoadBalancer loadBalancer(World world, Call call, @Nullable String name) {
        return world.in(call.scope())
                .find(ClassicLoadBalancer.class, requireNonNull(name))
                .orElseThrow(() ->
                        new ApiFault(
                                ElbErrors.ACCESS_POINT_NOT_FOUND,
                                "There is no ACTIVE Load Balancer named '" + name + "'"));
    }

    /// The ids of instances that exist.
    static List<InstanceId> instances(
            World world, Call call, List<dev.evenkeel.wire.elb.Instance> named) {
        var ids = new ArrayList<InstanceId>();
        for (var one : named) {
            String id = String.valueOf(one.instanceId());
            if (!InstanceId.isInstanceId(id)) {
                throw new ApiFault(
                        ElbErrors.INVALID_END_POINT, "Invalid EC2 instance ID '" + id + "'.");
            }
            if (world.in(call.scope()).find(Instance.class, id).isEmpty()) {
                throw new ApiFault(
                        ElbErrors.INVALID_END_POINT, "Could not find EC2 instance " + id + ".");
            }
            ids.add(new InstanceId(id));
        }
        return ids.stream().distinct().toList();
    }

    static ApiFault noListener(ClassicLoadBalancer lb, int port) {
        return new ApiFault(
                ElbErrors.LISTENER_NOT_FOUND,
                lb.name() + " does not have a listener with load balancer port " + port);
    }

    static ApiFault invalid(String message) {
        return new ApiFault(ElbErrors.INVALID_CONFIGURATION_REQUEST, message);
    }
}
