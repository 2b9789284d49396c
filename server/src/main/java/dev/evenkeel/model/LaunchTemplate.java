package dev.evenkeel.model;

import java.time.Instant;

/// A launch template; its contents are in its versions.
public record LaunchTemplate(
        Scope scope,
        String templateId,
        String name,
        Instant createdAt,
        long defaultVersion,
        long latestVersion,
        Tags tags)
        implements Resource {
    @Override
    public String id() {
        return templateId;
    }

    public LaunchTemplate withVersions(long nextDefault, long nextLatest) {
        return new LaunchTemplate(
                scope, templateId, name, createdAt, nextDefault, nextLatest, tags);
    }

    public LaunchTemplate withTags(Tags next) {
        return new LaunchTemplate(
                scope, templateId, name, createdAt, defaultVersion, latestVersion, next);
    }
}
