package dev.evenkeel.api.ec2;

import dev.evenkeel.api.Call;
import dev.evenkeel.model.ClassicLoadBalancer;
import dev.evenkeel.model.Instance;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.Network;
import dev.evenkeel.model.Tags;
import dev.evenkeel.model.World;
import dev.evenkeel.wire.Present;
import dev.evenkeel.wire.ec2.AttributeBooleanValue;
import dev.evenkeel.wire.ec2.DescribeSubnetsRequest;
import dev.evenkeel.wire.ec2.DescribeSubnetsResult;
import dev.evenkeel.wire.ec2.DescribeVpcAttributeRequest;
import dev.evenkeel.wire.ec2.DescribeVpcAttributeResult;
import dev.evenkeel.wire.ec2.DescribeVpcsRequest;
import dev.evenkeel.wire.ec2.DescribeVpcsResult;
import dev.evenkeel.wire.ec2.Subnet;
import dev.evenkeel.wire.ec2.Vpc;
import dev.evenkeel.wire.ec2.VpcCidrBlockAssociation;
import dev.evenkeel.wire.ec2.VpcCidrBlockState;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// The one VPC there is, and its subnet in every zone.
final class DefaultVpc {
    private static final int ADDRESSES = 4096 - 5;

    private static final Filters<Vpc> VPC_FILTERS =
            new Filters<Vpc>()
                    .byEach("cidr", vpc -> Stream.ofNullable(vpc.cidrBlock()))
                    .byEach(
                            "cidr-block-association.cidr-block",
                            vpc -> Stream.ofNullable(vpc.cidrBlock()))
                    .byFlag("is-default", vpc -> Present.isTrue(vpc.isDefault()))
                    .byFlag("isDefault", vpc -> Present.isTrue(vpc.isDefault()))
                    .byEach("owner-id", vpc -> Stream.ofNullable(vpc.ownerId()))
                    .byEach("state", vpc -> Stream.ofNullable(vpc.state()))
                    .byEach("vpc-id", vpc -> Stream.ofNullable(vpc.vpcId()))
                    .byTags(vpc -> Tags.NONE);

    private static final Filters<Subnet> SUBNET_FILTERS =
            new Filters<Subnet>()
                    .byEach(
                            "availability-zone",
                            subnet -> Stream.ofNullable(subnet.availabilityZone()))
                    .byEach(
                            "availabilityZone",
                            subnet -> Stream.ofNullable(subnet.availabilityZone()))
                    .byEach(
                            "availability-zone-id",
                            subnet -> Stream.ofNullable(subnet.availabilityZoneId()))
                    .byEach("cidr-block", subnet -> Stream.ofNullable(subnet.cidrBlock()))
                    .byFlag("default-for-az", subnet -> Present.isTrue(subnet.defaultForAz()))
                    .byFlag("defaultForAz", subnet -> Present.isTrue(subnet.defaultForAz()))
                    .byFlag("map-public-ip-on-launch", subnet -> false)
                    .byEach("owner-id", subnet -> Stream.ofNullable(subnet.ownerId()))
                    .byEach("state", subnet -> Stream.ofNullable(subnet.state()))
                    .byEach("subnet-arn", subnet -> Stream.ofNullable(subnet.subnetArn()))
                    .byEach("subnet-id", subnet -> Stream.ofNullable(subnet.subnetId()))
                    .byEach("vpc-id", subnet -> Stream.ofNullable(subnet.vpcId()))
                    .byTags(subnet -> Tags.NONE);

    private DefaultVpc() {}

    static DescribeVpcsResult vpcs(World world, Call call, DescribeVpcsRequest input) {
        Network network = world.site().network();
        for (String id : Present.orEmpty(input.vpcIds())) {
            requireVpc(network, id);
        }
        return new DescribeVpcsResult(
                null,
                Stream.of(vpc(call, network))
                        .filter(VPC_FILTERS.matching(input.filters()))
                        .toList());
    }

    static void requireVpc(Network network, String id) {
        if (!id.equals(network.vpcId())) {
            throw Ec2Faults.noVpc(id);
        }
    }

