package dev.evenkeel.model;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A Classic Load Balancer: listeners, and the instances registered with it.
public record ClassicLoadBalancer(
        Scope scope,
        String name,
        boolean internal,
        Instant createdAt,
        String dnsName,
        List<ListenerPorts> listeners,
        List<LoadBalancerNode> nodes,
        List<Registration> instances,
        ClassicHealthCheck healthCheck,
        List<ClassicPolicy> policies,
        List<String> securityGroups,
        Attributes attributes,
        Tags tags)
        implements Resource {
    public ClassicLoadBalancer {
        policies = List.copyOf(policies);
        listeners = List.copyOf(listeners);
        nodes = List.copyOf(nodes);
        instances = List.copyOf(instances);
        securityGroups = List.copyOf(securityGroups);
    }

    @Override
    public String id() {
        return name;
    }

    public Arn arn() {
        return scope.arn("elasticloadbalancing", "loadbalancer/" + name);
    }

    /// How the health checks name one of its instances: by the port they ask, whatever its traffic
    /// ports.
    public TargetRef ref(InstanceId instance) {
        return TargetRef.classic(this, instance, healthCheck.port());
    }

    /// Whether its nodes may send requests to instances in other zones.
    public boolean isCrossZone() {
        return attributes.isTrue("load_balancing.cross_zone.enabled", false);
    }

    /// Front and back of one listener, and the names of the policies that hold for it.
    public record ListenerPorts(
            Protocol protocol,
            int port,
            Protocol instanceProtocol,
            int instancePort,
            Optional<String> certificate,
            List<String> policies) {
        public ListenerPorts {
            policies = List.copyOf(policies);
        }

        /// Without policies.
        public ListenerPorts(
                Protocol protocol,
                int port,
                Protocol instanceProtocol,
                int instancePort,
                Optional<String> certificate) {
            this(protocol, port, instanceProtocol, instancePort, certificate, List.of());
        }

        public ListenerPorts withCertificate(Optional<String> next) {
            return new ListenerPorts(
                    protocol, port, instanceProtocol, instancePort, next, policies);
        }

        public ListenerPorts withPolicies(List<String> next) {
            return new ListenerPorts(
                    protocol, port, instanceProtocol, instancePort, certificate, next);
        }
    }

    /// The policies that hold for one of its listeners.
    public List<ClassicPolicy> policiesOf(ListenerPorts listener) {
        return policies.stream()
                .filter(policy -> listener.policies().contains(policy.name()))
                .toList();
    }

    /// The attributes' names, as `DescribeLoadBalancerAttributes` nests them.
    public static final String DRAINING = "ConnectionDraining.Enabled";

    public static final String DRAINING_SECONDS = "ConnectionDraining.Timeout";
    private static final int USUAL_DRAINING_SECONDS = 300;

    /// How long a deregistered instance finishes its requests: not at all unless draining is on.
    public Duration drainingTime() {
        return attributes.isTrue(DRAINING, false)
                ? Duration.ofSeconds(attributes.number(DRAINING_SECONDS, USUAL_DRAINING_SECONDS))
                : Duration.ZERO;
    }

    /// An instance behind this load balancer; draining once `drainsUntil` is set.
    public record Registration(
            InstanceId instance, Instant registeredAt, Optional<Instant> drainsUntil) {}

    /// `target` is `TCP:p`, `SSL:p`, `HTTP:p/path` or `HTTPS:p/path`, taken apart.
    public record ClassicHealthCheck(
            Protocol protocol,
            int port,
            String path,
            Duration interval,
            Duration timeout,
            int unhealthyThreshold,
            int healthyThreshold) {
        public String target() {
            return protocol + ":" + port + path;
        }

        /// As [HealthCheck#firstVerdictWithin()].
        public Duration firstVerdictWithin() {
            return HealthCheck.firstVerdictWithin(
                    interval, timeout, Math.max(healthyThreshold, unhealthyThreshold));
        }
    }

    public ClassicLoadBalancer withListeners(List<ListenerPorts> next) {
        return new ClassicLoadBalancer(
                scope,
                name,
                internal,
                createdAt,
                dnsName,
                next,
                nodes,
                instances,
                healthCheck,
                policies,
                securityGroups,
                attributes,
                tags);
    }

    public ClassicLoadBalancer withNodes(List<LoadBalancerNode> next) {
        return new ClassicLoadBalancer(
                scope,
                name,
                internal,
                createdAt,
                dnsName,
                listeners,
                next,
                instances,
                healthCheck,
                policies,
                securityGroups,
                attributes,
                tags);
    }

    public ClassicLoadBalancer withInstances(List<Registration> next) {
        return new ClassicLoadBalancer(
                scope,
                name,
                internal,
                createdAt,
                dnsName,
                listeners,
                nodes,
                next,
                healthCheck,
                policies,
                securityGroups,
                attributes,
                tags);
    }

    public ClassicLoadBalancer withHealthCheck(ClassicHealthCheck next) {
        return new ClassicLoadBalancer(
                scope,
                name,
                internal,
                createdAt,
                dnsName,
                listeners,
                nodes,
                instances,
                next,
                policies,
                securityGroups,
                attributes,
                tags);
    }

    public ClassicLoadBalancer withAttributes(Attributes next) {
        return new ClassicLoadBalancer(
                scope,
                name,
                internal,
                createdAt,
                dnsName,
                listeners,
                nodes,
                instances,
                healthCheck,
                policies,
                securityGroups,
                next,
                tags);
    }

    public ClassicLoadBalancer withSecurityGroups(List<String> next) {
        return new ClassicLoadBalancer(
                scope,
                name,
                internal,
                createdAt,
                dnsName,
                listeners,
                nodes,
                instances,
                healthCheck,
                policies,
                next,
                attributes,
                tags);
    }

    public ClassicLoadBalancer withTags(Tags next) {
        return new ClassicLoadBalancer(
                scope,
                name,
                internal,
                createdAt,
                dnsName,
                listeners,
                nodes,
                instances,
                healthCheck,
                policies,
                securityGroups,
                attributes,
                next);
    }

    public ClassicLoadBalancer withPolicies(List<ClassicPolicy> next) {
        return new ClassicLoadBalancer(
                scope,
                name,
                internal,
                createdAt,
                dnsName,
                listeners,
                nodes,
                instances,
                healthCheck,
                next,
                securityGroups,
                attributes,
                tags);
    }
}
