package dev.evenkeel.model;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A scaling activity: one launch or termination, told in AWS's words.
///
/// `details` is the JSON text AWS gives: `{"Subnet ID":"subnet-...","Availability
/// Zone":"us-east-1a"}`. `choice` is what told its instance apart from others that might have gone.
public record Activity(
        Scope scope,
        String activityId,
        String group,
        String description,
        String cause,
        Instant startedAt,
        Optional<Instant> endedAt,
        Status status,
        String statusMessage,
        int progress,
        String details,
        List<Consideration> choice)
        implements Resource {
    public Activity {
        choice = List.copyOf(choice);
    }

    /// An activity for which nobody was chosen among several.
    public Activity(
            Scope scope,
            String activityId,
            String group,
            String description,
            String cause,
            Instant startedAt,
            Optional<Instant> endedAt,
            Status status,
            String statusMessage,
            int progress,
            String details) {
        this(
                scope,
                activityId,
                group,
                description,
                cause,
                startedAt,
                endedAt,
                status,
                statusMessage,
                progress,
                details,
                List.of());
    }

    @Override
    public String id() {
        return activityId;
    }

    /// By the name of their group.
    @Override
    public List<String> foundBy() {
        return List.of(group);
    }

    /// How far an activity is, with the names Auto Scaling gives.
    public enum Status {
        PRE_IN_SERVICE("PreInService"),
        IN_PROGRESS("InProgress"),
        MID_LIFECYCLE_ACTION("MidLifecycleAction"),
        WAITING_FOR_ELB_CONNECTION_DRAINING("WaitingForELBConnectionDraining"),
        SUCCESSFUL("Successful"),
        FAILED("Failed"),
        CANCELLED("Cancelled");

        private final String word;

        Status(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    /// The same activity, told in other words.
    public Activity described(String words) {
        return new Activity(
                scope,
                activityId,
                group,
                words,
                cause,
                startedAt,
                endedAt,
                status,
                statusMessage,
                progress,
                details,
                choice);
    }

    public Activity moved(Status next, int percent) {
        return new Activity(
                scope,
                activityId,
                group,
                description,
                cause,
                startedAt,
                endedAt,
                next,
                "",
                percent,
                details,
                choice);
    }

    public Activity ended(Status next, String message, Instant at) {
        return new Activity(
                scope,
                activityId,
                group,
                description,
                cause,
                startedAt,
                Optional.of(at),
                next,
                message,
                100,
                details,
                choice);
    }
}