    private static Vpc vpc(Call call, Network network) {
        var block =
                new VpcCidrBlockAssociation(
                        network.vpcId().replaceFirst("^vpc-", "vpc-cidr-assoc-"),
                        Network.CIDR,
                        VpcCidrBlockState.builder().state("associated").build());
        return Vpc.builder()
                .vpcId(network.vpcId())
                .ownerId(call.scope().account())
                .state("available")
                .cidrBlock(Network.CIDR)
                .cidrBlockAssociationSet(List.of(block))
                .instanceTenancy("default")
                .isDefault(true)
                .tags(List.of())
                .build();
    }

    static DescribeSubnetsResult subnets(World world, Call call, DescribeSubnetsRequest input) {
        Network network = world.site().network();
        List<String> ids = Present.orEmpty(input.subnetIds());
        for (String id : ids) {
            if (network.subnet(id).isEmpty()) {
                throw Ec2Faults.noSubnet(id);
            }
        }
        List<Subnet> all =
                network.subnets().stream()
                        .filter(subnet -> ids.isEmpty() || ids.contains(subnet.subnetId()))
                        .map(subnet -> shape(world, call, subnet))
                        .filter(SUBNET_FILTERS.matching(input.filters()))
                        .sorted(Comparator.comparing(DefaultVpc::idOf))
                        .toList();
        var page = Listing.page(all, DefaultVpc::idOf, input.nextToken(), input.maxResults());
        return new DescribeSubnetsResult(page.next(), page.items());
    }

    private static String idOf(Subnet subnet) {
        return subnet.subnetId() == null ? "" : subnet.subnetId();
    }

    private static Subnet shape(World world, Call call, Network.Subnet subnet) {
        return Subnet.builder()
                .subnetId(subnet.subnetId())
                .subnetArn(call.scope().arn("ec2", "subnet/" + subnet.subnetId()).value())
                .vpcId(world.site().network().vpcId())
                .ownerId(call.scope().account())
                .state("available")
                .cidrBlock(subnet.cidr())
                .availableIpAddressCount(ADDRESSES - used(world, subnet))
                .availabilityZone(subnet.zone())
                .availabilityZoneId(Zones.idOf(subnet.zone()))
                .defaultForAz(true)
                .mapPublicIpOnLaunch(false)
                .mapCustomerOwnedIpOnLaunch(false)
                .assignIpv6AddressOnCreation(false)
                .enableDns64(false)
                .ipv6Native(false)
                .ipv6CidrBlockAssociationSet(List.of())
                .tags(List.of())
                .build();
    }

    /// All accounts share the one network.
    private static int used(World world, Network.Subnet subnet) {
        long used = 0;
        for (World.Region region : world.regions()) {
            used +=
                    region.all(Instance.class).stream()
                            .filter(i -> i.placement().subnetId().equals(subnet.subnetId()))
                            .count();
            used +=
                    Stream.concat(
                                    region.all(LoadBalancer.class).stream()
                                            .flatMap(balancer -> balancer.nodes().stream()),
                                    region.all(ClassicLoadBalancer.class).stream()
                                            .flatMap(balancer -> balancer.nodes().stream()))
                            .filter(node -> node.subnetId().equals(subnet.subnetId()))
                            .count();
        }
        return Math.toIntExact(used);
    }

    static DescribeVpcAttributeResult attribute(
            World world, Call call, DescribeVpcAttributeRequest input) {
        requireVpc(world.site().network(), input.vpcId() == null ? "" : input.vpcId());
        String attribute = input.attribute() == null ? "" : input.attribute();
        var answer = DescribeVpcAttributeResult.builder().vpcId(input.vpcId());
        switch (attribute) {
            case "enableDnsSupport" -> answer.enableDnsSupport(new AttributeBooleanValue(true));
            case "enableDnsHostnames" ->
                    answer.enableDnsHostnames(new AttributeBooleanValue(false));
            case "enableNetworkAddressUsageMetrics" ->
                    answer.enableNetworkAddressUsageMetrics(new AttributeBooleanValue(false));
            default ->
                    throw Ec2Faults.invalid(
                            "Value ("
                                    + attribute
                                    + ") for parameter attribute is invalid. Unknown"
                                    + " VPC attribute.");
        }
        return answer.build();
    }
}
