package dev.evenkeel.api.ec2;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.wire.Present;
import dev.evenkeel.wire.ec2.InstanceNetworkInterfaceSpecification;
import dev.evenkeel.wire.ec2.RunInstancesRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The one network interface of an instance: its subnet and security groups, which RunInstances may
/// say of the instance or of the interface.
record PrimaryInterface(Optional<String> subnetId, List<String> securityGroups) {
    static PrimaryInterface of(RunInstancesRequest input) {
        var groups = new ArrayList<>(Present.orEmpty(input.securityGroupIds()));
        groups.addAll(Present.orEmpty(input.securityGroups()));
        var own = new PrimaryInterface(Optional.ofNullable(input.subnetId()), groups);
        List<InstanceNetworkInterfaceSpecification> said =
                Present.orEmpty(input.networkInterfaces());
        return said.isEmpty() ? own : own.by(said);
    }

    private PrimaryInterface by(List<InstanceNetworkInterfaceSpecification> said) {
        subnetId.ifPresent(_ -> {
            throw both("subnet ID");
        });
        if (!securityGroups.isEmpty()) {
            throw both("security groups");
        }
        if (said.size() > 1) {
            throw Ec2Faults.unsupported("An instance has one network interface.");
        }
        InstanceNetworkInterfaceSpecification its = said.getFirst();
        refuseUnsupported(its);
        return new PrimaryInterface(
                Optional.ofNullable(its.subnetId()), Present.orEmpty(its.groups()));
    }

    private static ApiFault both(String what) {
        return new ApiFault(
                "InvalidParameterCombination",
                "Network interfaces and an instance-level "
                        + what
                        + " may not be specified on the same request");
    }

    private static void refuseUnsupported(InstanceNetworkInterfaceSpecification its) {
        Unsupported.unless(0, "NetworkInterface.DeviceIndex", its.deviceIndex());
        Unsupported.unless(0, "NetworkInterface.NetworkCardIndex", its.networkCardIndex());
        Unsupported.unless("interface", "NetworkInterface.InterfaceType", its.interfaceType());
        Unsupported.unless(
                false, "NetworkInterface.AssociatePublicIpAddress", its.associatePublicIpAddress());
        Unsupported.unless(
                false,
                "NetworkInterface.AssociateCarrierIpAddress",
                its.associateCarrierIpAddress());
        Unsupported.unless(true, "NetworkInterface.DeleteOnTermination", its.deleteOnTermination());
        Unsupported.unless("", "NetworkInterface.Description", its.description());
        Unsupported.refuse("NetworkInterface.NetworkInterfaceId", its.networkInterfaceId());
        Unsupported.refuse("NetworkInterface.PrivateIpAddress", its.privateIpAddress());
        Unsupported.refuse("NetworkInterface.PrivateIpAddresses", its.privateIpAddresses());
        Unsupported.refuse(
                "NetworkInterface.SecondaryPrivateIpAddressCount",
                its.secondaryPrivateIpAddressCount());
        Unsupported.refuse("NetworkInterface.Ipv4Prefix", its.ipv4Prefixes());
        Unsupported.refuse("NetworkInterface.Ipv4PrefixCount", its.ipv4PrefixCount());
        Unsupported.refuse("NetworkInterface.Ipv6Addresses", its.ipv6Addresses());
        Unsupported.refuse("NetworkInterface.Ipv6AddressCount", its.ipv6AddressCount());
        Unsupported.refuse("NetworkInterface.Ipv6Prefix", its.ipv6Prefixes());
        Unsupported.refuse("NetworkInterface.Ipv6PrefixCount", its.ipv6PrefixCount());
        Unsupported.refuse("NetworkInterface.PrimaryIpv6", its.primaryIpv6());
        Unsupported.refuse("NetworkInterface.EnaSrdSpecification", its.enaSrdSpecification());
        Unsupported.refuse(
                "NetworkInterface.ConnectionTrackingSpecification",
                its.connectionTrackingSpecification());
        Unsupported.refuse("NetworkInterface.EnaQueueCount", its.enaQueueCount());
    }
}
