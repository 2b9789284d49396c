package dev.evenkeel.model;

import java.time.Duration;

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
    /// Protocol versions other than the usual HTTP1.
    public static final String HTTP2 = "HTTP2";

    public static final String GRPC = "GRPC";

    private static final String CROSS_ZONE = "load_balancing.cross_zone.enabled";

    @Override
    public String id() {
        return arn.value();
    }

    /// What a target's id means.
    public enum TargetType {
        INSTANCE,
        IP
    }

    /// Whether a node of `loadBalancer` may send requests to this group's targets in other zones.
    public boolean isCrossZone(LoadBalancer loadBalancer) {
        boolean whenUnset =
                switch (loadBalancer.type()) {
                    case APPLICATION -> true;
                    case NETWORK -> loadBalancer.attributes().isTrue(CROSS_ZONE, false);
                };
        String own = attributes.get(CROSS_ZONE, "use_load_balancer_configuration");
        return switch (own) {
            case "true" -> true;
            case "false" -> false;
            default -> whenUnset;
        };
    }

    /// For how long a deregistered target finishes its requests.
    public Duration drainsFor() {
        return Duration.ofSeconds(attributes.number("deregistration_delay.timeout_seconds", 300));
    }

    public TargetGroup withHealthCheck(HealthCheck next) {
        return new TargetGroup(
                arn,
                scope,
                name,
                protocol,
                protocolVersion,
                port,
                targetType,
                next,
                attributes,
                tags);
    }

    public TargetGroup withAttributes(Attributes next) {
        return new TargetGroup(
                arn,
                scope,
                name,
                protocol,
                protocolVersion,
                port,
                targetType,
                healthCheck,
                next,
                tags);
    }

    public TargetGroup withTags(Tags next) {
        return new TargetGroup(
                arn,
                scope,
                name,
                protocol,
                protocolVersion,
                port,
                targetType,
                healthCheck,
                attributes,
                next);
    }
}
