package dev.evenkeel.api.elbv2;

import static dev.evenkeel.wire.Present.orEmpty;
import static java.util.Objects.requireNonNull;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.api.Call;
import dev.evenkeel.api.Decision;
import dev.evenkeel.model.Change;
import dev.evenkeel.model.Instance;
import dev.evenkeel.model.Target;
import dev.evenkeel.model.TargetGroup;
import dev.evenkeel.model.World;
import dev.evenkeel.wire.elbv2.DeregisterTargetsInput;
import dev.evenkeel.wire.elbv2.DeregisterTargetsOutput;
import dev.evenkeel.wire.elbv2.Elbv2Errors;
import dev.evenkeel.wire.elbv2.RegisterTargetsInput;
import dev.evenkeel.wire.elbv2.RegisterTargetsOutput;
import dev.evenkeel.wire.elbv2.TargetDescription;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;

/// Registering and deregistering targets.
final class Targets {
    private Targets() {}

    static Decision<RegisterTargetsOutput> register(
            World world, Call call, RegisterTargetsInput input) {
        World.Region region = world.in(call.scope());
        TargetGroup group = Lookup.targetGroup(region, requireNonNull(input.targetGroupArn()));
        var registered = new HashMap<String, Target>();
        for (Target target : region.withPrefix(Target.class, Target.prefix(group.arn()))) {
            registered.put(target.id(), target);
        }
        var changes = new ArrayList<Change>();
        for (TargetDescription wanted : orEmpty(input.targets())) {
            Target target = target(world, call, group, wanted);
            Target old = registered.get(target.id());
            if (old == null || old.isDraining()) {
                registered.put(target.id(), target);
                changes.add(new Change.Put(target));
            }
        }
        Quota.TARGETS_PER_GROUP.check(
                registered.size(),
                Elbv2Errors.TOO_MANY_TARGETS,
                "The maximum number of targets per target group has been reached");
        return new Decision<>(changes, new RegisterTargetsOutput());
    }

    private static Target target(
            World world, Call call, TargetGroup group, TargetDescription wanted) {
        String id = requireNonNull(wanted.id());
        if (wanted.quicServerId() != null) {
            throw ApiFault.validation(
                    "A QUIC server ID is only supported for the protocols QUIC and TCP_QUIC");
        }
        return new Target(
                group.arn(),
                call.scope(),
                id,
                port(group, wanted),
                zone(world, call, group, wanted),
                call.now(),
                Optional.empty());
    }

    private static Optional<String> zone(
            World world, Call call, TargetGroup group, TargetDescription wanted) {
        String id = requireNonNull(wanted.id());
        return switch (group.targetType()) {
            case INSTANCE -> Optional.of(runningInstance(world, call, id).placement().zone());
            case IP -> Optional.of(TargetIp.of(id).zone(world, wanted.availabilityZone()));
        };
    }

    private static Instance runningInstance(World world, Call call, String id) {
        Instance instance =
                world.in(call.scope())
                        .find(Instance.class, id)
                        .orElseThrow(() -> invalid("Instance ID '" + id + "' is not valid"));
        if (instance.state() != Instance.State.RUNNING) {
            throw invalid(
                    "The following targets are not in a running state and cannot be registered: '"
                            + id
                            + "'");
        }
        return instance;
    }

    private static ApiFault invalid(String message) {
        return new ApiFault(Elbv2Errors.INVALID_TARGET, message);
    }

    private static int port(TargetGroup group, TargetDescription target) {
        Integer port = target.port();
        return port == null ? group.port() : port;
    }

    /// A target in use drains for the group's delay; one that gets no traffic is removed at once.
    /// One that is not registered is no mistake.
    static Decision<DeregisterTargetsOutput> deregister(
            World world, Call call, DeregisterTargetsInput input) {
        World.Region region = world.in(call.scope());
        TargetGroup group = Lookup.targetGroup(region, requireNonNull(input.targetGroupArn()));
        TargetStates states = TargetStates.of(world, region, group);
        Duration delay = group.drainsFor();
        var changes = new ArrayList<Change>();
        for (Target target : registered(region, group, orEmpty(input.targets()))) {
            if (delay.isZero() || states.isUnused(target)) {
                changes.add(new Change.Remove(target.key()));
            } else if (!target.isDraining()) {
                changes.add(new Change.Put(target.draining(call.now().plus(delay))));
            }
        }
        return new Decision<>(changes, new DeregisterTargetsOutput());
    }

    private static List<Target> registered(
            World.Region region, TargetGroup group, List<TargetDescription> named) {
        return named.stream()
                .map(one -> Target.idIn(group.arn(), requireNonNull(one.id()), port(group, one)))
                .distinct()
                .flatMap(id -> region.find(Target.class, id).stream())
                .toList();
    }
}
