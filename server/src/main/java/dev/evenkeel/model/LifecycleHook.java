package dev.evenkeel.model;

import java.time.Duration;

/// A pause in the life of a group's members, before they serve or before they end.
///
/// `continuesByDefault` is what happens when nobody completes an action in time: CONTINUE, else
/// ABANDON. `target`, `role` and `metadata` are empty if not given.
public record LifecycleHook(
        Scope scope,
        String group,
        String name,
        Transition transition,
        Duration heartbeat,
        boolean continuesByDefault,
        String target,
        String role,
        String metadata)
        implements Resource {
    private static final Duration LONGEST = Duration.ofHours(48);

    /// Where in its life a member is held.
    public enum Transition {
        LAUNCHING("autoscaling:EC2_INSTANCE_LAUNCHING"),
        TERMINATING("autoscaling:EC2_INSTANCE_TERMINATING");

        private final String word;

        Transition(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    @Override
    public String id() {
        return prefix(group) + name;
    }

    /// What the ids of a group's hooks begin with.
    public static String prefix(String group) {
        return group + "/";
    }

    /// How long an action may take in all, whatever its heartbeats.
    public Duration globalTimeout() {
        Duration hundred = heartbeat.multipliedBy(100);
        return hundred.compareTo(LONGEST) < 0 ? hundred : LONGEST;
    }
}
