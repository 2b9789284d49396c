package dev.evenkeel.api.ec2;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.api.Call;
import dev.evenkeel.model.ClassicLoadBalancer;
import dev.evenkeel.model.Instance;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.LoadBalancerNode;
import dev.evenkeel.model.World;
import dev.evenkeel.wire.Present;
import dev.evenkeel.wire.ec2.DescribeNetworkInterfacesRequest;
import dev.evenkeel.wire.ec2.DescribeNetworkInterfacesResult;
import dev.evenkeel.wire.ec2.GroupIdentifier;
import dev.evenkeel.wire.ec2.NetworkInterface;
import dev.evenkeel.wire.ec2.NetworkInterfaceAttachment;
import dev.evenkeel.wire.ec2.NetworkInterfacePrivateIpAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// The network interfaces of the VPC: one for every instance, and one for every zone of a load
/// balancer.
final class NetworkInterfaces {
    private static final Filters<NetworkInterface> FILTERS =
            new Filters<NetworkInterface>()
                    .byEach(
                            "addresses.private-ip-address",
                            eni -> Stream.ofNullable(eni.privateIpAddress()))
                    .byEach(
                            "attachment.attachment-id",
                            eni -> attachment(eni).map(NetworkInterfaceAttachment::attachmentId))
                    .byEach(
                            "attachment.instance-id",
                            eni -> attachment(eni).flatMap(a -> Stream.ofNullable(a.instanceId())))
                    .byEach(
                            "attachment.instance-owner-id",
                            eni -> attachment(eni).map(NetworkInterfaceAttachment::instanceOwnerId))
                    .byEach(
                            "attachment.status",
                            eni -> attachment(eni).map(NetworkInterfaceAttachment::status))
                    .byEach("availability-zone", eni -> Stream.ofNullable(eni.availabilityZone()))
                    .byEach("description", eni -> Stream.ofNullable(eni.description()))
                    .byEach("group-id", eni -> groups(eni).map(GroupIdentifier::groupId))
                    .byEach("group-name", eni -> groups(eni).map(GroupIdentifier::groupName))
                    .byEach("interface-type", eni -> Stream.ofNullable(eni.interfaceType()))
                    .byEach("mac-address", eni -> Stream.ofNullable(eni.macAddress()))
                    .byEach(
                            "network-interface-id",
                            eni -> Stream.ofNullable(eni.networkInterfaceId()))
                    .byEach("owner-id", eni -> Stream.ofNullable(eni.ownerId()))
                    .byEach("private-ip-address", eni -> Stream.ofNullable(eni.privateIpAddress()))
                    .byEach("requester-id", eni -> Stream.ofNullable(eni.requesterId()))
                    .byFlag("requester-managed", eni -> Present.isTrue(eni.requesterManaged()))
                    .byEach("status", eni -> Stream.ofNullable(eni.status()))
                    .byEach("subnet-id", eni -> Stream.ofNullable(eni.subnetId()))
                    .byEach("vpc-id", eni -> Stream.ofNullable(eni.vpcId()));

    private final World world;
    private final World.Region region;
    private final SecurityGroups groups;

    private NetworkInterfaces(World world, World.Region region) {
        this.world = world;
        this.region = region;
        this.groups = new SecurityGroups(region, world.site().network());
    }

    private static Stream<NetworkInterfaceAttachment> attachment(NetworkInterface eni) {
        return Stream.ofNullable(eni.attachment());
    }

    private static Stream<GroupIdentifier> groups(NetworkInterface eni) {
        return Present.orEmpty(eni.groups()).stream();
    }

    static DescribeNetworkInterfacesResult describe(
            World world, Call call, DescribeNetworkInterfacesRequest input) {
        List<String> ids = Present.orEmpty(input.networkInterfaceIds());
        List<NetworkInterface> all = new NetworkInterfaces(world, world.in(call.scope())).all();
        for (String id : ids) {
            if (all.stream().noneMatch(eni -> id.equals(eni.networkInterfaceId()))) {
                throw new ApiFault(
                        "InvalidNetworkInterfaceID.NotFound",
                        "The networkInterface ID '" + id + "' does not exist");
            }
        }
        List<NetworkInterface> found =
                all.stream()
                        .filter(eni -> ids.isEmpty() || ids.contains(eni.networkInterfaceId()))
                        .filter(FILTERS.matching(input.filters()))
                        .toList();
        var page =
                Listing.page(found, NetworkInterfaces::idOf, input.nextToken(), input.maxResults());
        return new DescribeNetworkInterfacesResult(page.items(), page.next());
    }

