package dev.evenkeel.decide.upkeep;

import dev.evenkeel.decide.Draft;
import dev.evenkeel.model.Activity;
import dev.evenkeel.model.ClientToken;
import dev.evenkeel.model.Instance;
import dev.evenkeel.model.World;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.TreeSet;

/// Removes records that have been kept long enough.
public final class Expiry {
    private Expiry() {}

    /// Instances stay visible for a while after they are terminated.
    public static void forgetTerminated(Draft draft, Duration kept) {
        for (World.Region region : draft.world().regions()) {
            region.by(Instance.class, Instance.in(Instance.State.TERMINATED)).stream()
                    .filter(i ->
                            i.endedAt()
                                    .filter(end -> end.plus(kept).isBefore(draft.now()))
                                    .isPresent())
                    .forEach(draft::remove);
        }
    }

    public static void forgetTokens(Draft draft, Duration kept) {
        for (World.Region region : draft.world().regions()) {
            region.all(ClientToken.class).stream()
                    .filter(token -> token.createdAt().plus(kept).isBefore(draft.now()))
                    .forEach(draft::remove);
        }
    }

    /// Of each group's ended activities, only the youngest `kept` stay.
    public static void forgetActivities(Draft draft, int kept) {
        for (World.Region region : draft.world().regions()) {
            for (String group : new TreeSet<>(region.names(Activity.class))) {
                Collection<Activity> activities = region.by(Activity.class, group);
                if (activities.size() > kept) {
                    forgetOldest(draft, activities, kept);
                }
            }
        }
    }

    private static void forgetOldest(Draft draft, Collection<Activity> activities, int kept) {
        activities.stream()
                .filter(activity -> activity.endedAt().isPresent())
                .sorted(Comparator.comparing(Activity::startedAt).reversed())
                .skip(kept)
                .forEach(draft::remove);
    }
}
