package dev.evenkeel.model;

import java.util.Map;

/// What the health checks last found out about a target: observed, never stored. `reason` is one of
/// AWS's reason codes, or empty.
///
/// `dissent` holds the nodes that see it otherwise than the others together, and how.
public record TargetHealth(
        State state, String reason, String description, Map<NodeRef, State> dissent) {
    public static final TargetHealth INITIAL =
            new TargetHealth(
                    State.INITIAL,
                    "Elb.InitialHealthChecking",
                    "Initial health checks in progress");
    public static final TargetHealth HEALTHY = new TargetHealth(State.HEALTHY, "", "");

    public TargetHealth {
        dissent = Map.copyOf(dissent);
    }

    /// All nodes see the same.
    public TargetHealth(State state, String reason, String description) {
        this(state, reason, description, Map.of());
    }

    /// What the checks alone can tell; `unused` and `draining` follow from the world.
    public enum State {
        INITIAL,
        HEALTHY,
        UNHEALTHY
    }

    public boolean isHealthy() {
        return state == State.HEALTHY;
    }

    /// What one node goes by: its own finding, and before it has any, that of the others.
    public State seenFrom(NodeRef node) {
        return dissent.getOrDefault(node, state);
    }

    public TargetHealth with(Map<NodeRef, State> nextDissent) {
        return nextDissent.equals(dissent)
                ? this
                : new TargetHealth(state, reason, description, nextDissent);
    }
}
