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

    /// One rule. `protocol` is `tcp`, `udp`, `icmp` or `-1`; `peer` a CIDR block or a security group's id; ports -1 when they have no meaning.
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
