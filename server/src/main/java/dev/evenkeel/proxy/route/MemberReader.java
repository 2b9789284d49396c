package dev.evenkeel.proxy.route;

import dev.evenkeel.model.ClassicLoadBalancer;
import dev.evenkeel.model.Instance;
import dev.evenkeel.model.InstanceId;
import dev.evenkeel.model.Target;
import dev.evenkeel.model.TargetGroup;
import dev.evenkeel.model.TargetRef;
import dev.evenkeel.model.World;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Optional;

/// Looks up where registered targets are. Instances that stop, stopped or are gone are no members.
record MemberReader(World world, World.Region region) {
    Members of(TargetGroup group) {
        var members = new ArrayList<Members.Member>();
        var verdicts = world.healthIn(group.arn().value());
        for (Target target : region.withPrefix(Target.class, Target.prefix(group.arn()))) {
            var place =
                    switch (group.targetType()) {
                        case INSTANCE -> placeOf(target.targetId());
                        case IP -> Optional.of(placeOfAddress(target));
                    };
            var verdict = verdicts.get(target.ref());
            boolean healthy = verdict != null && verdict.isHealthy();
            place.ifPresent(
                    at ->
                            members.add(
                                    new Members.Member(
                                            target.ref(),
                                            socket(at.address, target.port()),
                                            at.zone,
                                            healthy,
                                            target.isDraining())));
        }
        return new Members(members);
    }

    /// The instances of a Classic Load Balancer on one of its instance ports. Their health is that of the health check's port.
    Members of(ClassicLoadBalancer loadBalancer, int port) {
        var members = new ArrayList<Members.Member>();
        int checkedPort = loadBalancer.healthCheck().port();
        for (var registration : loadBalancer.instances()) {
            InstanceId id = registration.instance();
            boolean healthy =
                    world.health(TargetRef.classic(loadBalancer, id, checkedPort)).isHealthy();
            placeOf(id.value())
                    .ifPresent(
                            at ->
                                    members.add(
                                            new Members.Member(
                                                    TargetRef.classic(loadBalancer, id, port),
                                                    socket(at.address, port),
                                                    at.zone,
                                                    healthy,
                                                    registration.drainsUntil().isPresent())));
        }
        return new Members(members);
    }

    private record Place(String address, String zone) {}

    private Optional<Place> placeOf(String instanceId) {
        return region.find(Instance.class, instanceId)
                .filter(instance -> canServe(instance.state()))
                .map(Instance::placement)
                .map(placement -> new Place(placement.address(), placement.zone()));
    }

    private static boolean canServe(Instance.State state) {
        return switch (state) {
            case PENDING, RUNNING -> true;
            case SHUTTING_DOWN, TERMINATED, STOPPING, STOPPED -> false;
        };
    }

    private Place placeOfAddress(Target target) {
        String zone =
                target.zone()
                        .or(() -> world.site().network().zoneOf(target.targetId()))
                        .orElse(Members.EVERY_ZONE);
        return new Place(target.targetId(), zone);
    }

    private static InetSocketAddress socket(String address, int port) {
        return new InetSocketAddress(InetAddress.ofLiteral(address), port);
    }
}
