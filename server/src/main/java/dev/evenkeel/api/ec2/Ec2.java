package dev.evenkeel.api.ec2;

import dev.evenkeel.api.Operations;
import dev.evenkeel.wire.ec2.AuthorizeSecurityGroupEgressRequest;
import dev.evenkeel.wire.ec2.AuthorizeSecurityGroupIngressRequest;
import dev.evenkeel.wire.ec2.CreateLaunchTemplateRequest;
import dev.evenkeel.wire.ec2.CreateLaunchTemplateVersionRequest;
import dev.evenkeel.wire.ec2.CreateSecurityGroupRequest;
import dev.evenkeel.wire.ec2.CreateTagsRequest;
import dev.evenkeel.wire.ec2.DeleteLaunchTemplateRequest;
import dev.evenkeel.wire.ec2.DeleteLaunchTemplateVersionsRequest;
import dev.evenkeel.wire.ec2.DeleteSecurityGroupRequest;
import dev.evenkeel.wire.ec2.DeleteTagsRequest;
import dev.evenkeel.wire.ec2.DescribeAccountAttributesRequest;
import dev.evenkeel.wire.ec2.DescribeAddressesRequest;
import dev.evenkeel.wire.ec2.DescribeAvailabilityZonesRequest;
import dev.evenkeel.wire.ec2.DescribeImagesRequest;
import dev.evenkeel.wire.ec2.DescribeInstanceAttributeRequest;
import dev.evenkeel.wire.ec2.DescribeInstanceCreditSpecificationsRequest;
import dev.evenkeel.wire.ec2.DescribeInstanceStatusRequest;
import dev.evenkeel.wire.ec2.DescribeInstanceTypeOfferingsRequest;
import dev.evenkeel.wire.ec2.DescribeInstanceTypesRequest;
import dev.evenkeel.wire.ec2.DescribeInstancesRequest;
import dev.evenkeel.wire.ec2.DescribeInternetGatewaysRequest;
import dev.evenkeel.wire.ec2.DescribeKeyPairsRequest;
import dev.evenkeel.wire.ec2.DescribeLaunchTemplateVersionsRequest;
import dev.evenkeel.wire.ec2.DescribeLaunchTemplatesRequest;
import dev.evenkeel.wire.ec2.DescribeNetworkAclsRequest;
import dev.evenkeel.wire.ec2.DescribeNetworkInterfacesRequest;
import dev.evenkeel.wire.ec2.DescribeRegionsRequest;
import dev.evenkeel.wire.ec2.DescribeRouteTablesRequest;
import dev.evenkeel.wire.ec2.DescribeSecurityGroupRulesRequest;
import dev.evenkeel.wire.ec2.DescribeSecurityGroupsRequest;
import dev.evenkeel.wire.ec2.DescribeSpotPriceHistoryRequest;
import dev.evenkeel.wire.ec2.DescribeSubnetsRequest;
import dev.evenkeel.wire.ec2.DescribeTagsRequest;
import dev.evenkeel.wire.ec2.DescribeVolumesRequest;
import dev.evenkeel.wire.ec2.DescribeVpcAttributeRequest;
import dev.evenkeel.wire.ec2.DescribeVpcClassicLinkRequest;
import dev.evenkeel.wire.ec2.DescribeVpcsRequest;
import dev.evenkeel.wire.ec2.Ec2Operations;
import dev.evenkeel.wire.ec2.GetConsoleOutputRequest;
import dev.evenkeel.wire.ec2.GetLaunchTemplateDataRequest;
import dev.evenkeel.wire.ec2.ModifyLaunchTemplateRequest;
import dev.evenkeel.wire.ec2.RebootInstancesRequest;
import dev.evenkeel.wire.ec2.RevokeSecurityGroupEgressRequest;
import dev.evenkeel.wire.ec2.RevokeSecurityGroupIngressRequest;
import dev.evenkeel.wire.ec2.RunInstancesRequest;
import dev.evenkeel.wire.ec2.StartInstancesRequest;
import dev.evenkeel.wire.ec2.StopInstancesRequest;
import dev.evenkeel.wire.ec2.TerminateInstancesRequest;

/// The operations of EC2 that are answered.
public final class Ec2 {
    private Ec2() {}

    public static Operations operations(Machines machines) {
        var operations = Operations.of(Ec2Operations.SERVICE);
        launchTemplates(operations);
        instances(operations, machines);
        network(operations);
        securityGroups(operations);
        tagsAndAttributes(operations, machines);
        return operations;
    }

