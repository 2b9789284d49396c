package dev.evenkeel.api.elb;

import dev.evenkeel.model.ClassicLoadBalancer;
import dev.evenkeel.model.ClassicLoadBalancer.ClassicHealthCheck;
import dev.evenkeel.model.ClassicLoadBalancer.ListenerPorts;
import dev.evenkeel.model.ClassicLoadBalancer.Registration;
import dev.evenkeel.model.HostedZones;
import dev.evenkeel.model.World;
import dev.evenkeel.wire.elb.HealthCheck;
import dev.evenkeel.wire.elb.Instance;
import dev.evenkeel.wire.elb.Listener;
import dev.evenkeel.wire.elb.ListenerDescription;
import dev.evenkeel.wire.elb.LoadBalancerDescription;
import dev.evenkeel.wire.elb.SourceSecurityGroup;
import java.util.List;

/// A Classic Load Balancer as the API shows it.
final class LoadBalancerView {
    private LoadBalancerView() {}

    static LoadBalancerDescription of(World world, ClassicLoadBalancer lb) {
        return LoadBalancerDescription.builder()
                .loadBalancerName(lb.name())
                .dnsName(lb.dnsName())
                .canonicalHostedZoneName(lb.internal() ? null : lb.dnsName())
                .canonicalHostedZoneNameID(HostedZones.application(lb.scope().region()))
                .listenerDescriptions(lb.listeners().stream().map(LoadBalancerView::of).toList())
                .policies(PolicyView.of(lb))
                .backendServerDescriptions(List.of())
                .availabilityZones(Zones.zones(lb.nodes()))
                .subnets(Zones.subnets(lb.nodes()))
                .vpcId(world.site().network().vpcId())
                .instances(instances(lb))
                .healthCheck(of(lb.healthCheck()))
                .sourceSecurityGroup(
                        new SourceSecurityGroup(
                                lb.scope().account(), SecurityGroups.nameOf(world, lb)))
                .securityGroups(lb.securityGroups())
                .createdTime(lb.createdAt())
                .scheme(lb.internal() ? "internal" : "internet-facing")
                .build();
    }

    private static ListenerDescription of(ListenerPorts ports) {
        return new ListenerDescription(
                Listener.builder()
                        .protocol(ports.protocol().name())
                        .loadBalancerPort(ports.port())
                        .instanceProtocol(ports.instanceProtocol().name())
                        .instancePort(ports.instancePort())
                        .sslCertificateId(ports.certificate().orElse(null))
                        .build(),
                ports.policies());
    }

    static HealthCheck of(ClassicHealthCheck check) {
        return new HealthCheck(
                check.target(),
                (int) check.interval().toSeconds(),
                (int) check.timeout().toSeconds(),
                check.unhealthyThreshold(),
                check.healthyThreshold());
    }

    /// The registered instances; those that drain are no longer.
    static List<Instance> instances(ClassicLoadBalancer lb) {
        return lb.instances().stream()
                .filter(registration -> registration.drainsUntil().isEmpty())
                .map(Registration::instance)
                .map(id -> new Instance(id.value()))
                .toList();
    }
}
