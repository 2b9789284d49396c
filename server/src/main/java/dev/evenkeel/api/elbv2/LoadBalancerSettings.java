package dev.evenkeel.api.elbv2;

import static dev.evenkeel.wire.Present.orEmpty;
import static java.util.Objects.requireNonNull;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.api.Call;
import dev.evenkeel.api.Decision;
import dev.evenkeel.model.Change;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.LoadBalancerNode;
import dev.evenkeel.model.World;
import dev.evenkeel.wire.elbv2.DescribeLoadBalancerAttributesInput;
import dev.evenkeel.wire.elbv2.DescribeLoadBalancerAttributesOutput;
import dev.evenkeel.wire.elbv2.Elbv2Errors;
import dev.evenkeel.wire.elbv2.LoadBalancerAttribute;
import dev.evenkeel.wire.elbv2.ModifyLoadBalancerAttributesInput;
import dev.evenkeel.wire.elbv2.ModifyLoadBalancerAttributesOutput;
import dev.evenkeel.wire.elbv2.SetIpAddressTypeInput;
import dev.evenkeel.wire.elbv2.SetIpAddressTypeOutput;
import dev.evenkeel.wire.elbv2.SetSecurityGroupsInput;
import dev.evenkeel.wire.elbv2.SetSecurityGroupsOutput;
import dev.evenkeel.wire.elbv2.SetSubnetsInput;
import dev.evenkeel.wire.elbv2.SetSubnetsOutput;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Changing a load balancer that exists: subnets, security groups, address type, attributes.
final class LoadBalancerSettings {
    private LoadBalancerSettings() {}

    static Decision<SetSubnetsOutput> setSubnets(World world, Call call, SetSubnetsInput input) {
        LoadBalancer lb = find(world, call, input.loadBalancerArn());
        LoadBalancerRequest.checkIpv4(input.ipAddressType());
        var subnets =
                NodePlacement.subnets(world, lb.type(), input.subnets(), input.subnetMappings());
        List<LoadBalancerNode> nodes = NodePlacement.nodes(world, call, subnets, lb.nodes());
        return new Decision<>(
                List.of(new Change.Put(lb.withNodes(nodes))),
                SetSubnetsOutput.builder()
                        .availabilityZones(LoadBalancerView.zones(nodes))
                        .ipAddressType(LoadBalancerView.IPV4)
                        .build());
    }

    static Decision<SetSecurityGroupsOutput> setSecurityGroups(
            World world, Call call, SetSecurityGroupsInput input) {
        LoadBalancer lb = find(world, call, input.loadBalancerArn());
        if (lb.type() == LoadBalancer.Type.NETWORK && lb.securityGroups().isEmpty()) {
            throw new ApiFault(
                    Elbv2Errors.INVALID_CONFIGURATION_REQUEST,
                    "You cannot associate security groups with a Network Load Balancer that was"
                            + " created without any");
        }
        if (orEmpty(input.securityGroups()).isEmpty()) {
            throw new ApiFault(
                    Elbv2Errors.INVALID_CONFIGURATION_REQUEST,
                    "At least one security group must be specified");
        }
        List<String> groups = SecurityGroups.checked(world, call, orEmpty(input.securityGroups()));
        return new Decision<>(
                List.of(new Change.Put(lb.withSecurityGroups(groups))),
                SetSecurityGroupsOutput.builder().securityGroupIds(groups).build());
    }

    static Decision<SetIpAddressTypeOutput> setIpAddressType(
            World world, Call call, SetIpAddressTypeInput input) {
        find(world, call, input.loadBalancerArn());
        LoadBalancerRequest.checkIpv4(input.ipAddressType());
        return Decision.unchanged(new SetIpAddressTypeOutput(LoadBalancerView.IPV4));
    }

    static DescribeLoadBalancerAttributesOutput attributes(
            World world, Call call, DescribeLoadBalancerAttributesInput input) {
        LoadBalancer lb = find(world, call, input.loadBalancerArn());
        return new DescribeLoadBalancerAttributesOutput(all(lb));
    }

    static Decision<ModifyLoadBalancerAttributesOutput> modifyAttributes(
            World world, Call call, ModifyLoadBalancerAttributesInput input) {
        LoadBalancer lb = find(world, call, input.loadBalancerArn());
        var wanted = new TreeMap<String, String>();
        for (LoadBalancerAttribute attribute : orEmpty(input.attributes())) {
            String value = attribute.value();
            wanted.put(String.valueOf(attribute.key()), value == null ? "" : value);
        }
        AttributeTable.LOAD_BALANCER.check(LoadBalancerView.kind(lb), wanted);
        LoadBalancer changed = lb.withAttributes(lb.attributes().with(wanted));
        LogBuckets.check(changed.attributes());
        return new Decision<>(
                List.of(new Change.Put(changed)),
                new ModifyLoadBalancerAttributesOutput(all(changed)));
    }

    private static List<LoadBalancerAttribute> all(LoadBalancer lb) {
        var initials = Map.of("ipv6.deny_all_igw_traffic", Boolean.toString(lb.internal()));
        return AttributeTable.LOAD_BALANCER
                .effective(LoadBalancerView.kind(lb), lb.attributes(), initials)
                .entrySet()
                .stream()
                .map(one -> new LoadBalancerAttribute(one.getKey(), one.getValue()))
                .toList();
    }

    private static LoadBalancer find(World world, Call call, @Nullable String arn) {
        return Lookup.loadBalancer(world.in(call.scope()), requireNonNull(arn));
    }
}
