package dev.evenkeel.api.elbv2;

import static dev.evenkeel.wire.Present.orEmpty;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.api.Call;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.LoadBalancerNode;
import dev.evenkeel.model.Network.Subnet;
import dev.evenkeel.model.World;
import dev.evenkeel.wire.elbv2.Elbv2Errors;
import dev.evenkeel.wire.elbv2.SubnetMapping;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Where a load balancer's nodes stand: one in each of its subnets, one subnet to a zone.
final class NodePlacement {
    private NodePlacement() {}

    /// The subnets a request names, by its list or by its mappings.
    static List<Subnet> subnets(
            World world,
            LoadBalancer.Type type,
            @Nullable List<String> subnets,
            @Nullable List<SubnetMapping> mappings) {
        if (!orEmpty(subnets).isEmpty() && !orEmpty(mappings).isEmpty()) {
            throw ApiFault.validation("You cannot specify both subnets and subnet mappings");
        }
        var ids = new ArrayList<>(orEmpty(subnets));
        orEmpty(mappings).forEach(mapping -> ids.add(subnetOf(mapping)));
        List<Subnet> found = ids.stream().map(id -> subnet(world, id)).toList();
        checkZones(found, type);
        return found.stream().sorted(Comparator.comparing(Subnet::zone)).toList();
    }

    /// A node for each subnet: the one that stands there already, else a new one.
    static List<LoadBalancerNode> nodes(
            World world, Call call, List<Subnet> subnets, List<LoadBalancerNode> standing) {
        var nodes = new ArrayList<LoadBalancerNode>();
        for (Subnet subnet : subnets) {
            Optional<LoadBalancerNode> old =
                    standing.stream()
                            .filter(node -> node.subnetId().equals(subnet.subnetId()))
                            .findFirst();
            nodes.add(old.orElseGet(() -> newNode(world, call, subnet)));
        }
        return nodes;
    }

    private static LoadBalancerNode newNode(World world, Call call, Subnet subnet) {
        return LoadBalancerNode.in(world, subnet, call.random())
                .orElseThrow(() ->
                        new ApiFault(
                                Elbv2Errors.INVALID_SUBNET,
                                "Not enough IP space available in "
                                        + subnet.subnetId()
                                        + ". ELB requires at least 1 free IP address in"
                                        + " each subnet."));
    }

    private static String subnetOf(SubnetMapping mapping) {
        if (mapping.allocationId() != null) {
            throw new ApiFault(
                    Elbv2Errors.ALLOCATION_ID_NOT_FOUND,
                    "The allocation IDs '" + mapping.allocationId() + "' do not exist");
        }
        if (mapping.privateIPv4Address() != null
                || mapping.iPv6Address() != null
                || mapping.sourceNatIpv6Prefix() != null) {
            throw new ApiFault(
                    Elbv2Errors.INVALID_CONFIGURATION_REQUEST,
                    "Addresses cannot be chosen in subnet mappings");
        }
        String subnet = mapping.subnetId();
        if (subnet == null) {
            throw ApiFault.validation("A subnet mapping must specify a subnet ID");
        }
        return subnet;
    }

    private static Subnet subnet(World world, String id) {
        return world.site()
                .network()
                .subnet(id)
                .orElseThrow(() ->
                        new ApiFault(
                                Elbv2Errors.SUBNET_NOT_FOUND,
                                "The subnet ID '" + id + "' does not exist"));
    }

    private static void checkZones(List<Subnet> subnets, LoadBalancer.Type type) {
        var zones = new HashSet<String>();
        subnets.forEach(subnet -> zones.add(subnet.zone()));
        if (zones.size() < subnets.size()) {
            throw new ApiFault(
                    Elbv2Errors.INVALID_CONFIGURATION_REQUEST,
                    "A load balancer cannot be attached to multiple subnets in the same"
                            + " Availability Zone");
        }
        switch (type) {
            case APPLICATION -> {
                if (zones.size() < 2) {
                    throw ApiFault.validation(
                            "At least two subnets in two different Availability Zones must be"
                                    + " specified");
                }
            }
            case NETWORK -> {
                if (zones.isEmpty()) {
                    throw ApiFault.validation("At least one subnet must be specified");
                }
            }
        }
    }
}
