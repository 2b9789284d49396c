package dev.evenkeel.api.elbv2;

import dev.evenkeel.decide.TargetGroupUse;
import dev.evenkeel.model.Instance;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.Target;
import dev.evenkeel.model.TargetAddress;
import dev.evenkeel.model.TargetGroup;
import dev.evenkeel.model.TargetHealth;
import dev.evenkeel.model.World;
import java.util.Locale;
import java.util.Optional;

/// What state each target of a group is in, and why: what follows from the world first, then what
/// the health checks saw.
final class TargetStates {
    static final State NOT_REGISTERED =
            new State(
                    "unused",
                    "Target.NotRegistered",
                    "Target is not registered to the target group");
    private static final State DRAINING =
            new State(
                    "draining",
                    "Target.DeregistrationInProgress",
                    "Target deregistration is in progress");
    private static final State NOT_IN_USE =
            new State(
                    "unused",
                    "Target.NotInUse",
                    "Target group is not configured to receive traffic from the load balancer");
    private static final State ZONE_NOT_ENABLED =
            new State(
                    "unused",
                    "Target.NotInUse",
                    "Target is in an Availability Zone that is not enabled for the load balancer");

    private final World world;
    private final World.Region region;
    private final TargetGroup group;
    private final Optional<LoadBalancer> loadBalancer;

    private TargetStates(World world, World.Region region, TargetGroup group) {
        this.world = world;
        this.region = region;
        this.group = group;
        this.loadBalancer =
                TargetGroupUse.in(region).loadBalancersOf(group.arn()).stream()
                        .flatMap(arn -> region.find(LoadBalancer.class, arn.value()).stream())
                        .findFirst();
    }

    static TargetStates of(World world, World.Region region, TargetGroup group) {
        return new TargetStates(world, region, group);
    }

    /// A state with AWS's reason code and words; both are empty when all is well.
    record State(String name, String reason, String description) {
        boolean isUnused() {
            return name.equals("unused");
        }
    }

    boolean isUnused(Target target) {
        return unused(target).isPresent();
    }

    State of(Target target) {
        if (target.isDraining()) {
            return DRAINING;
        }
        return unused(target).orElseGet(() -> observed(target));
    }

    private Optional<State> unused(Target target) {
        if (loadBalancer.isEmpty()) {
            return Optional.of(NOT_IN_USE);
        }
        Optional<TargetAddress> address = TargetAddress.of(world, group, target);
        if (address.isEmpty()) {
            return Optional.of(notRunning(target));
        }
        return reaches(loadBalancer.get(), address.get())
                ? Optional.empty()
                : Optional.of(ZONE_NOT_ENABLED);
    }

    private static boolean reaches(LoadBalancer loadBalancer, TargetAddress target) {
        return target.zone().isEmpty()
                || loadBalancer.nodes().stream()
                        .anyMatch(node -> node.zone().equals(target.zone().get()));
    }

    private State notRunning(Target target) {
        String word =
                region.find(Instance.class, target.targetId())
                        .map(instance -> instance.state().word())
                        .orElse(Instance.State.TERMINATED.word());
        return new State("unused", "Target.InvalidState", "Target is in the " + word + " state");
    }

    private State observed(Target target) {
        TargetHealth health = world.health(target.ref());
        return new State(
                health.state().name().toLowerCase(Locale.ROOT),
                health.reason(),
                health.description());
    }
}
