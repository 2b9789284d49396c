package dev.evenkeel.control;

import java.time.Duration;

/// How much the control plane does, waits and keeps.
public record Limits(
        int pendingTasks,
        int roundsInARow,
        Duration tick,
        Duration listingPatience,
        Duration requestRetry,
        int launchAttempts,
        Duration launchPatience,
        Duration terminatedKept,
        Duration tokensKept,
        int activitiesKept,
        int messagesWaiting) {
    public static final Limits DEFAULTS =
            new Limits(
                    10_000,
                    20,
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(10),
                    3,
                    Duration.ofMinutes(5),
                    Duration.ofHours(1),
                    Duration.ofDays(1),
                    100,
                    10_000);
}
