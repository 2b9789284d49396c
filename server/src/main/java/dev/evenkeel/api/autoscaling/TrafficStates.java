package dev.evenkeel.api.autoscaling;

import dev.evenkeel.api.Call;
import dev.evenkeel.model.Arn;
import dev.evenkeel.model.AutoScalingGroup;
import dev.evenkeel.model.ClassicLoadBalancer;
import dev.evenkeel.model.GroupMembership.Lifecycle;
import dev.evenkeel.model.Instance;
import dev.evenkeel.model.Target;
import dev.evenkeel.model.TargetRef;
import dev.evenkeel.model.World;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// How far a traffic source is: `Adding` while members are missing in it, `Added` when all are in,
/// `InService` once one is healthy.
final class TrafficStates {
    private static final String ADDING = "Adding";
    private static final String ADDED = "Added";
    private static final String IN_SERVICE = "InService";

    private final World world;
    private final World.Region region;
    private final List<Instance> serving;

    TrafficStates(World world, Call call, AutoScalingGroup group) {
        this.world = world;
        var lookup = new GroupLookup(world, call);
        region = lookup.region();
        serving =
                lookup.members(group).stream()
                        .filter(m -> GroupLookup.membership(m).lifecycle() == Lifecycle.IN_SERVICE)
                        .toList();
    }

    String of(Arn targetGroup) {
        return state(
                serving.stream()
                        .map(member ->
                                region
                                        .withPrefix(
                                                Target.class,
                                                Target.prefix(targetGroup) + member.id() + ":")
                                        .stream()
                                        .map(Target::ref)
                                        .findFirst()));
    }

    String ofClassic(String name) {
        Optional<ClassicLoadBalancer> balancer = region.find(ClassicLoadBalancer.class, name);
        return state(serving.stream().map(member -> balancer.flatMap(b -> ref(b, member))));
    }

    private static Optional<TargetRef> ref(ClassicLoadBalancer balancer, Instance member) {
        return balancer.instances().stream()
                .filter(registration -> registration.instance().equals(member.instanceId()))
                .map(r -> TargetRef.classic(balancer, r.instance(), balancer.healthCheck().port()))
                .findFirst();
    }

    private String state(Stream<Optional<TargetRef>> registrations) {
        List<Optional<TargetRef>> all = registrations.toList();
        if (all.stream().flatMap(Optional::stream).anyMatch(ref -> world.health(ref).isHealthy())) {
            return IN_SERVICE;
        }
        return all.stream().allMatch(Optional::isPresent) ? ADDED : ADDING;
    }
}
