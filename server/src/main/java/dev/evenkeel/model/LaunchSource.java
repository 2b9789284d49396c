package dev.evenkeel.model;

/// What a group's instances are launched from.
public sealed interface LaunchSource {
    /// A version of a launch template. `version` is a number, `$Latest` or `$Default` in a group,
    /// always a number on an instance.
    record Template(String templateId, String templateName, String version)
            implements LaunchSource {}

    /// A launch configuration, by name.
    record Configuration(String name) implements LaunchSource {}
}
