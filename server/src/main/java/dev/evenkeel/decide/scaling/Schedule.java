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

/// Gives groups the sizes that their scheduled actions have for this moment.
///
/// What came due while nobody looked is done in its order, so that the last one has the last word.
public final class Schedule {
    private static final int MOST_AT_ONCE = 1_000;

    private Schedule() {}

    /// When a cron expression that was checked comes next.
    public static Optional<Instant> next(String cron, Optional<String> zone, Instant after) {
        return Cron.parse(cron).flatMap(c -> c.next(after, ZoneId.of(zone.orElse("UTC"))));
    }

    public static void run(Draft draft) {
        for (World.Region region : draft.world().regions()) {
            int done = 0;
            Optional<ScheduledAction> due = due(draft, region);
            while (due.isPresent() && done++ < MOST_AT_ONCE) {
                perform(draft, due.get());
                advance(draft, due.get());
                due = due(draft, region);
            }
        }
    }

    private static Optional<ScheduledAction> due(Draft draft, World.Region region) {
        return draft.world().in(region.scope()).all(ScheduledAction.class).stream()
                .filter(action -> !action.next().isAfter(draft.now()))
                .min(Comparator.comparing(ScheduledAction::next));
    }

    /// An action that comes but once, or never again before its end, is gone.
    private static void advance(Draft draft, ScheduledAction action) {
        Optional<Instant> next =
                action.recurrence()
                        .flatMap(cron -> next(cron, action.timeZone(), action.next()))
                        .filter(at -> action.endTime().filter(end -> at.isAfter(end)).isEmpty());
        next.ifPresentOrElse(at -> draft.put(action.due(at)), () -> draft.remove(action));
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
