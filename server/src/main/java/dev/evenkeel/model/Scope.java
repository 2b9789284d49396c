package dev.evenkeel.model;

/// Where a resource lives: one account in one region. Every resource is keyed by it.
public record Scope(String account, String region) {
    public Scope {
        if (!account.matches("\\d{12}")) {
            throw new IllegalArgumentException("account must have 12 digits: " + account);
        }
        if (!region.matches("[a-z]{2}(-[a-z]+)+-\\d")) {
            throw new IllegalArgumentException("not a region name: " + region);
        }
    }

    /// The ARN of something in this scope, e.g. `arn("autoscaling", "autoScalingGroup:...")`.
    public Arn arn(String service, String resource) {
        return new Arn("arn:aws:" + service + ":" + region + ":" + account + ":" + resource);
    }
}
