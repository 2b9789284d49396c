package dev.evenkeel.decide.alarm;

import dev.evenkeel.model.Alarm;
import dev.evenkeel.model.AnyAlarm;
import dev.evenkeel.model.CompositeAlarm;
import dev.evenkeel.model.CompositeAlarm.Suppressor;
import java.time.Instant;
import java.util.Optional;

/// Whether the actions of a composite alarm are held back by its suppressor, and by what of it:
/// `Alarm` while the other is in alarm, `WaitPeriod` while it may still get there,
/// `ExtensionPeriod` for a while after it was.
public final class Suppression {
    private Suppression() {}

    public static Optional<String> by(
            CompositeAlarm alarm, Suppressor suppressor, AnyAlarm other, Instant now) {
        if (other.state() == Alarm.State.ALARM) {
            return Optional.of("Alarm");
        }
        Instant moved = alarm.status().transitionedAt();
        if (now.isBefore(moved.plus(suppressor.waitPeriod()))) {
            return Optional.of("WaitPeriod");
        }
        Instant left = other.status().transitionedAt();
        return now.isBefore(left.plus(suppressor.extensionPeriod()))
                ? Optional.of("ExtensionPeriod")
                : Optional.empty();
    }
}
