package dev.evenkeel.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.model.AutoScalingGroup;
import dev.evenkeel.model.GroupMembership.Lifecycle;
import dev.evenkeel.model.Instance;
import dev.evenkeel.model.InstanceId;
import dev.evenkeel.model.World;
import java.util.HashMap;
import java.util.Map;

/// What holds after every single event, whatever happened.
final class Invariants {
    private final Plant plant;
    private final long seed;
    private final Map<InstanceId, Lifecycle> furthest = new HashMap<>();
    private World checked;

    Invariants(Plant plant, long seed) {
        this.plant = plant;
        this.seed = seed;
        this.checked = plant.world();
    }

    void check() {
        World world = plant.world();
        if (world == checked) {
            return;
        }
        checked = world;
        if (world.in(Fleet.SCOPE).find(AutoScalingGroup.class, Plant.GROUP).isEmpty()) {
            return;
        }
        staysBelowItsLargestSize();
        plant.instances().forEach(this::onlyMovesForward);
    }

    /// Only rebalancing may pass the maximum, by a tenth or one.
    private void staysBelowItsLargestSize() {
        int max = plant.group().capacity().max();
        long counted =
                plant.instances().stream()
                        .filter(i -> i.membership().orElseThrow().counts())
                        .count();
        assertThat(counted)
                .as("size of the group, seed %d at %s", seed, plant.time().now())
                .isLessThanOrEqualTo(max + Math.max(1, max / 10));
    }

    private void onlyMovesForward(Instance instance) {
        Lifecycle now = Plant.lifecycle(instance);
        Lifecycle before = furthest.put(instance.instanceId(), now);
        if (before != null) {
            assertThat(now)
                    .as("%s, seed %d at %s", instance.instanceId(), seed, plant.time().now())
                    .isGreaterThanOrEqualTo(before);
        }
        boolean hasEnded = instance.state() == Instance.State.TERMINATED;
        assertThat(instance.endedAt().isPresent()).isEqualTo(hasEnded);
    }
}
