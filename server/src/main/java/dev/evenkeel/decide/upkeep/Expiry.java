package dev.evenkeel.decide.upkeep;

import dev.evenkeel.decide.Draft;
import dev.evenkeel.model.Activity;
import dev.evenkeel.model.ClientToken;
import dev.evenkeel.model.Instance;
import dev.evenkeel.model.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Removes records that have been kept long enough.
public final class Expiry {
    private Expiry() {}

    /// Instances stay visible for a while after they are terminated.
    public static void forgetTerminated(Draft draft, Duration kept) {
        for (World.Region region : draft.world().regions()) {
            region.all(Instance.class).stream()
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
            Map<String, List<Activity>> ended = new TreeMap<>();
            region.all(Activity.class).stream()
                    .filter(activity -> activity.endedAt().isPresent())
                    .forEach(a -> ended.computeIfAbsent(a.group(), _ -> new ArrayList<>()).add(a));
            ended.values().forEach(activities -> forgetOldest(draft, activities, kept));
        }
    }

    private static void forgetOldest(Draft draft, List<Activity> activities, int kept) {
        activities.stream()
                .sorted(Comparator.comparing(Activity::startedAt).reversed())
                .skip(kept)
                .forEach(draft::remove);
    }
}
