package dev.evenkeel.api.ec2;

import dev.evenkeel.api.Operations;
import dev.evenkeel.wire.ec2.CreateLaunchTemplateRequest;
import dev.evenkeel.wire.ec2.CreateLaunchTemplateVersionRequest;
import dev.evenkeel.wire.ec2.DeleteLaunchTemplateRequest;
import dev.evenkeel.wire.ec2.DeleteLaunchTemplateVersionsRequest;
import dev.evenkeel.wire.ec2.DescribeAvailabilityZonesRequest;
import dev.evenkeel.wire.ec2.DescribeImagesRequest;
import dev.evenkeel.wire.ec2.DescribeInstanceStatusRequest;
import dev.evenkeel.wire.ec2.DescribeInstanceTypeOfferingsRequest;
import dev.evenkeel.wire.ec2.DescribeInstanceTypesRequest;
import dev.evenkeel.wire.ec2.DescribeInstancesRequest;
import dev.evenkeel.wire.ec2.DescribeLaunchTemplateVersionsRequest;
import dev.evenkeel.wire.ec2.DescribeLaunchTemplatesRequest;
import dev.evenkeel.wire.ec2.DescribeNetworkInterfacesRequest;
import dev.evenkeel.wire.ec2.DescribeRegionsRequest;
import dev.evenkeel.wire.ec2.DescribeSubnetsRequest;
import dev.evenkeel.wire.ec2.DescribeVpcAttributeRequest;
import dev.evenkeel.wire.ec2.DescribeVpcsRequest;
import dev.evenkeel.wire.ec2.Ec2Operations;
import dev.evenkeel.wire.ec2.GetConsoleOutputRequest;
import dev.evenkeel.wire.ec2.GetLaunchTemplateDataRequest;
import dev.evenkeel.wire.ec2.ModifyLaunchTemplateRequest;
import dev.evenkeel.wire.ec2.RebootInstancesRequest;
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
                        DryRun.read(
                                DescribeInstanceTypeOfferingsRequest::dryRun, types::offerings));
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
                        Ec2Operations.DESCRIBE_SUBNETS,
                        DryRun.read(DescribeSubnetsRequest::dryRun, DefaultVpc::subnets))
                .read(
                        Ec2Operations.DESCRIBE_NETWORK_INTERFACES,
                        DryRun.read(
                                DescribeNetworkInterfacesRequest::dryRun,
                                NetworkInterfaces::describe));
    }
}
