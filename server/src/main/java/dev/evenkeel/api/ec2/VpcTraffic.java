package dev.evenkeel.api.ec2;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.api.Call;
import dev.evenkeel.model.Network;
import dev.evenkeel.model.Tags;
import dev.evenkeel.model.World;
import dev.evenkeel.wire.Present;
import dev.evenkeel.wire.ec2.ClassicLinkDnsSupport;
import dev.evenkeel.wire.ec2.DescribeNetworkAclsRequest;
import dev.evenkeel.wire.ec2.DescribeNetworkAclsResult;
import dev.evenkeel.wire.ec2.DescribeRouteTablesRequest;
import dev.evenkeel.wire.ec2.DescribeRouteTablesResult;
import dev.evenkeel.wire.ec2.DescribeVpcClassicLinkDnsSupportRequest;
import dev.evenkeel.wire.ec2.DescribeVpcClassicLinkDnsSupportResult;
import dev.evenkeel.wire.ec2.DescribeVpcClassicLinkRequest;
import dev.evenkeel.wire.ec2.DescribeVpcClassicLinkResult;
import dev.evenkeel.wire.ec2.NetworkAcl;
import dev.evenkeel.wire.ec2.NetworkAclAssociation;
import dev.evenkeel.wire.ec2.NetworkAclEntry;
import dev.evenkeel.wire.ec2.Route;
import dev.evenkeel.wire.ec2.RouteTable;
import dev.evenkeel.wire.ec2.RouteTableAssociation;
import dev.evenkeel.wire.ec2.RouteTableAssociationState;
import dev.evenkeel.wire.ec2.VpcClassicLink;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Where traffic goes in the one VPC: from everywhere to everywhere in it, which its one route
/// table and its one network ACL say in AWS's words.
final class VpcTraffic {
    private static final int FIRST_RULE = 100;

    /// The rule that AWS shows last and nobody can change: whatever no rule allowed is denied.
    private static final int LAST_RULE = 32_767;

    private static final String ANYWHERE = "0.0.0.0/0";

    private static final Filters<RouteTable> TABLE_FILTERS =
            new Filters<RouteTable>()
                    .byFlag("association.main", table -> true)
                    .byEach(
                            "association.route-table-association-id",
                            table -> Stream.of(related(table.vpcId(), "rtbassoc")))
                    .byEach(
                            "association.route-table-id",
                            table -> Stream.ofNullable(table.routeTableId()))
                    .byEach("association.subnet-id", table -> Stream.empty())
                    .byEach("owner-id", table -> Stream.ofNullable(table.ownerId()))
                    .byEach("route-table-id", table -> Stream.ofNullable(table.routeTableId()))
                    .byEach("route.destination-cidr-block", table -> Stream.of(Network.CIDR))
                    .byEach("route.gateway-id", table -> Stream.of("local"))
                    .byEach("route.state", table -> Stream.of("active"))
                    .byEach("vpc-id", table -> Stream.ofNullable(table.vpcId()))
                    .byTags(table -> Tags.NONE);

    private static final Filters<NetworkAcl> ACL_FILTERS =
            new Filters<NetworkAcl>()
                    .byEach(
                            "association.subnet-id",
                            acl ->
                                    Present.orEmpty(acl.associations()).stream()
                                            .map(NetworkAclAssociation::subnetId))
                    .byFlag("default", acl -> true)
                    .byEach("network-acl-id", acl -> Stream.ofNullable(acl.networkAclId()))
                    .byEach("owner-id", acl -> Stream.ofNullable(acl.ownerId()))
                    .byEach("vpc-id", acl -> Stream.ofNullable(acl.vpcId()))
                    .byTags(acl -> Tags.NONE);

    private static final Filters<VpcClassicLink> CLASSIC_LINK_FILTERS =
            new Filters<VpcClassicLink>()
                    .byFlag("is-classic-link-enabled", vpc -> false)
                    .byTags(vpc -> Tags.NONE);

    private VpcTraffic() {}

    /// The id of what belongs to a VPC and is as old as it.
    private static String related(@Nullable String vpcId, String kind) {
        return String.valueOf(vpcId).replaceFirst("^vpc", kind);
    }

