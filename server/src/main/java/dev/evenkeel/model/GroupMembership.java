package dev.evenkeel.model;

import java.time.Instant;
import java.util.Optional;

/// An instance's place in an Auto Scaling group.
///
/// `since` is when it entered its lifecycle state; `activityId` the activity that launches or
/// terminates it; `unhealthyWhy` is empty while it is healthy, else the words for the activity's
/// cause; `weight` is how many units of the group's capacity it is.
public record GroupMembership(
        String group,
        Lifecycle lifecycle,
        Instant since,
        Optional<LaunchSource.Single> launchedFrom,
        Optional<Instant> inServiceSince,
        String unhealthyWhy,
        boolean protectedFromScaleIn,
        String activityId,
        int weight) {
    /// What a lifecycle state means for the group, whatever its name.
    public enum Phase {
        /// On its way into service; counts as if it were there.
        COMING,
        SERVING,
        /// A member that neither serves nor is to be ended.
        ASIDE,
        /// Prepared in the warm pool, or on its way there.
        WARM,
        LEAVING,
        ENDED
    }

    /// The lifecycle states a member passes through, with the names Auto Scaling gives them.
    public enum Lifecycle {
        PENDING("Pending", Phase.COMING),
        PENDING_WAIT("Pending:Wait", Phase.COMING),
        PENDING_PROCEED("Pending:Proceed", Phase.COMING),
        IN_SERVICE("InService", Phase.SERVING),
        ENTERING_STANDBY("EnteringStandby", Phase.ASIDE),
        STANDBY("Standby", Phase.ASIDE),
        DETACHING("Detaching", Phase.ASIDE),
        WARMED_PENDING("Warmed:Pending", Phase.WARM),
        WARMED_PENDING_WAIT("Warmed:Pending:Wait", Phase.WARM),
        WARMED_PENDING_PROCEED("Warmed:Pending:Proceed", Phase.WARM),
        WARMED_STOPPED("Warmed:Stopped", Phase.WARM),
        WARMED_HIBERNATED("Warmed:Hibernated", Phase.WARM),
        WARMED_RUNNING("Warmed:Running", Phase.WARM),
        TERMINATING("Terminating", Phase.LEAVING),
        TERMINATING_WAIT("Terminating:Wait", Phase.LEAVING),
        TERMINATING_PROCEED("Terminating:Proceed", Phase.LEAVING),
        WARMED_TERMINATING("Warmed:Terminating", Phase.LEAVING),
        TERMINATING_RETAINED("Terminating:Retained", Phase.ASIDE),
        TERMINATED("Terminated", Phase.ENDED);

        private final String word;
        private final Phase phase;

        Lifecycle(String word, Phase phase) {
            this.word = word;
            this.phase = phase;
        }

        public String word() {
            return word;
        }

        public Phase phase() {
            return phase;
        }
    }

    public Phase phase() {
        return lifecycle.phase();
    }

    public boolean isHealthy() {
        return unhealthyWhy.isEmpty();
    }

    /// Whether it counts towards the group's capacity: it is there, or already on its way.
    public boolean counts() {
        return phase() == Phase.COMING || phase() == Phase.SERVING;
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
                activityId,
                weight);
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
                activityId,
                weight);
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
                activityId,
                weight);
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
                next,
                weight);
    }

    public GroupMembership withWeight(int next) {
        return new GroupMembership(
                group,
                lifecycle,
                since,
                launchedFrom,
                inServiceSince,
                unhealthyWhy,
                protectedFromScaleIn,
                activityId,
                next);
    }
}
