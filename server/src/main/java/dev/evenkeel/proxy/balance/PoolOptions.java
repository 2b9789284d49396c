package dev.evenkeel.proxy.balance;

import dev.evenkeel.model.Attributes;
import java.time.Duration;
import java.util.Locale;

/// The attributes of a target group that say how its targets are picked, with AWS's defaults.
/// `slowStart` is zero when it is off.
public record PoolOptions(
        Algorithm algorithm,
        boolean mitigation,
        Duration slowStart,
        Stickiness stickiness,
        Extensions extensions) {
    public static final PoolOptions DEFAULT = of(Attributes.DEFAULTS);

    /// The attributes of a target group of an Application Load Balancer.
    public static PoolOptions of(Attributes group) {
        return new PoolOptions(
                Algorithm.of(group),
                group.get("load_balancing.algorithm.anomaly_mitigation", "off").equals("on"),
                Duration.ofSeconds(group.number("slow_start.duration_seconds", 0)),
                Stickiness.of(group),
                Extensions.of(group));
    }

    /// What AWS does not have. `hashHeader`: by whose value a target is found, else by the client's
    /// address. `attempts`: targets tried for one request. `retryPercent`: how many of all requests
    /// may be tried again, 0 for any. `park`: how long a request waits for a first healthy target.
    public record Extensions(
            String hashHeader, int attempts, int retryPercent, Outliers outliers, Duration park) {
        static Extensions of(Attributes group) {
            return new Extensions(
                    group.get("x.algorithm.hash_header", "").toLowerCase(Locale.ROOT),
                    group.number("x.retry.attempts", 4),
                    numberOrOff(group, "x.retry.budget_percent"),
                    new Outliers(
                            numberOrOff(group, "x.outlier.consecutive_errors"),
                            group.number("x.outlier.ejection_seconds", 30),
                            group.number("x.outlier.max_ejected_percent", 50)),
                    Duration.ofSeconds(group.number("x.park.seconds", 0)));
        }

        private static int numberOrOff(Attributes group, String key) {
            String value = group.get(key, "off");
            return value.equals("off") ? 0 : Integer.parseInt(value);
        }
    }

    /// Whether requests wait while no target is healthy.
    public boolean parks() {
        return !extensions.park.isZero();
    }

    /// Whether each answer must be looked at.
    boolean watches() {
        return extensions.outliers.isOn() || algorithm == Algorithm.PEAK_EWMA;
    }

    public PoolOptions with(Algorithm other) {
        return new PoolOptions(other, mitigation, slowStart, stickiness, extensions);
    }

    public PoolOptions with(Stickiness other) {
        return new PoolOptions(algorithm, mitigation, slowStart, other, extensions);
    }
}
