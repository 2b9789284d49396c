package dev.evenkeel.model;

/// Targets that serve the same thing, how they are checked and how they are balanced.
public record TargetGroup(
        Arn arn,
        Scope scope,
        String name,
        Protocol protocol,
        String protocolVersion,
        int port,
        TargetType targetType,
        HealthCheck healthCheck,
        Attributes attributes,
        Tags tags)
        implements Resource {
    @Override
    public String id() {
        return arn.value();
    }

    /// What a target's id means.
    public enum TargetType {
        INSTANCE,
        IP
    }

    public TargetGroup withHealthCheck(HealthCheck next) {
        return new TargetGroup(
                arn, scope, name, protocol, protocolVersion, port, targetType, next, attributes,
                tags);
    }

    public TargetGroup withAttributes(Attributes next) {
        return new TargetGroup(
                arn, scope, name, protocol, protocolVersion, port, targetType, healthCheck, next,
                tags);
    }

    public TargetGroup withTags(Tags next) {
        return new TargetGroup(
                arn, scope, name, protocol, protocolVersion, port, targetType, healthCheck,
                attributes, next);
    }
}
