package dev.evenkeel.api.elb;

import static dev.evenkeel.wire.Present.orEmpty;
import static java.util.Objects.requireNonNull;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.api.Call;
import dev.evenkeel.model.Attributes;
import dev.evenkeel.model.ClassicLoadBalancer;
import dev.evenkeel.model.ClassicLoadBalancer.ClassicHealthCheck;
import dev.evenkeel.model.ClassicLoadBalancer.ListenerPorts;
import dev.evenkeel.model.Network.Subnet;
import dev.evenkeel.model.Protocol;
import dev.evenkeel.model.ResourceIds;
import dev.evenkeel.model.World;
import dev.evenkeel.wire.elb.CreateAccessPointInput;
import dev.evenkeel.wire.elb.ElbErrors;
import java.time.Duration;
import java.util.List;

/// What CreateLoadBalancer asks for, checked and made into a Classic Load Balancer.
final class LoadBalancerRequest {
    private static final int MAX_NAME = 32;
    private static final int DNS_DIGITS = 10;

    private LoadBalancerRequest() {}

    static ClassicLoadBalancer of(World world, Call call, CreateAccessPointInput input) {
        String name = name(requireNonNull(input.loadBalancerName()));
        List<ListenerPorts> listeners =
                ListenerRequest.added(world, call.scope(), List.of(), orEmpty(input.listeners()));
        if (listeners.isEmpty()) {
            throw ApiFault.validation("Listeners cannot be empty");
        }
        boolean internal = internal(input);
        return new ClassicLoadBalancer(
                call.scope(),
                name,
                internal,
                call.now(),
                dnsName(call, internal ? "internal-" + name : name),
                listeners,
                Zones.with(world, call, List.of(), subnets(world, input)),
                List.of(),
                healthCheck(listeners.getFirst()),
                List.of(),
                SecurityGroups.orDefault(world, call, orEmpty(input.securityGroups())),
                Attributes.DEFAULTS,
                Tagging.of(input.tags()));
    }

    /// Whether a request for `wanted` is answered by what is there.
    static boolean asksFor(ClassicLoadBalancer wanted, ClassicLoadBalancer there) {
        return wanted.internal() == there.internal()
                && wanted.listeners()
                        .equals(
                                there.listeners().stream()
                                        .map(each -> each.withPolicies(List.of()))
                                        .toList())
                && Zones.zones(wanted.nodes()).equals(Zones.zones(there.nodes()))
                && wanted.securityGroups().equals(there.securityGroups());
    }

    private static String name(String name) {
        if (name.length() > MAX_NAME) {
            throw ApiFault.validation(
                    "LoadBalancerName must be no more than " + MAX_NAME + " characters long");
        }
        if (!name.matches("[a-zA-Z0-9-]+") || name.startsWith("-") || name.endsWith("-")) {
            throw ApiFault.validation(
                    "LoadBalancer name must contain only alphanumeric characters or hyphens, and"
                            + " must not begin or end with a hyphen");
        }
        return name;
    }

    private static boolean internal(CreateAccessPointInput input) {
        return switch (input.scheme()) {
            case null -> false;
            case "internet-facing" -> false;
            case "internal" -> true;
            default ->
                    throw new ApiFault(
                            ElbErrors.INVALID_SCHEME,
                            "The scheme '" + input.scheme() + "' is not valid");
        };
    }

    private static List<Subnet> subnets(World world, CreateAccessPointInput input) {
        List<String> zones = orEmpty(input.availabilityZones());
        List<String> subnets = orEmpty(input.subnets());
        if (zones.isEmpty() && subnets.isEmpty()) {
            throw ApiFault.validation("Either AvailabilityZones or SubnetIds must be specified");
        }
        if (!zones.isEmpty() && !subnets.isEmpty()) {
            throw ApiFault.validation(
                    "Only one of SubnetIds or AvailabilityZones may be specified");
        }
        return zones.isEmpty() ? Zones.ofSubnets(world, subnets) : Zones.ofZones(world, zones);
    }

    private static String dnsName(Call call, String name) {
        String digits = ResourceIds.digits(DNS_DIGITS, call.random());
        return name + "-" + digits + "." + call.scope().region() + ".elb.amazonaws.com";
    }

    private static ClassicHealthCheck healthCheck(ListenerPorts first) {
        return new ClassicHealthCheck(
                Protocol.TCP,
                first.instancePort(),
                "",
                Duration.ofSeconds(30),
                Duration.ofSeconds(5),
                2,
                10);
    }
}
