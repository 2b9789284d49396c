package dev.evenkeel.decide;

import dev.evenkeel.decide.DnsAnswer.Count;
import dev.evenkeel.decide.DnsAnswer.Group;
import dev.evenkeel.decide.DnsAnswer.Threshold;
import dev.evenkeel.model.ClassicLoadBalancer;
import dev.evenkeel.model.ClassicLoadBalancer.Registration;
import dev.evenkeel.model.Instance;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.Target;
import dev.evenkeel.model.TargetAddress;
import dev.evenkeel.model.TargetGroup;
import dev.evenkeel.model.TargetRef;
import dev.evenkeel.model.World;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How the targets of one region's load balancers stand, zone by zone: what their DNS answers and
/// their routing hang on.
public final class Standing {
    private final World world;
    private final World.Region region;
    private final TargetGroupUse use;

    public Standing(World world, World.Region region) {
        this.world = world;
        this.region = region;
        this.use = TargetGroupUse.in(region);
    }

    /// What the DNS asks for of each group of a load balancer.
    public List<Group> of(LoadBalancer loadBalancer) {
        return groupsOf(loadBalancer).stream().map(group -> dns(loadBalancer, group)).toList();
    }

    public List<TargetGroup> groupsOf(LoadBalancer loadBalancer) {
        return use.groupsOf(loadBalancer.arn()).stream()
                .flatMap(arn -> region.find(TargetGroup.class, arn.value()).stream())
                .toList();
    }

    /// By the threshold below which a zone leaves the DNS.
    public Group dns(LoadBalancer loadBalancer, TargetGroup group) {
        return of(loadBalancer, group, Threshold.dns(group.attributes()));
    }

    /// By the threshold below which sick targets get traffic, too.
    public Group routing(LoadBalancer loadBalancer, TargetGroup group) {
        return of(loadBalancer, group, Threshold.routing(group.attributes()));
    }

    private Group of(LoadBalancer loadBalancer, TargetGroup group, Threshold threshold) {
        Map<String, Count> byZone = new HashMap<>();
        for (Target target : region.withPrefix(Target.class, Target.prefix(group.arn()))) {
            if (!target.isDraining()) {
                Optional<TargetAddress> address = TargetAddress.of(world, group, target);
                count(byZone, address.flatMap(TargetAddress::zone), target.ref());
            }
        }
        return new Group(threshold, group.isCrossZone(loadBalancer), byZone);
    }

    /// An instance that is not running counts in no zone: it serves none.
    public Group of(ClassicLoadBalancer loadBalancer) {
        Map<String, Count> byZone = new HashMap<>();
        for (Registration registration : loadBalancer.instances()) {
            Optional<Instance> instance =
                    region.find(Instance.class, registration.instance().value());
            if (registration.drainsUntil().isEmpty() && instance.isPresent()) {
                var ref = loadBalancer.ref(registration.instance());
                count(byZone, Optional.of(instance.get().placement().zone()), ref);
            }
        }
        return new Group(Threshold.DEFAULT, loadBalancer.isCrossZone(), byZone);
    }

    private void count(Map<String, Count> byZone, Optional<String> zone, TargetRef target) {
        var one = new Count(world.health(target).isHealthy() ? 1 : 0, 1);
        List<String> zones = zone.map(List::of).orElse(world.site().zones());
        zones.forEach(each -> byZone.merge(each, one, Count::plus));
    }
}
