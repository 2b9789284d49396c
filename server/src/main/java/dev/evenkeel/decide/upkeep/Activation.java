package dev.evenkeel.decide.upkeep;

import dev.evenkeel.decide.Draft;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.World;

/// A new load balancer becomes active: its nodes open as soon as the world shows it.
public final class Activation {
    private Activation() {}

    public static void activate(Draft draft) {
        for (World.Region region : draft.world().regions()) {
            region.by(LoadBalancer.class, LoadBalancer.NEW)
                    .forEach(lb -> draft.put(lb.withState(LoadBalancer.State.ACTIVE)));
        }
    }
}
