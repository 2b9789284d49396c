package dev.evenkeel.proxy.flow;

import java.time.Duration;

/// How hard a flow tries to reach a target: so many targets, each for so long. One that refused is
/// passed over by other flows for the time of `suspicion`.
public record FlowLimits(int attempts, Duration connectTimeout, Duration suspicion) {
    public static final FlowLimits DEFAULT =
            new FlowLimits(3, Duration.ofSeconds(5), Duration.ofSeconds(1));
}