    private static void launchTemplates(Operations operations) {
        operations
                .write(
                        Ec2Operations.CREATE_LAUNCH_TEMPLATE,
                        DryRun.write(CreateLaunchTemplateRequest::dryRun, LaunchTemplates::create))
                .read(
                        Ec2Operations.DESCRIBE_LAUNCH_TEMPLATES,
                        DryRun.read(
                                DescribeLaunchTemplatesRequest::dryRun, LaunchTemplates::describe))
                .write(
                        Ec2Operations.MODIFY_LAUNCH_TEMPLATE,
                        DryRun.write(ModifyLaunchTemplateRequest::dryRun, LaunchTemplates::modify))
                .write(
                        Ec2Operations.DELETE_LAUNCH_TEMPLATE,
                        DryRun.write(DeleteLaunchTemplateRequest::dryRun, LaunchTemplates::delete))
                .write(
                        Ec2Operations.CREATE_LAUNCH_TEMPLATE_VERSION,
                        DryRun.write(
                                CreateLaunchTemplateVersionRequest::dryRun,
                                TemplateVersions::create))
                .read(
                        Ec2Operations.DESCRIBE_LAUNCH_TEMPLATE_VERSIONS,
                        DryRun.read(
                                DescribeLaunchTemplateVersionsRequest::dryRun,
                                TemplateVersions::describe))
                .write(
                        Ec2Operations.DELETE_LAUNCH_TEMPLATE_VERSIONS,
                        DryRun.write(
                                DeleteLaunchTemplateVersionsRequest::dryRun,
                                TemplateVersions::delete))
                .read(
                        Ec2Operations.GET_LAUNCH_TEMPLATE_DATA,
                        DryRun.read(
                                GetLaunchTemplateDataRequest::dryRun,
                                TemplateVersions::ofInstance));
    }

    private static void instances(Operations operations, Machines machines) {
        var instances = new Instances(machines);
        var types = new InstanceTypes(machines);
        operations
                .write(
                        Ec2Operations.RUN_INSTANCES,
                        DryRun.write(
                                RunInstancesRequest::dryRun, new RunInstances(machines)::decide))
                .read(
                        Ec2Operations.DESCRIBE_INSTANCES,
                        DryRun.read(DescribeInstancesRequest::dryRun, instances::describe))
                .read(
                        Ec2Operations.DESCRIBE_INSTANCE_STATUS,
                        DryRun.read(DescribeInstanceStatusRequest::dryRun, Instances::statuses))
                .write(
                        Ec2Operations.STOP_INSTANCES,
                        DryRun.write(StopInstancesRequest::dryRun, InstanceStates::stop))
                .write(
                        Ec2Operations.START_INSTANCES,
                        DryRun.write(StartInstancesRequest::dryRun, InstanceStates::start))
                .write(
                        Ec2Operations.TERMINATE_INSTANCES,
                        DryRun.write(TerminateInstancesRequest::dryRun, InstanceStates::terminate))
                .effect(
                        Ec2Operations.REBOOT_INSTANCES,
                        DryRun.effect(
                                RebootInstancesRequest::dryRun,
                                new InstanceStates(machines)::reboot))
                .effect(
                        Ec2Operations.GET_CONSOLE_OUTPUT,
                        DryRun.effect(GetConsoleOutputRequest::dryRun, instances::console))
                .read(
                        Ec2Operations.DESCRIBE_IMAGES,
                        DryRun.read(DescribeImagesRequest::dryRun, new Images(machines)::describe))
                .read(
                        Ec2Operations.DESCRIBE_INSTANCE_TYPES,
                        DryRun.read(DescribeInstanceTypesRequest::dryRun, types::describe))
                .read(
                        Ec2Operations.DESCRIBE_INSTANCE_TYPE_OFFERINGS,
                        DryRun.read(DescribeInstanceTypeOfferingsRequest::dryRun, types::offerings))
                .read(
                        Ec2Operations.DESCRIBE_SPOT_PRICE_HISTORY,
                        DryRun.read(DescribeSpotPriceHistoryRequest::dryRun, SpotPrices::describe));
    }

