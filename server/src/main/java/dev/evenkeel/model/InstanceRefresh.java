package dev.evenkeel.model;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The replacement of a group's members by new ones, little by little.
///
/// `desired` is what the new ones are launched from, empty if that is what the group launches
/// anyway. `turnedAt` is when the present direction was taken: who was launched before is to be
/// replaced.
public record InstanceRefresh(
        Scope scope,
        String group,
        String refreshId,
        Preferences preferences,
        Optional<LaunchSource> desired,
        Instant startedAt,
        Instant turnedAt,
        Optional<Instant> endedAt,
        Status status,
        String reason,
        Progress progress,
        Optional<Rollback> rollback)
        implements Resource {
    @Override
    public String id() {
        return prefix(group) + refreshId;
    }

    /// Until it has ended: by its group, the alarms it heeds, and what it launches.
    @Override
    public List<String> foundBy() {
        if (status.hasEnded()) {
            return List.of();
        }
        var names = new ArrayList<String>();
        names.add(activeIn(group));
        preferences.alarms().forEach(alarm -> names.add(watching(alarm)));
        desired.ifPresent(source -> names.addAll(source.foundBy()));
        return names;
    }

    /// Finds the refresh of a group that has not ended.
    public static String activeIn(String group) {
        return "in " + group;
    }

    /// Finds the refreshes that turn back when an alarm sounds.
    public static String watching(String alarm) {
        return "watches " + alarm;
    }

    /// What the ids of a group's refreshes begin with.
    public static String prefix(String group) {
        return group + "/";
    }

    /// How a refresh goes on, with the names Auto Scaling gives.
    public enum Status {
        PENDING("Pending"),
        IN_PROGRESS("InProgress"),
        BAKING("Baking"),
        CANCELLING("Cancelling"),
        ROLLBACK_IN_PROGRESS("RollbackInProgress"),
        SUCCESSFUL("Successful"),
        FAILED("Failed"),
        CANCELLED("Cancelled"),
        ROLLBACK_SUCCESSFUL("RollbackSuccessful"),
        ROLLBACK_FAILED("RollbackFailed");

        private final String word;

        Status(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }

        public boolean hasEnded() {
            return compareTo(SUCCESSFUL) >= 0;
        }
    }

    /// What to do with members that a refresh may not touch without being told so.
    public enum Spared {
        WAIT,
        REPLACE,
        IGNORE
    }

    /// How a refresh is to go. The percentages are empty where the group's maintenance policy
    /// decides; `warmup` where the group's does.
    public record Preferences(
            Optional<Integer> minHealthyPercent,
            Optional<Integer> maxHealthyPercent,
            Optional<Duration> warmup,
            List<Integer> checkpoints,
            Duration checkpointDelay,
            boolean skipsMatching,
            boolean autoRollback,
            Spared protectedMembers,
            Spared standbyMembers,
            List<String> alarms,
            Duration bakeTime) {
        public Preferences {
            checkpoints = List.copyOf(checkpoints);
            alarms = List.copyOf(alarms);
        }
    }

    /// How far it is: in percent, how many are left, when the last checkpoint was reached, and
    /// since when nothing has moved.
    public record Progress(
            int percent,
            int left,
            int checkpointsPassed,
            Optional<Instant> waitsUntil,
            Instant movedAt) {}

    /// How far it was when it turned back, when, and why.
    public record Rollback(String reason, Instant startedAt, int percentBefore, int leftBefore) {}

    public InstanceRefresh at(Status next, String why) {
        return new InstanceRefresh(
                scope,
                group,
                refreshId,
                preferences,
                desired,
                startedAt,
                turnedAt,
                endedAt,
                next,
                why,
                progress,
                rollback);
    }

    public InstanceRefresh ended(Status next, String why, Instant at) {
        return new InstanceRefresh(
                scope,
                group,
                refreshId,
                preferences,
                desired,
                startedAt,
                turnedAt,
                Optional.of(at),
                next,
                why,
                progress,
                rollback);
    }

    public InstanceRefresh with(Progress next) {
        return new InstanceRefresh(
                scope,
                group,
                refreshId,
                preferences,
                desired,
                startedAt,
                turnedAt,
                endedAt,
                status,
                reason,
                next,
                rollback);
    }

    /// Turns back: what was launched since the start is replaced by what the group launches.
    public InstanceRefresh turnedBack(String why, Instant at) {
        return new InstanceRefresh(
                scope,
                group,
                refreshId,
                preferences,
                Optional.empty(),
                startedAt,
                at,
                endedAt,
                Status.ROLLBACK_IN_PROGRESS,
                why,
                new Progress(0, progress.left(), 0, Optional.empty(), at),
                Optional.of(new Rollback(why, at, progress.percent(), progress.left())));
    }
}
