package dev.evenkeel.metric;

import java.time.Duration;

/// For how long measurements are kept: each second for `seconds`, then each minute for `minutes`.
/// At most `series` metrics are known.
public record Retention(Duration seconds, Duration minutes, int series) {
    /// CloudWatch's: three hours by the second, 15 days by the minute.
    public static final Retention CLOUDWATCH =
            new Retention(Duration.ofHours(3), Duration.ofDays(15), 50_000);
}
