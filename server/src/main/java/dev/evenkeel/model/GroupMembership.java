package dev.evenkeel.model;

import java.time.Instant;
import java.util.Optional;

/// An instance's place in an Auto Scaling group.
///
/// `since` is when it entered its lifecycle state; `activityId` the activity that launches or
/// terminates it; `unhealthyWhy` is empty while it is healthy, else the words for the activity's
/// cause.
public record GroupMembership(
        String group,
        Lifecycle lifecycle,
        Instant since,
        Optional<LaunchSource> launchedFrom,
        Optional<Instant> inServiceSince,
        String unhealthyWhy,
        boolean protectedFromScaleIn,
        String activityId) {
    /// The lifecycle states a member passes through, with the names Auto Scaling gives them.
    public enum Lifecycle {
        PENDING("Pending"),
        IN_SERVICE("InService"),
        TERMINATING("Terminating"),
        TERMINATED("Terminated"),
        DETACHING("Detaching"),
        ENTERING_STANDBY("EnteringStandby"),
        STANDBY("Standby");

        private final String word;

        Lifecycle(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    public boolean isHealthy() {
        return unhealthyWhy.isEmpty();
    }

    /// Whether it counts towards the group's capacity: it is there, or already on its way.
    public boolean counts() {
        return lifecycle == Lifecycle.PENDING || lifecycle == Lifecycle.IN_SERVICE;
    }

    public GroupMembership enter(Lifecycle next, Instant at) {
        Optional<Instant> inService =
                next == Lifecycle.IN_SERVICE ? Optional.of(at) : inServiceSince;
        return new GroupMembership(
                group,
                next,
                at,
                launchedFrom,
                inService,
                unhealthyWhy,
                protectedFromScaleIn,
                activityId);
    }

    public GroupMembership unhealthy(String why) {
        return new GroupMembership(
                group,
                lifecycle,
                since,
                launchedFrom,
                inServiceSince,
                why,
                protectedFromScaleIn,
                activityId);
    }

    public GroupMembership withProtection(boolean next) {
        return new GroupMembership(
                group,
                lifecycle,
                since,
                launchedFrom,
                inServiceSince,
                unhealthyWhy,
                next,
                activityId);
    }

    public GroupMembership withActivity(String next) {
        return new GroupMembership(
                group,
                lifecycle,
                since,
                launchedFrom,
                inServiceSince,
                unhealthyWhy,
                protectedFromScaleIn,
                next);
    }
}
