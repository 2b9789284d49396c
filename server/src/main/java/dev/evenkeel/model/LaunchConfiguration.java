package dev.evenkeel.model;

import java.time.Instant;

/// Auto Scaling's older form of a launch template: one fixed version.
public record LaunchConfiguration(
        Arn arn, Scope scope, String name, Instant createdAt, InstanceSettings settings)
        implements Resource {
    @Override
    public String id() {
        return name;
    }
}
