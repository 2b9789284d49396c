package dev.evenkeel.api.autoscaling;

import dev.evenkeel.model.AutoScalingGroup.Capacity;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// Who changed the desired capacity, in the words that begin an activity's cause.
final class ChangeWords {
    private ChangeWords() {}

    static String created(Instant now, Capacity to) {
        return at(now) + "created an AutoScalingGroup" + moved(0, to.desired());
    }

    static String updated(Instant now, Capacity from, Capacity to) {
        return at(now)
                + "update of AutoScalingGroup constraints to min: "
                + to.min()
                + ", max: "
                + to.max()
                + ", desired: "
                + to.desired()
                + moved(from.desired(), to.desired());
    }

    static String set(Instant now, Capacity from, Capacity to) {
        return at(now)
                + "explicitly set group desired capacity"
                + moved(from.desired(), to.desired());
    }

    static String deleted(Instant now, Capacity from) {
        return at(now) + "force deleted AutoScalingGroup" + moved(from.desired(), 0);
    }

    private static String at(Instant now) {
        return "At " + now.truncatedTo(ChronoUnit.SECONDS) + " a user request ";
    }

    private static String moved(int from, int to) {
        return " changing the desired capacity from " + from + " to " + to + ".";
    }
}
