package dev.evenkeel.sim;

import dev.evenkeel.model.InstancesDistribution;
import dev.evenkeel.model.InstancesDistribution.OnDemandStrategy;
import dev.evenkeel.model.InstancesDistribution.SpotStrategy;
import dev.evenkeel.model.LaunchSource;
import dev.evenkeel.model.LaunchSource.LaunchOverride;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Mixed instances policies in one word: types with their weights, then what differs from AWS's
/// defaults: `t3.micro:1,t3.small:2;base=1;percent=50;spot=capacity-optimized`.
public final class Mixed {
    private Mixed() {}

    public static LaunchSource of(String word) {
        String[] parts = word.split(";");
        Map<String, String> options = new HashMap<>();
        for (String part : Arrays.asList(parts).subList(1, parts.length)) {
            options.put(part.split("=")[0], part.split("=")[1]);
        }
        return new LaunchSource.Mixed(
                new LaunchSource.Template("lt-1", "web", "$Latest"),
                Arrays.stream(parts[0].split(",")).map(Mixed::override).toList(),
                distribution(options));
    }

    private static LaunchOverride override(String word) {
        List<String> parts = List.of(word.split(":"));
        return new LaunchOverride(
                Optional.of(parts.getFirst()),
                parts.size() > 1
                        ? Optional.of(Integer.parseInt(parts.getLast()))
                        : Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static InstancesDistribution distribution(Map<String, String> options) {
        String onDemand = options.getOrDefault("ondemand", "prioritized");
        String spot = options.getOrDefault("spot", "lowest-price");
        return new InstancesDistribution(
                Arrays.stream(OnDemandStrategy.values())
                        .filter(s -> s.word().equals(onDemand))
                        .findFirst()
                        .orElseThrow(),
                Integer.parseInt(options.getOrDefault("base", "0")),
                Integer.parseInt(options.getOrDefault("percent", "100")),
                Arrays.stream(SpotStrategy.values())
                        .filter(s -> s.word().equals(spot))
                        .findFirst()
                        .orElseThrow(),
                Optional.ofNullable(options.get("pools")).map(Integer::parseInt),
                Optional.ofNullable(options.get("max")));
    }
}
