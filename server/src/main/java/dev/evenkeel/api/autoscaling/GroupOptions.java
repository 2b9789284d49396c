package dev.evenkeel.api.autoscaling;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.model.AutoScalingGroup.HealthPolicy;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The settings of a group that are a number or a word: their defaults and what they may be.
final class GroupOptions {
    static final Duration USUAL_COOLDOWN = Duration.ofMinutes(5);
    private static final int CLEAR = -1;

    private GroupOptions() {}

    /// `EC2` always counts; `ELB` may be added.
    static HealthPolicy health(
            HealthPolicy now, @Nullable String types, @Nullable Integer graceSeconds) {
        boolean byLoadBalancer = now.byLoadBalancer();
        if (types != null) {
            Set<String> named = new LinkedHashSet<>(List.of(types.split("\\s*,\\s*", -1)));
            for (String type : named) {
                if (!type.equals("EC2") && !type.equals("ELB")) {
                    throw ApiFault.validation(
                            "Invalid Health Check type '"
                                    + type
                                    + "'. Valid types are EC2 and ELB.");
                }
            }
            byLoadBalancer = named.contains("ELB");
        }
        Duration grace =
                graceSeconds == null
                        ? now.gracePeriod()
                        : seconds("HealthCheckGracePeriod", graceSeconds);
        return new HealthPolicy(byLoadBalancer, grace);
    }

    static String healthWord(HealthPolicy health) {
        return health.byLoadBalancer() ? "ELB" : "EC2";
    }

    static Duration cooldown(Duration now, @Nullable Integer seconds) {
        return seconds == null ? now : seconds("DefaultCooldown", seconds);
    }

    /// `-1` means none.
    static Optional<Duration> warmup(Optional<Duration> now, @Nullable Integer seconds) {
        if (seconds == null) {
            return now;
        }
        return seconds == CLEAR
                ? Optional.empty()
                : Optional.of(seconds("DefaultInstanceWarmup", seconds));
    }

    private static Duration seconds(String parameter, int seconds) {
        if (seconds < 0) {
            throw ApiFault.validation(parameter + " must not be negative.");
        }
        return Duration.ofSeconds(seconds);
    }
}
