package dev.evenkeel.model;

import java.time.Instant;

/// A CloudWatch dashboard: kept as its author wrote it.
public record Dashboard(Scope scope, String name, String body, Instant modifiedAt)
        implements Resource {
    @Override
    public String id() {
        return name;
    }

    /// Dashboards belong to an account, not to a region.
    public String arn() {
        return "arn:aws:cloudwatch::" + scope.account() + ":dashboard/" + name;
    }
}
