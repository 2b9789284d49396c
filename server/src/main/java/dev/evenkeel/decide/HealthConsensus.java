package dev.evenkeel.decide;

import dev.evenkeel.model.NodeRef;
import dev.evenkeel.model.TargetHealth;
import dev.evenkeel.model.TargetHealth.State;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a target's health is to all who ask, of what each node found by checks of its own: healthy
/// if more than half of the nodes that have made up their minds say so.
///
/// So neither one node that lost its way to a target condemns it, nor does one that still reaches
/// it save it. Each node's traffic goes by its own finding all the same.
public final class HealthConsensus {
    private HealthConsensus() {}

    /// Whoever found the target initial has no say yet, and goes by what the others found.
    public static TargetHealth of(SortedMap<NodeRef, TargetHealth> found) {
        var judged = new TreeMap<>(found);
        judged.values().removeIf(health -> health.state() == State.INITIAL);
        if (judged.isEmpty()) {
            return TargetHealth.INITIAL;
        }
        long well = judged.values().stream().filter(TargetHealth::isHealthy).count();
        TargetHealth all =
                well * 2 > judged.size()
                        ? TargetHealth.HEALTHY
                        : judged.values().stream()
                                .filter(health -> !health.isHealthy())
                                .findFirst()
                                .orElseThrow();
        Map<NodeRef, State> dissent = new HashMap<>();
        judged.forEach((node, health) -> {
            if (health.state() != all.state()) {
                dissent.put(node, health.state());
            }
        });
        return all.with(dissent);
    }
}
