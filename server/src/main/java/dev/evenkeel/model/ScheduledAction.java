package dev.evenkeel.model;

import java.time.Instant;
import java.util.Optional;

/// New sizes for a group at a time to come, once or again and again.
///
/// `next` is when it is due. `recurrence` is a cron expression, read in `timeZone` (UTC if there is
/// none).
public record ScheduledAction(
        Arn arn,
        Scope scope,
        String group,
        String name,
        Optional<String> recurrence,
        Optional<String> timeZone,
        Optional<Instant> endTime,
        Sizes sizes,
        Instant next)
        implements Resource {
    /// What the group is given; what is empty stays as it is.
    public record Sizes(Optional<Integer> min, Optional<Integer> max, Optional<Integer> desired) {
        public boolean isEmpty() {
            return min.isEmpty() && max.isEmpty() && desired.isEmpty();
        }
    }

    @Override
    public String id() {
        return idOf(group, name);
    }

    public static String idOf(String group, String name) {
        return prefix(group) + name;
    }

    /// What the ids of all scheduled actions of a group begin with.
    public static String prefix(String group) {
        return group + "\n";
    }

    public ScheduledAction due(Instant later) {
        return new ScheduledAction(
                arn, scope, group, name, recurrence, timeZone, endTime, sizes, later);
    }
}