    private static String idOf(NetworkInterface eni) {
        return eni.networkInterfaceId() == null ? "" : eni.networkInterfaceId();
    }

    private List<NetworkInterface> all() {
        var all = new ArrayList<NetworkInterface>();
        for (Instance instance : region.all(Instance.class)) {
            if (instance.state() != Instance.State.TERMINATED) {
                all.add(ofInstance(instance));
            }
        }
        for (LoadBalancer balancer : region.all(LoadBalancer.class)) {
            boolean network = balancer.type() == LoadBalancer.Type.NETWORK;
            String tail = balancer.arn().resource().replaceFirst("^loadbalancer/", "");
            for (LoadBalancerNode node : balancer.nodes()) {
                String type = network ? "network_load_balancer" : "interface";
                all.add(ofNode(node, "ELB " + tail, type, balancer.securityGroups()));
            }
        }
        for (ClassicLoadBalancer balancer : region.all(ClassicLoadBalancer.class)) {
            for (LoadBalancerNode node : balancer.nodes()) {
                String description = "ELB " + balancer.name();
                all.add(ofNode(node, description, "interface", balancer.securityGroups()));
            }
        }
        all.sort(Comparator.comparing(NetworkInterfaces::idOf));
        return all;
    }

    private NetworkInterface ofInstance(Instance instance) {
        var placement = instance.placement();
        var attachment =
                NetworkInterfaceAttachment.builder()
                        .attachmentId(attachmentId(placement.networkInterfaceId()))
                        .attachTime(instance.launchedAt())
                        .deleteOnTermination(true)
                        .deviceIndex(0)
                        .networkCardIndex(0)
                        .instanceId(instance.id())
                        .instanceOwnerId(instance.scope().account())
                        .status("attached")
                        .build();
        return common(placement.networkInterfaceId(), placement.subnetId(), placement.address())
                .availabilityZone(placement.zone())
                .availabilityZoneId(Zones.idOf(placement.zone()))
                .description("")
                .interfaceType("interface")
                .attachment(attachment)
                .privateDnsName(InstanceShapes.privateName(instance))
                .requesterManaged(false)
                .groups(groups.identifiers(instance.settings().securityGroups()))
                .build();
    }

    private NetworkInterface ofNode(
            LoadBalancerNode node, String description, String type, List<String> groupIds) {
        var attachment =
                NetworkInterfaceAttachment.builder()
                        .attachmentId(attachmentId(node.networkInterfaceId()))
                        .deleteOnTermination(false)
                        .deviceIndex(1)
                        .instanceOwnerId("amazon-elb")
                        .status("attached")
                        .build();
        return common(node.networkInterfaceId(), node.subnetId(), node.address())
                .availabilityZone(node.zone())
                .availabilityZoneId(Zones.idOf(node.zone()))
                .description(description)
                .interfaceType(type)
                .attachment(attachment)
                .requesterId("amazon-elb")
                .requesterManaged(true)
                .groups(groupIds.isEmpty() ? List.of() : groups.identifiers(groupIds))
                .build();
    }

    private NetworkInterface.Builder common(String id, String subnetId, String address) {
        var primary = new NetworkInterfacePrivateIpAddress(null, true, null, address);
        return NetworkInterface.builder()
                .networkInterfaceId(id)
                .ownerId(region.scope().account())
                .macAddress(macAddress(address))
                .privateIpAddress(address)
                .privateIpAddresses(List.of(primary))
                .ipv6Addresses(List.of())
                .sourceDestCheck(true)
                .status("in-use")
                .subnetId(subnetId)
                .vpcId(world.site().network().vpcId())
                .tagSet(List.of());
    }

    static String attachmentId(String networkInterfaceId) {
        return networkInterfaceId.replaceFirst("^eni-", "eni-attach-");
    }

    /// A locally administered address that follows from the IP address.
    static String macAddress(String address) {
        var mac = new StringBuilder("02:00");
        for (String part : address.split("\\.")) {
            mac.append(String.format(":%02x", Integer.parseInt(part)));
        }
        return mac.toString();
    }
}
