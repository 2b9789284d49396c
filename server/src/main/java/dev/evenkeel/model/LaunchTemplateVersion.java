package dev.evenkeel.model;

import java.time.Instant;
import java.util.Map;

/// One version of a launch template; never changes once created.
///
/// `otherTags` are tags of what there is none of here, by type of resource: volumes, for example.
/// They are kept as they were said.
public record LaunchTemplateVersion(
        Scope scope,
        String templateId,
        long number,
        String description,
        Instant createdAt,
        InstanceSettings settings,
        Map<String, Tags> otherTags)
        implements Resource {
    public LaunchTemplateVersion {
        otherTags = Map.copyOf(otherTags);
    }

    public LaunchTemplateVersion(
            Scope scope,
            String templateId,
            long number,
            String description,
            Instant createdAt,
            InstanceSettings settings) {
        this(scope, templateId, number, description, createdAt, settings, Map.of());
    }

    /// This version with what it does not say as `source` says it. Tags are one thing said:
    /// `tagged` if this version says which.
    public LaunchTemplateVersion over(LaunchTemplateVersion source, boolean tagged) {
        LaunchTemplateVersion tags = tagged ? this : source;
        return new LaunchTemplateVersion(
                scope,
                templateId,
                number,
                description,
                createdAt,
                settings.over(source.settings()).with(tags.settings().tags()),
                tags.otherTags());
    }

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
