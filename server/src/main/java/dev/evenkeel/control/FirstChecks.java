package dev.evenkeel.control;

import dev.evenkeel.decide.TargetGroupUse;
import dev.evenkeel.model.Instance;
import dev.evenkeel.model.InstanceId;
import dev.evenkeel.model.Target;
import dev.evenkeel.model.TargetGroup;
import dev.evenkeel.model.TargetHealth;
import dev.evenkeel.model.TargetRef;
import dev.evenkeel.model.World;
import dev.evenkeel.sys.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The targets that wait for the first verdict of their health checks, which live in real time: a
/// clock that is moved fast must give them some. A few seconds for each, then they are let be. Runs
/// on the control thread.
public final class FirstChecks {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Clock machine;
    private final Map<TargetRef, Long> noticedAt = new HashMap<>();
    private List<Target> waiting = List.of();
    private Optional<World> lookedAt = Optional.empty();

    public FirstChecks(Clock machine) {
        this.machine = machine;
    }

    /// The health checks that `world` waits for, in words.
    @SuppressWarnings("ReferenceEquality") // A world that did not change is the same object.
    public List<String> underWay(World world) {
        boolean isSame = lookedAt.filter(known -> known == world).isPresent();
        if (!isSame || !waiting.isEmpty()) {
            lookedAt = Optional.of(world);
            waiting = waiting(world);
        }
        return waiting.stream()
                .map(target -> "health check of " + target.targetId() + ":" + target.port())
                .toList();
    }

    private List<Target> waiting(World world) {
        var found = new ArrayList<Target>();
        var known = new HashMap<TargetRef, Long>();
        for (World.Region region : world.regions()) {
            for (var arn : TargetGroupUse.in(region).usedGroups()) {
                region.find(TargetGroup.class, arn.value())
                        .filter(group -> group.healthCheck().enabled())
                        .ifPresent(group -> notice(world, region, group, known));
            }
            region.all(Target.class).stream()
                    .filter(target -> isRecent(known.get(target.ref())))
                    .forEach(found::add);
        }
        noticedAt.clear();
        noticedAt.putAll(known);
        return found;
    }

    private void notice(
            World world, World.Region region, TargetGroup group, Map<TargetRef, Long> known) {
        for (Target target : region.withPrefix(Target.class, Target.prefix(group.arn()))) {
            boolean isOpen = world.health(target.ref()).state() == TargetHealth.State.INITIAL;
            if (isOpen && !target.isDraining() && runs(region, target)) {
                known.put(target.ref(), noticedAt.getOrDefault(target.ref(), machine.nanoTime()));
            }
        }
    }

    private static boolean runs(World.Region region, Target target) {
        return !InstanceId.isInstanceId(target.targetId())
                || region.find(Instance.class, target.targetId())
                        .filter(instance -> instance.state() == Instance.State.RUNNING)
                        .isPresent();
    }

    private boolean isRecent(@Nullable Long noticed) {
        return noticed != null && machine.nanoTime() - noticed < PATIENCE.toNanos();
    }
}
