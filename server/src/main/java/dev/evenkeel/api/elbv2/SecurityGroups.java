package dev.evenkeel.api.elbv2;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.api.Call;
import dev.evenkeel.model.SecurityGroup;
import dev.evenkeel.model.World;
import dev.evenkeel.wire.elbv2.Elbv2Errors;
import java.util.List;

/// The security groups a load balancer may be given.
final class SecurityGroups {
    private SecurityGroups() {}

    /// The VPC's own group, which a load balancer gets that names none.
    static String defaultGroup(World world, Call call) {
        return SecurityGroup.defaultOf(call.scope(), world.site().network()).groupId();
    }

    /// Refuses a group that does not exist.
    static List<String> checked(World world, Call call, List<String> groups) {
        for (String group : groups) {
            boolean known =
                    group.equals(defaultGroup(world, call))
                            || world.in(call.scope()).find(SecurityGroup.class, group).isPresent();
            if (!known) {
                throw new ApiFault(
                        Elbv2Errors.INVALID_SECURITY_GROUP,
                        "The security group '" + group + "' does not exist");
            }
        }
        return groups;
    }
}
