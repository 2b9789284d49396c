package dev.evenkeel.compute.process;

import java.time.Duration;

/// What one machine bears.
///
/// `consoleBytes` is how much of a console is answered (and kept, when it has grown to four times
/// that); `grace` how long processes have between SIGTERM and SIGKILL.
public record Limits(
        int instances, int launchesAtOnce, int consoleBytes, int userDataBytes, Duration grace) {
    /// EC2's limits on user data and console output, and what a small machine can start at once.
    public static final Limits DEFAULT =
            new Limits(1_000, 8, 64 * 1024, 16 * 1024, Duration.ofSeconds(5));
}
