package dev.evenkeel.decide.upkeep;

import dev.evenkeel.decide.Draft;
import dev.evenkeel.model.ClassicLoadBalancer;
import dev.evenkeel.model.ClassicLoadBalancer.Registration;
import dev.evenkeel.model.Instance;
import dev.evenkeel.model.InstanceId;
import dev.evenkeel.model.Target;
import dev.evenkeel.model.World;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Removes registrations whose deregistration delay has passed, and those of terminated instances.
/// An instance is remembered for long after it has ended.
public final class Drained {
    private Drained() {}

    public static void remove(Draft draft) {
        for (World.Region region : draft.world().regions()) {
            region.by(Target.class, Target.DRAINING).stream()
                    .filter(t -> hasPassed(t.drainsUntil(), draft.now()))
                    .forEach(draft::remove);
            region.by(Instance.class, Instance.in(Instance.State.TERMINATED)).stream()
                    .flatMap(ended -> region.by(Target.class, ended.id()).stream())
                    .forEach(draft::remove);
            region.all(ClassicLoadBalancer.class).forEach(lb -> clean(draft, region, lb));
        }
    }

    private static void clean(Draft draft, World.Region region, ClassicLoadBalancer lb) {
        List<Registration> left =
                lb.instances().stream()
                        .filter(r -> !hasPassed(r.drainsUntil(), draft.now()))
                        .filter(r -> !hasEnded(region, r.instance()))
                        .toList();
        if (left.size() < lb.instances().size()) {
            draft.put(lb.withInstances(left));
        }
    }

    private static boolean hasPassed(Optional<Instant> until, Instant now) {
        return until.filter(end -> !now.isBefore(end)).isPresent();
    }

    private static boolean hasEnded(World.Region region, InstanceId id) {
        return region.find(Instance.class, id.value())
                .map(instance -> instance.state() == Instance.State.TERMINATED)
                .orElse(true);
    }
}