    static DescribeRouteTablesResult routeTables(
            World world, Call call, DescribeRouteTablesRequest input) {
        RouteTable table = table(world.site().network(), call);
        for (String id : Present.orEmpty(input.routeTableIds())) {
            if (!id.equals(table.routeTableId())) {
                throw new ApiFault(
                        "InvalidRouteTableID.NotFound",
                        "The routeTable ID '" + id + "' does not exist");
            }
        }
        return new DescribeRouteTablesResult(
                Stream.of(table).filter(TABLE_FILTERS.matching(input.filters())).toList(), null);
    }

    private static RouteTable table(Network network, Call call) {
        String id = related(network.vpcId(), "rtb");
        var main =
                RouteTableAssociation.builder()
                        .main(true)
                        .routeTableAssociationId(related(network.vpcId(), "rtbassoc"))
                        .routeTableId(id)
                        .associationState(
                                RouteTableAssociationState.builder().state("associated").build())
                        .build();
        var within =
                Route.builder()
                        .destinationCidrBlock(Network.CIDR)
                        .gatewayId("local")
                        .origin("CreateRouteTable")
                        .state("active")
                        .build();
        return RouteTable.builder()
                .routeTableId(id)
                .vpcId(network.vpcId())
                .ownerId(call.scope().account())
                .associations(List.of(main))
                .routes(List.of(within))
                .propagatingVgws(List.of())
                .tags(List.of())
                .build();
    }

    static DescribeNetworkAclsResult networkAcls(
            World world, Call call, DescribeNetworkAclsRequest input) {
        NetworkAcl acl = acl(world.site().network(), call);
        for (String id : Present.orEmpty(input.networkAclIds())) {
            if (!id.equals(acl.networkAclId())) {
                throw new ApiFault(
                        "InvalidNetworkAclID.NotFound",
                        "The networkAcl ID '" + id + "' does not exist");
            }
        }
        return new DescribeNetworkAclsResult(
                Stream.of(acl).filter(ACL_FILTERS.matching(input.filters())).toList(), null);
    }

    private static NetworkAcl acl(Network network, Call call) {
        String id = related(network.vpcId(), "acl");
        return NetworkAcl.builder()
                .networkAclId(id)
                .vpcId(network.vpcId())
                .ownerId(call.scope().account())
                .isDefault(true)
                .associations(
                        network.subnets().stream()
                                .map(subnet ->
                                        new NetworkAclAssociation(
                                                subnet.subnetId()
                                                        .replaceFirst("^subnet", "aclassoc"),
                                                id,
                                                subnet.subnetId()))
                                .toList())
                .entries(
                        List.of(
                                entry(true, FIRST_RULE, "allow"),
                                entry(true, LAST_RULE, "deny"),
                                entry(false, FIRST_RULE, "allow"),
                                entry(false, LAST_RULE, "deny")))
                .tags(List.of())
                .build();
    }

    private static NetworkAclEntry entry(boolean egress, int number, String action) {
        return NetworkAclEntry.builder()
                .cidrBlock(ANYWHERE)
                .egress(egress)
                .protocol("-1")
                .ruleAction(action)
                .ruleNumber(number)
                .build();
    }

    /// Of the network that was before VPCs, which tools still ask for.
    static DescribeVpcClassicLinkResult classicLink(
            World world, Call call, DescribeVpcClassicLinkRequest input) {
        var vpc = new VpcClassicLink(false, List.of(), its(world, input.vpcIds()));
        return new DescribeVpcClassicLinkResult(
                Stream.of(vpc).filter(CLASSIC_LINK_FILTERS.matching(input.filters())).toList());
    }

    static DescribeVpcClassicLinkDnsSupportResult classicLinkDnsSupport(
            World world, Call call, DescribeVpcClassicLinkDnsSupportRequest input) {
        var vpc = new ClassicLinkDnsSupport(false, its(world, input.vpcIds()));
        return new DescribeVpcClassicLinkDnsSupportResult(null, List.of(vpc));
    }

    private static String its(World world, @Nullable List<String> asked) {
        Network network = world.site().network();
        Present.orEmpty(asked).forEach(id -> DefaultVpc.requireVpc(network, id));
        return network.vpcId();
    }
}
