package dev.evenkeel.decide.group;

import dev.evenkeel.decide.Draft;
import dev.evenkeel.model.Activity;
import dev.evenkeel.model.AutoScalingGroup;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/// Slows a group's launches down while one after the other is abandoned at its hooks.
final class LaunchBrake {
    private static final Duration FIRST = Duration.ofSeconds(30);
    private static final int MOST_DOUBLINGS = 5;

    private LaunchBrake() {}

    /// Whether the pause after the last abandoned launches is not over: 30 seconds, and twice as
    /// long after each further one.
    static boolean holds(Draft draft, AutoScalingGroup group) {
        List<Activity> launches =
                draft.world().in(group.scope()).by(Activity.class, group.name()).stream()
                        .filter(a -> a.endedAt().isPresent())
                        .filter(a -> a.description().startsWith("Launching"))
                        .sorted(Comparator.comparing(LaunchBrake::end).reversed())
                        .toList();
        int inARow = (int) launches.stream().takeWhile(LaunchBrake::isAbandoned).count();
        if (inARow == 0) {
            return false;
        }
        Duration pause = FIRST.multipliedBy(1L << Math.min(inARow - 1, MOST_DOUBLINGS));
        return draft.now().isBefore(end(launches.getFirst()).plus(pause));
    }

    private static Instant end(Activity activity) {
        return activity.endedAt().orElseThrow();
    }

    private static boolean isAbandoned(Activity activity) {
        return activity.status() == Activity.Status.CANCELLED
                && activity.statusMessage().contains("was abandoned");
    }
}
