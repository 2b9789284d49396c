package dev.evenkeel.proxy.route;

import dev.evenkeel.model.ClassicLoadBalancer;
import dev.evenkeel.model.Instance;
import dev.evenkeel.model.InstanceId;
import dev.evenkeel.model.Target;
import dev.evenkeel.model.TargetAddress;
import dev.evenkeel.model.TargetGroup;
import dev.evenkeel.model.TargetHealth;
import dev.evenkeel.model.TargetRef;
import dev.evenkeel.model.World;
import dev.evenkeel.proxy.route.Members.Member;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;

/// Looks up where registered targets are. Instances that do not run are no members.
record MemberReader(World world, World.Region region) {
    Members of(TargetGroup group) {
        var members = new ArrayList<Member>();
        var verdicts = world.healthIn(group.arn().value());
        for (Target target : region.withPrefix(Target.class, Target.prefix(group.arn()))) {
            var state = verdicts.getOrDefault(target.ref(), TargetHealth.INITIAL).state();
            TargetAddress.of(world, group, target)
                    .map(at ->
                            new Member(
                                    target.ref(),
                                    socket(at, target.port()),
                                    zone(at),
                                    state,
                                    target.isDraining()))
                    .ifPresent(members::add);
        }
        return new Members(members);
    }

    /// The instances of a Classic Load Balancer on one of its instance ports. Their health is that
    /// of the health check's port.
    Members of(ClassicLoadBalancer loadBalancer, int port) {
        var members = new ArrayList<Member>();
        int checkedPort = loadBalancer.healthCheck().port();
        for (var registration : loadBalancer.instances()) {
            InstanceId id = registration.instance();
            var state = world.health(TargetRef.classic(loadBalancer, id, checkedPort)).state();
            boolean draining = registration.drainsUntil().isPresent();
            TargetRef ref = TargetRef.classic(loadBalancer, id, port);
            region.find(Instance.class, id.value())
                    .filter(instance -> instance.state() == Instance.State.RUNNING)
                    .map(TargetAddress::of)
                    .map(at -> new Member(ref, socket(at, port), zone(at), state, draining))
                    .ifPresent(members::add);
        }
        return new Members(members);
    }

    private static String zone(TargetAddress address) {
        return address.zone().orElse(Members.EVERY_ZONE);
    }

    private static InetSocketAddress socket(TargetAddress at, int port) {
        return new InetSocketAddress(InetAddress.ofLiteral(at.address()), port);
    }
}
