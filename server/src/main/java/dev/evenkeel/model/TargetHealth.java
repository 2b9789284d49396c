package dev.evenkeel.model;

/// What the health checks last found out about a target: observed, never stored. `reason` is one of
/// AWS's reason codes, or empty.
public record TargetHealth(State state, String reason, String description) {
    public static final TargetHealth INITIAL =
            new TargetHealth(
                    State.INITIAL,
                    "Elb.InitialHealthChecking",
                    "Initial health checks in progress");
    public static final TargetHealth HEALTHY = new TargetHealth(State.HEALTHY, "", "");

    /// What the checks alone can tell; `unused` and `draining` follow from the world.
    public enum State {
        INITIAL,
        HEALTHY,
        UNHEALTHY
    }

    public boolean isHealthy() {
        return state == State.HEALTHY;
    }
}
