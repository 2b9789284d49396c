package dev.evenkeel.model;

import java.util.Optional;

/// Where a target is: its address, and the zone it counts in. No zone means it serves all of them.
public record TargetAddress(String address, Optional<String> zone) {
    private static final String ALL_ZONES = "all";

    /// The place of a target of `group`; empty if its instance does not exist or is not running.
    public static Optional<TargetAddress> of(World world, TargetGroup group, Target target) {
        return switch (group.targetType()) {
            case INSTANCE ->
                    world.in(target.scope())
                            .find(Instance.class, target.targetId())
                            .filter(instance -> instance.state() == Instance.State.RUNNING)
                            .map(TargetAddress::of);
            case IP -> Optional.of(ofAddress(world.site().network(), target));
        };
    }

    /// The place of an instance.
    public static TargetAddress of(Instance instance) {
        Instance.Placement placement = instance.placement();
        return new TargetAddress(placement.address(), Optional.of(placement.zone()));
    }

    private static TargetAddress ofAddress(Network network, Target target) {
        Optional<String> zone = target.zone().or(() -> network.zoneOf(target.targetId()));
        return new TargetAddress(target.targetId(), zone.filter(z -> !z.equals(ALL_ZONES)));
    }
}
