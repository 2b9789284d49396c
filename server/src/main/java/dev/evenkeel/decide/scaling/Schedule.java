package dev.evenkeel.decide.scaling;

import dev.evenkeel.decide.Draft;
import dev.evenkeel.model.AutoScalingGroup;
import dev.evenkeel.model.AutoScalingGroup.Capacity;
import dev.evenkeel.model.ScheduledAction;
import dev.evenkeel.model.World;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;

/// Gives groups the sizes that their scheduled actions have for this moment.
///
/// What came due while nobody looked is done in its order, so that the last one has the last word.
public final class Schedule {
    private static final int MOST_AT_ONCE = 1_000;
    private static final Comparator<ScheduledAction> ORDER =
            Comparator.comparing(ScheduledAction::next).thenComparing(ScheduledAction::id);

    private Schedule() {}

    /// When a cron expression that was checked comes next.
    public static Optional<Instant> next(String cron, Optional<String> zone, Instant after) {
        return Cron.parse(cron).flatMap(c -> c.next(after, ZoneId.of(zone.orElse("UTC"))));
    }

    public static void run(Draft draft) {
        for (World.Region region : draft.world().regions()) {
            var due = new PriorityQueue<ScheduledAction>(ORDER);
            region.all(ScheduledAction.class).stream()
                    .filter(action -> isDue(action, draft.now()))
                    .forEach(due::add);
            for (int done = 0; done < MOST_AT_ONCE && !due.isEmpty(); done++) {
                ScheduledAction action = due.remove();
                perform(draft, action);
                advance(draft, action).filter(next -> isDue(next, draft.now())).ifPresent(due::add);
            }
        }
    }

    private static boolean isDue(ScheduledAction action, Instant now) {
        return !action.next().isAfter(now);
    }

    /// An action that comes but once, or never again before its end, is gone.
    private static Optional<ScheduledAction> advance(Draft draft, ScheduledAction action) {
        Optional<ScheduledAction> next =
                action.recurrence()
                        .flatMap(cron -> next(cron, action.timeZone(), action.next()))
                        .filter(at -> action.endTime().filter(end -> at.isAfter(end)).isEmpty())
                        .map(action::due);
        next.ifPresentOrElse(draft::put, () -> draft.remove(action));
        return next;
    }

    private static void perform(Draft draft, ScheduledAction action) {
        draft.world().in(action.scope()).find(AutoScalingGroup.class, action.group()).stream()
                .filter(group -> !group.deleting())
                .filter(group -> !group.suspendedProcesses().contains("ScheduledActions"))
                .map(group -> resized(group, action.sizes(), draft.now()))
                .forEach(draft::put);
    }

    private static AutoScalingGroup resized(
            AutoScalingGroup group, ScheduledAction.Sizes sizes, Instant now) {
        Capacity from = group.capacity();
        int min = sizes.min().orElse(from.min());
        int max = Math.max(min, sizes.max().orElse(from.max()));
        int desired = Math.clamp(sizes.desired().orElse(from.desired()), min, max);
        var to = new Capacity(min, desired, max);
        AutoScalingGroup.Edit edit = group.edit().capacity(to);
        return desired == from.desired()
                ? edit.done()
                : edit.lastChange(words(from, to, now)).done();
    }

    private static String words(Capacity from, Capacity to, Instant now) {
        return "At "
                + now.truncatedTo(ChronoUnit.SECONDS)
                + " a scheduled action update of AutoScalingGroup constraints to min: "
                + to.min()
                + ", max: "
                + to.max()
                + ", desired: "
                + to.desired()
                + " changing the desired capacity from "
                + from.desired()
                + " to "
                + to.desired()
                + ".";
    }
}
