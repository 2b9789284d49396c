package dev.evenkeel.decide.instance;

import dev.evenkeel.decide.Draft;
import dev.evenkeel.decide.Moment;
import dev.evenkeel.model.Change;
import dev.evenkeel.model.Instance;
import dev.evenkeel.model.Instance.State;
import dev.evenkeel.model.SpotNotice;
import dev.evenkeel.model.World;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Takes Spot capacity back: whoever is reclaimed learns it two minutes before its end. A
/// recommendation tells of the risk only.
public final class SpotCapacity {
    private static final Duration NOTICE = Duration.ofMinutes(2);
    private static final String RECLAIMED =
            "Server.SpotInstanceTermination: Spot instance termination";

    private SpotCapacity() {}

    /// Tells these instances that they end in two minutes; those that know already keep their time.
    public static List<Change> reclaim(Moment moment, List<Instance> instances) {
        return told(moment, instances, Optional.of(moment.now().plus(NOTICE)));
    }

    /// Tells these instances that they are at risk.
    public static List<Change> recommend(Moment moment, List<Instance> instances) {
        return told(moment, instances, Optional.empty());
    }

    private static List<Change> told(
            Moment moment, List<Instance> instances, Optional<Instant> endsAt) {
        return instances.stream()
                .<Change>map(instance -> {
                    Optional<SpotNotice> before = notice(moment.world(), instance);
                    return new Change.Put(
                            new SpotNotice(
                                    instance.scope(),
                                    instance.instanceId(),
                                    before.map(SpotNotice::recommendedAt).orElse(moment.now()),
                                    before.flatMap(SpotNotice::endsAt).or(() -> endsAt)));
                })
                .toList();
    }

    public static Optional<SpotNotice> notice(World world, Instance instance) {
        return world.in(instance.scope()).find(SpotNotice.class, instance.id());
    }

    /// Ends those whose time is over, and forgets what instances were told that are forgotten.
    public static void end(Draft draft) {
        for (World.Region region : draft.world().regions()) {
            for (SpotNotice notice : region.all(SpotNotice.class)) {
                Optional<Instance> instance = region.find(Instance.class, notice.id());
                if (instance.isEmpty()) {
                    draft.remove(notice);
                }
                boolean isOver =
                        notice.endsAt().filter(end -> !end.isAfter(draft.now())).isPresent();
                instance.filter(i -> isOver && !i.state().isEnding())
                        .ifPresent(i -> draft.put(i.withState(State.SHUTTING_DOWN, RECLAIMED)));
            }
        }
    }
}
