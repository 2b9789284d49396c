package dev.evenkeel.decide.message;

import dev.evenkeel.decide.Draft;
import dev.evenkeel.decide.alarm.AlarmHistory;
import dev.evenkeel.decide.alarm.CompositeEvaluator;
import dev.evenkeel.decide.alarm.Suppression;
import dev.evenkeel.model.CompositeAlarm;
import dev.evenkeel.model.World;
import java.time.Instant;

/// Lets composite alarms that have a suppressor tell the topics of their state, once nothing holds
/// them back any more: at the earliest when the suppressor had its time to sound, and only if they
/// are still in that state. An alarm's history says whether it has done so.
public final class SuppressedActions {
    private SuppressedActions() {}

    public static void release(Draft draft) {
        for (World.Region region : draft.world().regions()) {
            for (CompositeAlarm alarm : region.all(CompositeAlarm.class)) {
                if (alarm.suppressor().isPresent() && !isHeldBack(region, alarm, draft.now())) {
                    AlarmHistory.leftUnanswered(region, alarm)
                            .ifPresent(before ->
                                    AlarmMessages.actions(before, alarm)
                                            .forEach(told -> Messages.put(draft, alarm, told)));
                }
            }
        }
    }

    /// A suppressor that is gone holds nobody back.
    private static boolean isHeldBack(World.Region region, CompositeAlarm alarm, Instant now) {
        return alarm.suppressor()
                .flatMap(s ->
                        CompositeEvaluator.find(region, s.alarmName())
                                .flatMap(other -> Suppression.by(alarm, s, other, now)))
                .isPresent();
    }
}
