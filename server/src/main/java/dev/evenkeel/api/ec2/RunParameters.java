package dev.evenkeel.api.ec2;

import dev.evenkeel.model.InstanceSettings;
import dev.evenkeel.model.World;
import dev.evenkeel.wire.ec2.LaunchTemplateSpecification;
import dev.evenkeel.wire.ec2.RunInstancesRequest;
import java.util.Optional;

/// What RunInstances says about the instances, over what its launch template says.
final class RunParameters {
    private RunParameters() {}

    static InstanceSettings settings(World.Region region, RunInstancesRequest input) {
        refuseUnsupported(input);
        var monitoring = input.monitoring();
        var own =
                new InstanceSettings(
                        Optional.ofNullable(input.imageId()),
                        Optional.ofNullable(input.instanceType()),
                        UserData.checked(input.userData()),
                        Optional.ofNullable(input.keyName()),
                        PrimaryInterface.of(input).securityGroups(),
                        monitoring == null
                                ? Optional.empty()
                                : Optional.ofNullable(monitoring.enabled()),
                        TagShapes.ofInstance(input.tagSpecifications()),
                        options(input));
        var template = input.launchTemplate();
        return template == null ? own : own.over(settings(region, template));
    }

    private static InstanceSettings.Options options(RunInstancesRequest input) {
        var hibernation = input.hibernationOptions();
        var metadata = input.metadataOptions();
        return new InstanceSettings.Options(
                hibernation == null
                        ? Optional.empty()
                        : Optional.ofNullable(hibernation.configured()),
                MetadataOptions.tokenRequired(metadata == null ? null : metadata.httpTokens()),
                SpotOptions.of(input.instanceMarketOptions()));
    }

    private static InstanceSettings settings(
            World.Region region, LaunchTemplateSpecification specification) {
        var lookup = new TemplateLookup(region);
        var template =
                lookup.find(specification.launchTemplateId(), specification.launchTemplateName());
        String version =
                specification.version() == null ? TemplateLookup.DEFAULT : specification.version();
        return lookup.version(template, version).settings();
    }

    private static void refuseUnsupported(RunInstancesRequest input) {
        Unsupported.refuse("BlockDeviceMapping", input.blockDeviceMappings());
        Unsupported.refuse("Ipv6AddressCount", input.ipv6AddressCount());
        Unsupported.refuse("Ipv6Address", input.ipv6Addresses());
        Unsupported.refuse("KernelId", input.kernelId());
        Unsupported.refuse("RamdiskId", input.ramdiskId());
        Unsupported.refuse("ElasticGpuSpecification", input.elasticGpuSpecification());
        Unsupported.refuse("ElasticInferenceAccelerator", input.elasticInferenceAccelerators());
        Unsupported.refuse("CpuOptions", input.cpuOptions());
        Unsupported.refuse(
                "CapacityReservationSpecification", input.capacityReservationSpecification());
        Unsupported.refuse("LicenseSpecification", input.licenseSpecifications());
        Unsupported.refuse("PrivateDnsNameOptions", input.privateDnsNameOptions());
        Unsupported.refuse("MaintenanceOptions", input.maintenanceOptions());
        Unsupported.refuse("EnablePrimaryIpv6", input.enablePrimaryIpv6());
        Unsupported.refuse("NetworkPerformanceOptions", input.networkPerformanceOptions());
        Unsupported.refuse("Operator", input.operator());
        Unsupported.refuse("SecondaryInterface", input.secondaryInterfaces());
        Unsupported.refuse("PrivateIpAddress", input.privateIpAddress());
        Unsupported.refuse("IamInstanceProfile", input.iamInstanceProfile());
        Unsupported.unless(false, "DisableApiStop", input.disableApiStop());
        Unsupported.unless(false, "DisableApiTermination", input.disableApiTermination());
        Unsupported.unless(false, "EbsOptimized", input.ebsOptimized());
        Unsupported.unless(
                "stop",
                "InstanceInitiatedShutdownBehavior",
                input.instanceInitiatedShutdownBehavior());
        refuseUnsupportedParts(input);
    }

    private static void refuseUnsupportedParts(RunInstancesRequest input) {
        var credits = input.creditSpecification();
        if (credits != null) {
            Unsupported.unless("unlimited", "CreditSpecification.CpuCredits", credits.cpuCredits());
        }
        var enclave = input.enclaveOptions();
        if (enclave != null) {
            Unsupported.unless(false, "EnclaveOptions.Enabled", enclave.enabled());
        }
        var options = input.metadataOptions();
        if (options != null) {
            MetadataOptions.refuseUnsupported(
                    options.httpEndpoint(),
                    options.httpProtocolIpv6(),
                    options.instanceMetadataTags());
        }
        var placement = input.placement();
        if (placement != null) {
            Unsupported.unless("default", "Placement.Tenancy", placement.tenancy());
            Unsupported.unless("", "Placement.GroupName", placement.groupName());
            Unsupported.refuse("Placement.GroupId", placement.groupId());
            Unsupported.refuse("Placement.HostId", placement.hostId());
            Unsupported.refuse("Placement.Affinity", placement.affinity());
            Unsupported.refuse("Placement.AvailabilityZoneId", placement.availabilityZoneId());
            Unsupported.refuse("Placement.PartitionNumber", placement.partitionNumber());
            Unsupported.refuse("Placement.HostResourceGroupArn", placement.hostResourceGroupArn());
        }
    }
}
