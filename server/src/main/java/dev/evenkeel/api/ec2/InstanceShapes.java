package dev.evenkeel.api.ec2;

import dev.evenkeel.model.Instance;
import dev.evenkeel.model.InstanceType;
import dev.evenkeel.model.World;
import dev.evenkeel.wire.ec2.GroupIdentifier;
import dev.evenkeel.wire.ec2.HibernationOptions;
import dev.evenkeel.wire.ec2.InstanceNetworkInterface;
import dev.evenkeel.wire.ec2.InstanceNetworkInterfaceAttachment;
import dev.evenkeel.wire.ec2.InstancePrivateIpAddress;
import dev.evenkeel.wire.ec2.InstanceState;
import dev.evenkeel.wire.ec2.Monitoring;
import dev.evenkeel.wire.ec2.Placement;
import dev.evenkeel.wire.ec2.Reservation;
import dev.evenkeel.wire.ec2.StateReason;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Instances as the API shows them.
final class InstanceShapes {
    private final World world;
    private final Machines machines;

    InstanceShapes(World world, Machines machines) {
        this.world = world;
        this.machines = machines;
    }

    /// The instances, by the request that launched them.
    List<Reservation> reservations(List<Instance> instances) {
        var together = new LinkedHashMap<String, List<Instance>>();
        for (Instance instance : instances) {
            together.computeIfAbsent(instance.reservationId(), id -> new ArrayList<>())
                    .add(instance);
        }
        return together.values().stream().map(this::reservation).toList();
    }

    Reservation reservation(List<Instance> instances) {
        Instance first = instances.getFirst();
        return Reservation.builder()
                .reservationId(first.reservationId())
                .ownerId(first.scope().account())
                .groups(List.of())
                .instances(instances.stream().map(this::shape).toList())
                .build();
    }

    /// A terminated instance is no longer in the network.
    dev.evenkeel.wire.ec2.Instance shape(Instance instance) {
        var settings = instance.settings();
        boolean connected = instance.state() != Instance.State.TERMINATED;
        var shape =
                dev.evenkeel.wire.ec2.Instance.builder()
                        .instanceId(instance.id())
                        .imageId(settings.imageId().orElse(Images.PROCESS_IMAGE))
                        .instanceType(typeOf(instance))
                        .instanceLifecycle(settings.spot().isPresent() ? "spot" : null)
                        .spotInstanceRequestId(
                                settings.spot().isPresent() ? requestId(instance) : null)
                        .state(state(instance.state()))
                        .stateReason(reason(instance.stateReason()))
                        .stateTransitionReason(transition(instance))
                        .keyName(settings.keyName().orElse(null))
                        .launchTime(instance.launchedAt())
                        .placement(placement(instance))
                        .monitoring(new Monitoring(monitoring(instance)))
                        .architecture(machines.architecture())
                        .rootDeviceType("ebs")
                        .rootDeviceName(Images.ROOT_DEVICE)
                        .virtualizationType("hvm")
                        .platformDetails("Linux/UNIX")
                        .ebsOptimized(false)
                        .hibernationOptions(new HibernationOptions(settings.canHibernate()))
                        .metadataOptions(MetadataOptions.shape(settings.requiresToken()))
                        .blockDeviceMappings(List.of())
                        .productCodes(List.of())
                        .tags(TagShapes.shapes(instance.tags()))
                        .publicDnsName("")
                        .privateDnsName("")
                        .securityGroups(List.of())
                        .networkInterfaces(List.of());
        if (connected) {
            shape.privateIpAddress(instance.placement().address())
                    .privateDnsName(privateName(instance))
                    .subnetId(instance.placement().subnetId())
                    .vpcId(world.site().network().vpcId())
                    .sourceDestCheck(true)
                    .securityGroups(groups(instance))
                    .networkInterfaces(List.of(networkInterface(instance)));
        }
        return shape.build();
    }

    /// Each Spot instance has a request of its own, named after it.
    private static String requestId(Instance instance) {
        String hex = instance.id().substring(instance.id().length() - 8);
        return "sir-" + hex;
    }

    static String typeOf(Instance instance) {
        return InstanceType.of(instance.settings());
    }

    static InstanceState state(Instance.State state) {
        return new InstanceState(state.code(), state.word());
    }

    static String monitoring(Instance instance) {
        return instance.settings().detailedMonitoring().orElse(false) ? "enabled" : "disabled";
    }

    private static Placement placement(Instance instance) {
        return Placement.builder()
                .availabilityZone(instance.placement().zone())
                .availabilityZoneId(Zones.idOf(instance.placement().zone()))
                .groupName("")
                .tenancy("default")
                .build();
    }

    /// `ip-127-31-0-4.ec2.internal`
    static String privateName(Instance instance) {
        String region = instance.scope().region();
        String domain = region.equals("us-east-1") ? "ec2.internal" : region + ".compute.internal";
        return "ip-" + instance.placement().address().replace('.', '-') + "." + domain;
    }

    List<GroupIdentifier> groups(Instance instance) {
        return new SecurityGroups(world.in(instance.scope()), world.site().network())
                .identifiers(instance.settings().securityGroups());
    }

    private static @Nullable StateReason reason(String text) {
        if (text.isEmpty()) {
            return null;
        }
        int colon = text.indexOf(": ");
        return new StateReason(colon < 0 ? text : text.substring(0, colon), text);
    }

    private static String transition(Instance instance) {
        boolean byUser =
                instance.stateReason().startsWith(InstanceStates.BY_USER_CODE)
                        || instance.isHibernating();
        return byUser ? "User initiated" : "";
    }

    private InstanceNetworkInterface networkInterface(Instance instance) {
        var placement = instance.placement();
        var attachment =
                InstanceNetworkInterfaceAttachment.builder()
                        .attachmentId(
                                NetworkInterfaces.attachmentId(placement.networkInterfaceId()))
                        .attachTime(instance.launchedAt())
                        .deviceIndex(0)
                        .networkCardIndex(0)
                        .deleteOnTermination(true)
                        .status("attached")
                        .build();
        var address =
                new InstancePrivateIpAddress(
                        null, true, privateName(instance), placement.address());
        return InstanceNetworkInterface.builder()
                .networkInterfaceId(placement.networkInterfaceId())
                .attachment(attachment)
                .description("")
                .interfaceType("interface")
                .macAddress(NetworkInterfaces.macAddress(placement.address()))
                .ownerId(instance.scope().account())
                .privateDnsName(privateName(instance))
                .privateIpAddress(placement.address())
                .privateIpAddresses(List.of(address))
                .sourceDestCheck(true)
                .status("in-use")
                .subnetId(placement.subnetId())
                .vpcId(world.site().network().vpcId())
                .groups(groups(instance))
                .ipv6Addresses(List.of())
                .build();
    }
}
