package dev.evenkeel.api.elb;

import static dev.evenkeel.wire.Present.orEmpty;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.api.Call;
import dev.evenkeel.api.Decision;
import dev.evenkeel.model.Change;
import dev.evenkeel.model.ClassicLoadBalancer;
import dev.evenkeel.model.SecurityGroup;
import dev.evenkeel.model.World;
import dev.evenkeel.wire.elb.ApplySecurityGroupsToLoadBalancerInput;
import dev.evenkeel.wire.elb.ApplySecurityGroupsToLoadBalancerOutput;
import dev.evenkeel.wire.elb.ElbErrors;
import java.util.List;

/// The security groups of a Classic Load Balancer.
final class SecurityGroups {
    private SecurityGroups() {}

    static Decision<ApplySecurityGroupsToLoadBalancerOutput> apply(
            World world, Call call, ApplySecurityGroupsToLoadBalancerInput input) {
        ClassicLoadBalancer lb = Lookup.loadBalancer(world, call, input.loadBalancerName());
        List<String> groups = orEmpty(input.securityGroups());
        if (groups.isEmpty()) {
            throw Lookup.invalid("At least one security group must be specified");
        }
        checkExist(world, call, groups);
        return new Decision<>(
                List.of(new Change.Put(lb.withSecurityGroups(groups))),
                new ApplySecurityGroupsToLoadBalancerOutput(groups));
    }

    /// The groups given, else the VPC's own.
    static List<String> orDefault(World world, Call call, List<String> groups) {
        checkExist(world, call, groups);
        return groups.isEmpty() ? List.of(own(world, call).groupId()) : groups;
    }

    /// The name of a group that exists.
    static String nameOf(World world, ClassicLoadBalancer lb) {
        SecurityGroup own = SecurityGroup.defaultOf(lb.scope(), world.site().network());
        return lb.securityGroups().stream()
                .findFirst()
                .flatMap(id -> world.in(lb.scope()).find(SecurityGroup.class, id))
                .orElse(own)
                .name();
    }

    private static SecurityGroup own(World world, Call call) {
        return SecurityGroup.defaultOf(call.scope(), world.site().network());
    }

    private static void checkExist(World world, Call call, List<String> groups) {
        for (String group : groups) {
            if (!group.equals(own(world, call).groupId())
                    && world.in(call.scope()).find(SecurityGroup.class, group).isEmpty()) {
                throw new ApiFault(
                        ElbErrors.INVALID_SECURITY_GROUP,
                        "One or more of the specified security groups do not exist: " + group);
            }
        }
    }
}
