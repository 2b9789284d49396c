package dev.evenkeel.api.ec2;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.api.Call;
import dev.evenkeel.model.InstanceType;
import dev.evenkeel.model.World;
import dev.evenkeel.wire.Present;
import dev.evenkeel.wire.ec2.DescribeInstanceTypeOfferingsRequest;
import dev.evenkeel.wire.ec2.DescribeInstanceTypeOfferingsResult;
import dev.evenkeel.wire.ec2.DescribeInstanceTypesRequest;
import dev.evenkeel.wire.ec2.DescribeInstanceTypesResult;
import dev.evenkeel.wire.ec2.InstanceTypeInfo;
import dev.evenkeel.wire.ec2.InstanceTypeOffering;
import dev.evenkeel.wire.ec2.MemoryInfo;
import dev.evenkeel.wire.ec2.ProcessorInfo;
import dev.evenkeel.wire.ec2.VCpuInfo;
import java.util.List;
import java.util.stream.Stream;

/// The sizes an instance can have.
public final class InstanceTypes {
    private static final Filters<InstanceType> FILTERS =
            new Filters<InstanceType>()
                    .by("instance-type", InstanceType::name)
                    .byFlag("bare-metal", type -> false)
                    .byFlag("burstable-performance-supported", InstanceType::isBurstable)
                    .byFlag("hibernation-supported", type -> true)
                    .byFlag("current-generation", InstanceType::isCurrent)
                    .by("memory-info.size-in-mib", type -> Long.toString(type.mebibytes()))
                    .by("vcpu-info.default-vcpus", type -> Integer.toString(type.processors()));

    private static final Filters<InstanceTypeOffering> OFFERING_FILTERS =
            new Filters<InstanceTypeOffering>()
                    .byEach("instance-type", o -> Stream.ofNullable(o.instanceType()))
                    .byEach("location", o -> Stream.ofNullable(o.location()));

    private final Machines machines;

    InstanceTypes(Machines machines) {
        this.machines = machines;
    }

    public static boolean exists(String name) {
        return InstanceType.find(name).isPresent();
    }

    static boolean isBurstable(String name) {
        return InstanceType.find(name).map(InstanceType::isBurstable).orElse(false);
    }

    DescribeInstanceTypesResult describe(
            World world, Call call, DescribeInstanceTypesRequest input) {
        List<String> names = Present.orEmpty(input.instanceTypes());
        List<String> unknown = names.stream().filter(name -> !exists(name)).toList();
        if (!unknown.isEmpty()) {
            throw new ApiFault(
                    "InvalidInstanceType",
                    "The following supplied instance types do not exist: " + unknown);
        }
        List<InstanceType> all =
                InstanceType.CATALOGUE.stream()
                        .filter(type -> names.isEmpty() || names.contains(type.name()))
                        .filter(FILTERS.matching(input.filters()))
                        .toList();
        var page = Listing.page(all, InstanceType::name, input.nextToken(), input.maxResults());
        return new DescribeInstanceTypesResult(
                page.items().stream().map(this::shape).toList(), page.next());
    }

    private InstanceTypeInfo shape(InstanceType type) {
        return InstanceTypeInfo.builder()
                .instanceType(type.name())
                .currentGeneration(type.isCurrent())
                .bareMetal(false)
                .supportedUsageClasses(List.of("on-demand", "spot"))
                .supportedRootDeviceTypes(List.of("ebs"))
                .supportedVirtualizationTypes(List.of("hvm"))
                .processorInfo(
                        ProcessorInfo.builder()
                                .supportedArchitectures(List.of(machines.architecture()))
                                .build())
                .vCpuInfo(VCpuInfo.builder().defaultVCpus(type.processors()).build())
                .memoryInfo(new MemoryInfo(type.mebibytes()))
                .instanceStorageSupported(false)
                .hibernationSupported(true)
                .burstablePerformanceSupported(type.isBurstable())
                .build();
    }

    DescribeInstanceTypeOfferingsResult offerings(
            World world, Call call, DescribeInstanceTypeOfferingsRequest input) {
        String kind = input.locationType() == null ? "region" : input.locationType();
        List<String> locations =
                switch (kind) {
                    case "region" -> List.of(call.scope().region());
                    case "availability-zone" -> world.site().zones();
                    case "availability-zone-id" ->
                            world.site().zones().stream().map(Zones::idOf).toList();
                    default ->
                            throw Ec2Faults.invalid(
                                    "Invalid value '" + kind + "' for location-type.");
                };
        List<InstanceTypeOffering> all =
                InstanceType.CATALOGUE.stream()
                        .flatMap(type ->
                                locations.stream()
                                        .map(at -> new InstanceTypeOffering(type.name(), kind, at)))
                        .filter(OFFERING_FILTERS.matching(input.filters()))
                        .toList();
        return new DescribeInstanceTypeOfferingsResult(all, null);
    }
}