    private static void network(Operations operations) {
        operations
                .read(
                        Ec2Operations.DESCRIBE_AVAILABILITY_ZONES,
                        DryRun.read(DescribeAvailabilityZonesRequest::dryRun, Zones::describe))
                .read(
                        Ec2Operations.DESCRIBE_REGIONS,
                        DryRun.read(DescribeRegionsRequest::dryRun, Zones::regions))
                .read(
                        Ec2Operations.DESCRIBE_VPCS,
                        DryRun.read(DescribeVpcsRequest::dryRun, DefaultVpc::vpcs))
                .read(
                        Ec2Operations.DESCRIBE_VPC_ATTRIBUTE,
                        DryRun.read(DescribeVpcAttributeRequest::dryRun, DefaultVpc::attribute))
                .read(
                        Ec2Operations.DESCRIBE_VPC_CLASSIC_LINK,
                        DryRun.read(DescribeVpcClassicLinkRequest::dryRun, VpcTraffic::classicLink))
                .read(
                        Ec2Operations.DESCRIBE_VPC_CLASSIC_LINK_DNS_SUPPORT,
                        VpcTraffic::classicLinkDnsSupport)
                .read(
                        Ec2Operations.DESCRIBE_ROUTE_TABLES,
                        DryRun.read(DescribeRouteTablesRequest::dryRun, VpcTraffic::routeTables))
                .read(
                        Ec2Operations.DESCRIBE_NETWORK_ACLS,
                        DryRun.read(DescribeNetworkAclsRequest::dryRun, VpcTraffic::networkAcls))
                .read(
                        Ec2Operations.DESCRIBE_INTERNET_GATEWAYS,
                        DryRun.read(
                                DescribeInternetGatewaysRequest::dryRun,
                                NeverMade::internetGateways))
                .read(
                        Ec2Operations.DESCRIBE_SUBNETS,
                        DryRun.read(DescribeSubnetsRequest::dryRun, DefaultVpc::subnets))
                .read(
                        Ec2Operations.DESCRIBE_NETWORK_INTERFACES,
                        DryRun.read(
                                DescribeNetworkInterfacesRequest::dryRun,
                                NetworkInterfaces::describe));
    }

    private static void securityGroups(Operations operations) {
        operations
                .write(
                        Ec2Operations.CREATE_SECURITY_GROUP,
                        DryRun.write(CreateSecurityGroupRequest::dryRun, SecurityGroupLife::create))
                .read(
                        Ec2Operations.DESCRIBE_SECURITY_GROUPS,
                        DryRun.read(
                                DescribeSecurityGroupsRequest::dryRun, SecurityGroupLife::describe))
                .write(
                        Ec2Operations.DELETE_SECURITY_GROUP,
                        DryRun.write(DeleteSecurityGroupRequest::dryRun, SecurityGroupLife::delete))
                .write(
                        Ec2Operations.AUTHORIZE_SECURITY_GROUP_INGRESS,
                        DryRun.write(
                                AuthorizeSecurityGroupIngressRequest::dryRun,
                                SecurityGroupRules::authorizeIngress))
                .write(
                        Ec2Operations.AUTHORIZE_SECURITY_GROUP_EGRESS,
                        DryRun.write(
                                AuthorizeSecurityGroupEgressRequest::dryRun,
                                SecurityGroupRules::authorizeEgress))
                .write(
                        Ec2Operations.REVOKE_SECURITY_GROUP_INGRESS,
                        DryRun.write(
                                RevokeSecurityGroupIngressRequest::dryRun,
                                SecurityGroupRules::revokeIngress))
                .write(
                        Ec2Operations.REVOKE_SECURITY_GROUP_EGRESS,
                        DryRun.write(
                                RevokeSecurityGroupEgressRequest::dryRun,
                                SecurityGroupRules::revokeEgress))
                .read(
                        Ec2Operations.DESCRIBE_SECURITY_GROUP_RULES,
                        DryRun.read(
                                DescribeSecurityGroupRulesRequest::dryRun,
                                SecurityGroupRules::describe));
    }

    private static void tagsAndAttributes(Operations operations, Machines machines) {
        operations
                .write(
                        Ec2Operations.CREATE_TAGS,
                        DryRun.write(CreateTagsRequest::dryRun, ResourceTags::create))
                .write(
                        Ec2Operations.DELETE_TAGS,
                        DryRun.write(DeleteTagsRequest::dryRun, ResourceTags::delete))
                .read(
                        Ec2Operations.DESCRIBE_TAGS,
                        DryRun.read(DescribeTagsRequest::dryRun, ResourceTags::describe))
                .read(
                        Ec2Operations.DESCRIBE_INSTANCE_ATTRIBUTE,
                        DryRun.read(
                                DescribeInstanceAttributeRequest::dryRun,
                                new InstanceAttributes(machines)::describe))
                .read(
                        Ec2Operations.DESCRIBE_INSTANCE_CREDIT_SPECIFICATIONS,
                        DryRun.read(
                                DescribeInstanceCreditSpecificationsRequest::dryRun,
                                InstanceAttributes::credits))
                .read(
                        Ec2Operations.DESCRIBE_ACCOUNT_ATTRIBUTES,
                        DryRun.read(
                                DescribeAccountAttributesRequest::dryRun,
                                NeverMade::accountAttributes))
                .read(
                        Ec2Operations.DESCRIBE_KEY_PAIRS,
                        DryRun.read(DescribeKeyPairsRequest::dryRun, NeverMade::keyPairs))
                .read(
                        Ec2Operations.DESCRIBE_ADDRESSES,
                        DryRun.read(DescribeAddressesRequest::dryRun, NeverMade::addresses))
                .read(
                        Ec2Operations.DESCRIBE_VOLUMES,
                        DryRun.read(DescribeVolumesRequest::dryRun, NeverMade::volumes));
    }
}
