package dev.evenkeel.decide.message;

import java.util.Map;

/// The names of AWS's regions for people, as alarms tell them to topics.
final class RegionNames {
    private static final Map<String, String> NAMES =
            Map.ofEntries(
                    Map.entry("us-east-1", "US East (N. Virginia)"),
                    Map.entry("us-east-2", "US East (Ohio)"),
                    Map.entry("us-west-1", "US West (N. California)"),
                    Map.entry("us-west-2", "US West (Oregon)"),
                    Map.entry("ca-central-1", "Canada (Central)"),
                    Map.entry("sa-east-1", "South America (Sao Paulo)"),
                    Map.entry("eu-central-1", "EU (Frankfurt)"),
                    Map.entry("eu-west-1", "EU (Ireland)"),
                    Map.entry("eu-west-2", "EU (London)"),
                    Map.entry("eu-west-3", "EU (Paris)"),
                    Map.entry("eu-north-1", "EU (Stockholm)"),
                    Map.entry("eu-south-1", "EU (Milan)"),
                    Map.entry("ap-northeast-1", "Asia Pacific (Tokyo)"),
                    Map.entry("ap-northeast-2", "Asia Pacific (Seoul)"),
                    Map.entry("ap-south-1", "Asia Pacific (Mumbai)"),
                    Map.entry("ap-southeast-1", "Asia Pacific (Singapore)"),
                    Map.entry("ap-southeast-2", "Asia Pacific (Sydney)"));

    private RegionNames() {}

    /// The region itself where it has no other name.
    static String of(String region) {
        return NAMES.getOrDefault(region, region);
    }
}
