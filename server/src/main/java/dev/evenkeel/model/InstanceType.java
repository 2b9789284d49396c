package dev.evenkeel.model;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A size an instance can have, with AWS's name and numbers. It is a label: processes share the
/// whole machine. The price, in millionths of a dollar an hour, is what tells types apart where the
/// cheapest is asked for.
public record InstanceType(String name, int processors, long mebibytes, long price) {
    /// What EC2 takes if a launch names none.
    public static final String DEFAULT = "m1.small";

    /// Spot capacity costs as much less everywhere, so that prices order the pools as On-Demand
    /// ones order the types.
    private static final long SPOT_PERCENT = 30;

    public static final List<InstanceType> CATALOGUE =
            Stream.of(
                            new InstanceType("c5.large", 2, 4096, 85_000),
                            new InstanceType("c5.xlarge", 4, 8192, 170_000),
                            new InstanceType("m1.small", 1, 1740, 44_000),
                            new InstanceType("m5.large", 2, 8192, 96_000),
                            new InstanceType("m5.xlarge", 4, 16384, 192_000),
                            new InstanceType("t2.medium", 2, 4096, 46_400),
                            new InstanceType("t2.micro", 1, 1024, 11_600),
                            new InstanceType("t2.nano", 1, 512, 5_800),
                            new InstanceType("t2.small", 1, 2048, 23_000),
                            new InstanceType("t3.large", 2, 8192, 83_200),
                            new InstanceType("t3.medium", 2, 4096, 41_600),
                            new InstanceType("t3.micro", 2, 1024, 10_400),
                            new InstanceType("t3.nano", 2, 512, 5_200),
                            new InstanceType("t3.small", 2, 2048, 20_800),
                            new InstanceType("t3.xlarge", 4, 16384, 166_400))
                    .sorted(Comparator.comparing(InstanceType::name))
                    .toList();

    public static Optional<InstanceType> find(String name) {
        return CATALOGUE.stream().filter(type -> type.name.equals(name)).findFirst();
    }

    /// The name of the type that instances with these settings have.
    public static String of(InstanceSettings settings) {
        return settings.instanceType().orElse(DEFAULT);
    }

    public boolean isBurstable() {
        return name.startsWith("t");
    }

    public boolean isCurrent() {
        return !name.startsWith("m1.");
    }

    public long spotPrice() {
        return price * SPOT_PERCENT / 100;
    }
}
