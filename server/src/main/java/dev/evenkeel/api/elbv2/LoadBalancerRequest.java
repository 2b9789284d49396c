package dev.evenkeel.api.elbv2;

import static dev.evenkeel.wire.Present.orEmpty;
import static java.util.Objects.requireNonNull;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.api.Call;
import dev.evenkeel.model.Arn;
import dev.evenkeel.model.Attributes;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.LoadBalancerNode;
import dev.evenkeel.model.Network.Subnet;
import dev.evenkeel.model.ResourceIds;
import dev.evenkeel.model.World;
import dev.evenkeel.wire.elbv2.CreateLoadBalancerInput;
import dev.evenkeel.wire.elbv2.Elbv2Errors;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What CreateLoadBalancer asks for, checked and made into a load balancer.
final class LoadBalancerRequest {
    private static final int DNS_DIGITS = 10;

    private LoadBalancerRequest() {}

    static LoadBalancer of(World world, Call call, CreateLoadBalancerInput input) {
        String name = ResourceName.ofLoadBalancer(requireNonNull(input.name()));
        LoadBalancer.Type type = type(input.type());
        checkUnavailable(input);
        List<Subnet> subnets =
                NodePlacement.subnets(world, type, input.subnets(), input.subnetMappings());
        String id = ResourceIds.hex(16, call.random());
        boolean internal = "internal".equals(input.scheme());
        return new LoadBalancer(
                arn(call, type, name, id),
                call.scope(),
                name,
                type,
                internal,
                LoadBalancer.State.PROVISIONING,
                call.now(),
                dnsName(call, type, internal ? "internal-" + name : name, id),
                NodePlacement.nodes(world, call, subnets, List.of()),
                securityGroups(world, call, type, orEmpty(input.securityGroups())),
                Attributes.DEFAULTS,
                Tagging.of(input.tags()));
    }

    /// Whether a request for `wanted` is answered by what is there.
    static boolean asksFor(LoadBalancer wanted, LoadBalancer there) {
        return wanted.type() == there.type()
                && wanted.internal() == there.internal()
                && subnets(wanted).equals(subnets(there))
                && wanted.securityGroups().equals(there.securityGroups());
    }

    private static List<String> subnets(LoadBalancer lb) {
        return lb.nodes().stream().map(LoadBalancerNode::subnetId).sorted().toList();
    }

    private static LoadBalancer.Type type(@Nullable String type) {
        return switch (type) {
            case null -> LoadBalancer.Type.APPLICATION;
            case "application" -> LoadBalancer.Type.APPLICATION;
            case "network" -> LoadBalancer.Type.NETWORK;
            default -> throw invalid("Load balancers of type '" + type + "' are not supported");
        };
    }

    private static void checkUnavailable(CreateLoadBalancerInput input) {
        checkIpv4(input.ipAddressType());
        if (input.customerOwnedIpv4Pool() != null || input.ipamPools() != null) {
            throw invalid("Address pools are not supported");
        }
        if ("on".equals(input.enablePrefixForIpv6SourceNat())) {
            throw invalid("IPv6 source NAT requires the IP address type 'dualstack'");
        }
    }

    /// The subnets here have IPv4 addresses only.
    static void checkIpv4(@Nullable String ipAddressType) {
        if (ipAddressType != null && !ipAddressType.equals(LoadBalancerView.IPV4)) {
            throw new ApiFault(
                    Elbv2Errors.INVALID_SUBNET,
                    "You must specify subnets with an associated IPv6 CIDR block.");
        }
    }

    private static ApiFault invalid(String message) {
        return new ApiFault(Elbv2Errors.INVALID_CONFIGURATION_REQUEST, message);
    }

    private static Arn arn(Call call, LoadBalancer.Type type, String name, String id) {
        String word =
                switch (type) {
                    case APPLICATION -> "app";
                    case NETWORK -> "net";
                };
        return call.scope()
                .arn("elasticloadbalancing", "loadbalancer/" + word + "/" + name + "/" + id);
    }

    private static String dnsName(Call call, LoadBalancer.Type type, String name, String id) {
        String region = call.scope().region();
        return switch (type) {
            case APPLICATION -> {
                String digits = ResourceIds.digits(DNS_DIGITS, call.random());
                yield name + "-" + digits + "." + region + ".elb.amazonaws.com";
            }
            case NETWORK -> name + "-" + id + ".elb." + region + ".amazonaws.com";
        };
    }

    private static List<String> securityGroups(
            World world, Call call, LoadBalancer.Type type, List<String> given) {
        if (type == LoadBalancer.Type.APPLICATION && given.isEmpty()) {
            return List.of(SecurityGroups.defaultGroup(world, call));
        }
        return SecurityGroups.checked(world, call, given);
    }
}
