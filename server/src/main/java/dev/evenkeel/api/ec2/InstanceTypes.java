package dev.evenkeel.api.ec2;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.api.Call;
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
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The sizes an instance can have, with AWS's names and numbers. They are labels: processes share
/// the whole machine.
public final class InstanceTypes {
    /// What EC2 takes if a launch names none.
    public static final String DEFAULT = "m1.small";

    private static final List<Type> CATALOGUE =
            Stream.of(
                            new Type("c5.large", 2, 4096),
                            new Type("c5.xlarge", 4, 8192),
                            new Type("m1.small", 1, 1740),
                            new Type("m5.large", 2, 8192),
                            new Type("m5.xlarge", 4, 16384),
                            new Type("t2.medium", 2, 4096),
                            new Type("t2.micro", 1, 1024),
                            new Type("t2.nano", 1, 512),
                            new Type("t2.small", 1, 2048),
                            new Type("t3.large", 2, 8192),
                            new Type("t3.medium", 2, 4096),
                            new Type("t3.micro", 2, 1024),
                            new Type("t3.nano", 2, 512),
                            new Type("t3.small", 2, 2048),
                            new Type("t3.xlarge", 4, 16384))
                    .sorted(Comparator.comparing(Type::name))
                    .toList();

    private static final Filters<Type> FILTERS =
            new Filters<Type>()
                    .by("instance-type", Type::name)
                    .byFlag("bare-metal", type -> false)
                    .byFlag("burstable-performance-supported", Type::isBurstable)
                    .byFlag("hibernation-supported", type -> true)
                    .byFlag("current-generation", Type::isCurrent)
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

    private record Type(String name, int processors, long mebibytes) {
        boolean isBurstable() {
            return name.startsWith("t");
        }

        boolean isCurrent() {
            return !name.startsWith("m1.");
        }
    }

    public static boolean exists(String name) {
        return find(name).isPresent();
    }

    static boolean isBurstable(String name) {
        return find(name).map(Type::isBurstable).orElse(false);
    }

    private static Optional<Type> find(String name) {
        return CATALOGUE.stream().filter(type -> type.name().equals(name)).findFirst();
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
        List<Type> all =
                CATALOGUE.stream()
                        .filter(type -> names.isEmpty() || names.contains(type.name()))
                        .filter(FILTERS.matching(input.filters()))
                        .toList();
        var page = Listing.page(all, Type::name, input.nextToken(), input.maxResults());
        return new DescribeInstanceTypesResult(
                page.items().stream().map(this::shape).toList(), page.next());
    }

    private InstanceTypeInfo shape(Type type) {
        return InstanceTypeInfo.builder()
                .instanceType(type.name())
                .currentGeneration(type.isCurrent())
                .bareMetal(false)
                .supportedUsageClasses(List.of("on-demand"))
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
                CATALOGUE.stream()
                        .flatMap(type ->
                                locations.stream()
                                        .map(at -> new InstanceTypeOffering(type.name(), kind, at)))
                        .filter(OFFERING_FILTERS.matching(input.filters()))
                        .toList();
        return new DescribeInstanceTypeOfferingsResult(all, null);
    }
}
