package dev.evenkeel.model;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What a group's instances are launched from.
public sealed interface LaunchSource {
    /// What one instance is launched from.
    sealed interface Single extends LaunchSource {}

    /// A version of a launch template. `version` is a number, `$Latest` or `$Default` in a group,
    /// always a number on an instance.
    record Template(String templateId, String templateName, String version) implements Single {}

    /// A launch configuration, by name.
    record Configuration(String name) implements Single {}

    /// A mixed instances policy: a launch template, the instance types it is launched with in the
    /// order of their priority, and how much of the capacity is On-Demand and how much Spot.
    record Mixed(
            Template template, List<LaunchOverride> overrides, InstancesDistribution distribution)
            implements LaunchSource {
        public Mixed {
            overrides = List.copyOf(overrides);
        }
    }

    /// One way to launch for a mixed group: what it names replaces what the template says. `weight`
    /// is how many units of the group's capacity such an instance is.
    record LaunchOverride(
            Optional<String> instanceType,
            Optional<Integer> weight,
            Optional<Template> template,
            Optional<String> imageId) {}

    /// Every launch template this is, or chooses from.
    default List<Template> templates() {
        return switch (this) {
            case Template template -> List.of(template);
            case Configuration _ -> List.of();
            case Mixed(Template template, List<LaunchOverride> overrides, _) ->
                    Stream.concat(
                                    Stream.of(template),
                                    overrides.stream().flatMap(o -> o.template().stream()))
                            .distinct()
                            .toList();
        };
    }

    /// What groups that launch from this are found by.
    default List<String> foundBy() {
        return this instanceof Configuration(String name)
                ? List.of(AutoScalingGroup.launching(name))
                : templates().stream().map(Template::templateId).distinct().toList();
    }

    /// Whether instances count by the weight of their type, and not each as one.
    default boolean isWeighted() {
        return switch (this) {
            case Single _ -> false;
            case Mixed mixed -> mixed.overrides().stream().anyMatch(o -> o.weight().isPresent());
        };
    }

    /// The most units of capacity that one launch adds.
    default int heaviest() {
        return switch (this) {
            case Single _ -> 1;
            case Mixed mixed ->
                    mixed.overrides().stream().mapToInt(o -> o.weight().orElse(1)).max().orElse(1);
        };
    }

    /// How many units of capacity an instance of this type is. A type that is named no longer keeps
    /// the weight it had.
    default int weightOf(String instanceType, int before) {
        return switch (this) {
            case Mixed mixed when isWeighted() ->
                    mixed.overrides().stream()
                            .filter(o -> o.instanceType().filter(instanceType::equals).isPresent())
                            .flatMap(o -> o.weight().stream())
                            .findFirst()
                            .orElse(before);
            case Single _, Mixed _ -> 1;
        };
    }
}
