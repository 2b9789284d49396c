package dev.evenkeel.proxy.balance;

import dev.evenkeel.model.Attributes;
import java.time.Duration;

/// The attributes of a target group that say how its targets are picked, with AWS's defaults.
/// `slowStart` is zero when it is off.
public record PoolOptions(
        Algorithm algorithm, boolean mitigation, Duration slowStart, Stickiness stickiness) {
    public static final PoolOptions DEFAULT = of(Attributes.DEFAULTS);

    /// The attributes of a target group of an Application Load Balancer.
    public static PoolOptions of(Attributes group) {
        return new PoolOptions(
                Algorithm.of(group),
                group.get("load_balancing.algorithm.anomaly_mitigation", "off").equals("on"),
                Duration.ofSeconds(group.number("slow_start.duration_seconds", 0)),
                Stickiness.of(group));
    }

    public PoolOptions with(Algorithm other) {
        return new PoolOptions(other, mitigation, slowStart, stickiness);
    }
}
