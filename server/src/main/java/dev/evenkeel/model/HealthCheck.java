package dev.evenkeel.model;

import java.time.Duration;
import java.util.Optional;

/// How a target is asked whether it is well. An empty `port` means the port the target takes
/// traffic on.
///
/// `matcher` lists the codes of a healthy answer: `200`, `200,202`, `200-299`.
public record HealthCheck(
        boolean enabled,
        Protocol protocol,
        Optional<Integer> port,
        String path,
        Duration interval,
        Duration timeout,
        int healthyThreshold,
        int unhealthyThreshold,
        String matcher) {
    /// After this long a target that is asked at all has its first verdict.
    public Duration firstVerdictWithin() {
        return firstVerdictWithin(
                interval, timeout, Math.max(healthyThreshold, unhealthyThreshold));
    }

    static Duration firstVerdictWithin(Duration interval, Duration timeout, int answers) {
        return interval.multipliedBy(1 + answers).plus(timeout);
    }
}
