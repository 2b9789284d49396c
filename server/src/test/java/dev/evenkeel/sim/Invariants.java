package dev.evenkeel.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.decide.group.GroupView;
import dev.evenkeel.model.AutoScalingGroup;
import dev.evenkeel.model.GroupMembership.Lifecycle;
import dev.evenkeel.model.GroupMembership.Phase;
import dev.evenkeel.model.Instance;
import dev.evenkeel.model.InstanceId;
import dev.evenkeel.model.InstanceRefresh;
import dev.evenkeel.model.World;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// What holds after every single event, whatever happened.
final class Invariants {
    private final Plant plant;
    private final long seed;
    private final Map<InstanceId, Lifecycle> furthest = new HashMap<>();
    private final Set<InstanceId> cameBack = new HashSet<>();
    private final Set<InstanceId> ending = new HashSet<>();
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
        plant.instances().forEach(this::onlyMovesForward);
        staysBelowItsLargestSize();
    }

    /// Only rebalancing may pass the maximum, by a tenth or one, and a refresh, as far as it was
    /// told. The last launch may come to more, if instances are weighted; and who came back from
    /// standby comes on top, where nobody may be terminated for it.
    private void staysBelowItsLargestSize() {
        int max = plant.group().capacity().max();
        int counted =
                GroupView.units(
                        plant.instances().stream()
                                .filter(i -> i.membership().orElseThrow().counts())
                                .filter(i -> !cameBack.contains(i.instanceId()))
                                .toList());
        int heaviest = plant.group().launchSource().heaviest();
        assertThat(counted)
                .as("size of the group, seed %d at %s", seed, plant.time().now())
                .isLessThanOrEqualTo(
                        max
                                + Math.max(Math.max(heaviest, max / 10), ahead(max))
                                + 2 * (heaviest - 1));
    }

    private int ahead(int max) {
        return plant.world().in(Fleet.SCOPE).all(InstanceRefresh.class).stream()
                .mapToInt(r -> r.preferences().maxHealthyPercent().orElse(100))
                .map(percent -> max * percent / 100 - max)
                .max()
                .orElse(0);
    }

    /// Members that stepped aside may come back, and those that leave may end in the pool; but
    /// nobody serves again who was once told to end.
    private void onlyMovesForward(Instance instance) {
        Lifecycle now = Plant.lifecycle(instance);
        Lifecycle before = furthest.put(instance.instanceId(), now);
        if (before != null && before.phase() == Phase.ASIDE && now.phase() != Phase.ASIDE) {
            cameBack.add(instance.instanceId());
        }
        if (before != null && before != now) {
            assertThat(next(before.phase(), hasServed(instance)))
                    .as(
                            "%s from %s to %s, seed %d at %s",
                            instance.instanceId(), before, now, seed, plant.time().now())
                    .contains(now.phase());
            if (before.phase() == now.phase() && now.phase() != Phase.ASIDE) {
                assertThat(now)
                        .as("%s, seed %d at %s", instance.instanceId(), seed, plant.time().now())
                        .isGreaterThan(before);
            }
        }
        Instance.State state = instance.state();
        if (ending.contains(instance.instanceId())) {
            assertThat(state.isEnding())
                    .as(
                            "%s is %s again, seed %d at %s",
                            instance.instanceId(), state, seed, plant.time().now())
                    .isTrue();
        } else if (state.isEnding()) {
            ending.add(instance.instanceId());
        }
        boolean hasEnded = instance.state() == Instance.State.TERMINATED;
        assertThat(instance.endedAt().isPresent()).isEqualTo(hasEnded);
    }

    private static boolean hasServed(Instance instance) {
        return instance.membership().orElseThrow().inServiceSince().isPresent();
    }

    /// Who served before, and comes from the pool again, may be put back at once.
    private static Set<Phase> next(Phase before, boolean hasServed) {
        return switch (before) {
            case COMING ->
                    hasServed
                            ? Set.of(
                                    Phase.COMING,
                                    Phase.SERVING,
                                    Phase.LEAVING,
                                    Phase.WARM,
                                    Phase.ENDED)
                            : Set.of(Phase.COMING, Phase.SERVING, Phase.LEAVING, Phase.ENDED);
            case SERVING -> Set.of(Phase.ASIDE, Phase.LEAVING, Phase.WARM, Phase.ENDED);
            case ASIDE ->
                    Set.of(Phase.ASIDE, Phase.COMING, Phase.SERVING, Phase.LEAVING, Phase.ENDED);
            case WARM ->
                    Set.of(Phase.WARM, Phase.COMING, Phase.SERVING, Phase.LEAVING, Phase.ENDED);
            case LEAVING -> Set.of(Phase.LEAVING, Phase.WARM, Phase.ASIDE, Phase.ENDED);
            case ENDED -> Set.of(Phase.ENDED);
        };
    }
}
