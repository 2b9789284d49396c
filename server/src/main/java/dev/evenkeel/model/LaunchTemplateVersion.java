package dev.evenkeel.model;

import java.time.Instant;

/// One version of a launch template; never changes once created.
public record LaunchTemplateVersion(
        Scope scope,
        String templateId,
        long number,
        String description,
        Instant createdAt,
        InstanceSettings settings)
        implements Resource {
    @Override
    public String id() {
        return idOf(templateId, number);
    }

    public static String idOf(String templateId, long number) {
        return prefix(templateId) + String.format("%06d", number);
    }

    /// What the ids of all versions of a template begin with.
    public static String prefix(String templateId) {
        return templateId + "/";
    }
}
