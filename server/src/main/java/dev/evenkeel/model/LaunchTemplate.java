package dev.evenkeel.model;

import java.time.Instant;

/// A launch template; its contents are in its versions. `versionsMade` counts those that are
/// deleted too, as no number is given twice.
public record LaunchTemplate(
        Scope scope,
        String templateId,
        String name,
        Instant createdAt,
        long defaultVersion,
        long latestVersion,
        long versionsMade,
        Tags tags)
        implements Resource {
    public LaunchTemplate(
            Scope scope,
            String templateId,
            String name,
            Instant createdAt,
            long defaultVersion,
            long latestVersion,
            Tags tags) {
        this(
                scope,
                templateId,
                name,
                createdAt,
                defaultVersion,
                latestVersion,
                latestVersion,
                tags);
    }

    @Override
    public String id() {
        return templateId;
    }

    public LaunchTemplate withVersions(long nextDefault, long nextLatest) {
        return new LaunchTemplate(
                scope,
                templateId,
                name,
                createdAt,
                nextDefault,
                nextLatest,
                Math.max(lastNumber(), nextLatest),
                tags);
    }

    /// The highest number that was ever given to a version.
    public long lastNumber() {
        return Math.max(versionsMade, latestVersion);
    }

    public LaunchTemplate withTags(Tags next) {
        return new LaunchTemplate(
                scope,
                templateId,
                name,
                createdAt,
                defaultVersion,
                latestVersion,
                versionsMade,
                next);
    }
}
