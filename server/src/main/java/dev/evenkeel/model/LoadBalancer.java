package dev.evenkeel.model;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// An Application or Network Load Balancer.
public record LoadBalancer(
        Arn arn,
        Scope scope,
        String name,
        Type type,
        boolean internal,
        State state,
        Instant createdAt,
        String dnsName,
        List<LoadBalancerNode> nodes,
        List<String> securityGroups,
        Attributes attributes,
        Tags tags)
        implements Resource {
    /// Finds those that are being set up.
    public static final String NEW = "new";

    public LoadBalancer {
        nodes = List.copyOf(nodes);
        securityGroups = List.copyOf(securityGroups);
    }

    @Override
    public String id() {
        return arn.value();
    }

    /// Whether it is being set up.
    @Override
    public List<String> foundBy() {
        return state == State.PROVISIONING ? List.of(NEW) : List.of();
    }

    /// What kind of traffic it understands.
    public enum Type {
        APPLICATION,
        NETWORK
    }

    /// How long the periods are in which target tracking counts its requests: AWS's minute, unless
    /// an attribute says less.
    public Duration metricsPeriod() {
        return Duration.ofSeconds(attributes.number("x.metrics.period_seconds", 60));
    }

    /// How far its set-up is.
    public enum State {
        PROVISIONING,
        ACTIVE
    }

    public LoadBalancer withState(State next) {
        return new LoadBalancer(
                arn,
                scope,
                name,
                type,
                internal,
                next,
                createdAt,
                dnsName,
                nodes,
                securityGroups,
                attributes,
                tags);
    }

    public LoadBalancer withAttributes(Attributes next) {
        return new LoadBalancer(
                arn,
                scope,
                name,
                type,
                internal,
                state,
                createdAt,
                dnsName,
                nodes,
                securityGroups,
                next,
                tags);
    }

    public LoadBalancer withNodes(List<LoadBalancerNode> next) {
        return new LoadBalancer(
                arn,
                scope,
                name,
                type,
                internal,
                state,
                createdAt,
                dnsName,
                next,
                securityGroups,
                attributes,
                tags);
    }

    public LoadBalancer withSecurityGroups(List<String> next) {
        return new LoadBalancer(
                arn,
                scope,
                name,
                type,
                internal,
                state,
                createdAt,
                dnsName,
                nodes,
                next,
                attributes,
                tags);
    }

    public LoadBalancer withTags(Tags next) {
        return new LoadBalancer(
                arn,
                scope,
                name,
                type,
                internal,
                state,
                createdAt,
                dnsName,
                nodes,
                securityGroups,
                attributes,
                next);
    }
}
