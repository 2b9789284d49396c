package dev.evenkeel.api.elbv2;

import dev.evenkeel.model.HostedZones;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.LoadBalancerNode;
import dev.evenkeel.model.World;
import dev.evenkeel.wire.elbv2.AvailabilityZone;
import dev.evenkeel.wire.elbv2.LoadBalancerState;
import java.util.List;
import java.util.Locale;

/// A load balancer as the API shows it.
final class LoadBalancerView {
    static final String IPV4 = "ipv4";

    private LoadBalancerView() {}

    static dev.evenkeel.wire.elbv2.LoadBalancer of(World world, LoadBalancer lb) {
        boolean hasGroups =
                lb.type() == LoadBalancer.Type.APPLICATION || !lb.securityGroups().isEmpty();
        return dev.evenkeel.wire.elbv2.LoadBalancer.builder()
                .loadBalancerArn(lb.arn().value())
                .dnsName(lb.dnsName())
                .canonicalHostedZoneId(hostedZone(lb))
                .createdTime(lb.createdAt())
                .loadBalancerName(lb.name())
                .scheme(scheme(lb.internal()))
                .vpcId(world.site().network().vpcId())
                .state(new LoadBalancerState(lb.state().name().toLowerCase(Locale.ROOT), null))
                .type(kind(lb))
                .availabilityZones(zones(lb.nodes()))
                .securityGroups(hasGroups ? lb.securityGroups() : null)
                .ipAddressType(IPV4)
                .build();
    }

    /// `application` or `network`.
    static String kind(LoadBalancer lb) {
        return lb.type().name().toLowerCase(Locale.ROOT);
    }

    static String scheme(boolean internal) {
        return internal ? "internal" : "internet-facing";
    }

    static List<AvailabilityZone> zones(List<LoadBalancerNode> nodes) {
        return nodes.stream()
                .map(node ->
                        AvailabilityZone.builder()
                                .zoneName(node.zone())
                                .subnetId(node.subnetId())
                                .loadBalancerAddresses(List.of())
                                .build())
                .toList();
    }

    private static String hostedZone(LoadBalancer lb) {
        return switch (lb.type()) {
            case APPLICATION -> HostedZones.application(lb.scope().region());
            case NETWORK -> HostedZones.network(lb.scope().region());
        };
    }
}
