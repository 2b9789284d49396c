package dev.evenkeel.model;

import java.util.List;

/// A security group: stored and answered, not enforced on the loopback network.
public record SecurityGroup(
        Scope scope,
        String groupId,
        String name,
        String description,
        List<Permission> ingress,
        List<Permission> egress,
        Tags tags)
        implements Resource {
    public SecurityGroup {
        ingress = List.copyOf(ingress);
        egress = List.copyOf(egress);
    }

    @Override
    public String id() {
        return groupId;
    }

    /// The group `default` that every VPC has: members reach each other, and everything is let out.
    /// Its id follows from the VPC's. It is in a world only once somebody changed it.
    public static SecurityGroup defaultOf(Scope scope, Network network) {
        String digits = network.vpcId().substring("vpc-".length());
        String groupId = "sg-" + digits;
        var fromItself = new Permission("sgr-" + digits, "-1", -1, -1, groupId, "");
        String outwards = "sgr-" + new StringBuilder(digits).reverse();
        var toEverywhere = new Permission(outwards, "-1", -1, -1, "0.0.0.0/0", "");
        return new SecurityGroup(
                scope,
                groupId,
                "default",
                "default VPC security group",
                List.of(fromItself),
                List.of(toEverywhere),
                Tags.NONE);
    }

    /// One rule. `protocol` is `tcp`, `udp`, `icmp` or `-1`; `peer` a CIDR block or a security
    /// group's id; ports -1 when they have no meaning.
    public record Permission(
            String ruleId,
            String protocol,
            int fromPort,
            int toPort,
            String peer,
            String description) {}

    public SecurityGroup withPermissions(List<Permission> in, List<Permission> out) {
        return new SecurityGroup(scope, groupId, name, description, in, out, tags);
    }

    public SecurityGroup withTags(Tags next) {
        return new SecurityGroup(scope, groupId, name, description, ingress, egress, next);
    }
}
