package dev.evenkeel.decide;

import dev.evenkeel.decide.DnsAnswer.Count;
import dev.evenkeel.decide.DnsAnswer.Group;
import dev.evenkeel.decide.DnsAnswer.Threshold;
import dev.evenkeel.model.Attributes;
import dev.evenkeel.model.ClassicLoadBalancer;
import dev.evenkeel.model.ClassicLoadBalancer.Registration;
import dev.evenkeel.model.Instance;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.LoadBalancerNode;
import dev.evenkeel.model.NodeRef;
import dev.evenkeel.model.Resource;
import dev.evenkeel.model.Target;
import dev.evenkeel.model.TargetAddress;
import dev.evenkeel.model.TargetGroup;
import dev.evenkeel.model.TargetHealth;
import dev.evenkeel.model.TargetRef;
import dev.evenkeel.model.World;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// How the targets of one region's load balancers stand in the eyes of each node: what their DNS
/// answers, their routing and the counts of their hosts hang on.
public final class Standing {
    private static final String DNS = "target_group_health.dns_failover.minimum_healthy_targets.";
    private static final String ROUTING =
            "target_group_health.unhealthy_state_routing.minimum_healthy_targets.";

    private final World world;
    private final World.Region region;
    private final TargetGroupUse use;

    public Standing(World world, World.Region region) {
        this.world = world;
        this.region = region;
        this.use = TargetGroupUse.in(region);
    }

    /// What the nodes of a load balancer see of a group, draining targets left out: for the zone of
    /// each node, the targets it may send to, by their zones. A target outside all zones counts in
    /// the node's.
    public record Sight(Map<String, Map<String, Count>> byNode) {
        /// By the threshold below which a zone leaves the DNS.
        public Group dns(TargetGroup group) {
            return against(threshold(group.attributes(), DNS));
        }

        /// By the threshold below which sick targets get traffic, too.
        public Group routing(TargetGroup group) {
            return against(threshold(group.attributes(), ROUTING));
        }

        private Group against(Threshold threshold) {
            Map<String, Count> sums = new HashMap<>();
            byNode.forEach((node, counts) -> sums.put(node, sum(counts)));
            return new Group(threshold, sums);
        }

        /// All that one node sees.
        public static Count sum(Map<String, Count> counts) {
            return counts.values().stream().reduce(Count.NONE, Count::plus);
        }
    }

    /// What the DNS asks for of each group of a load balancer.
    public List<Group> of(LoadBalancer loadBalancer) {
        return groupsOf(loadBalancer).stream()
                .map(group -> sight(loadBalancer, group).dns(group))
                .toList();
    }

    /// What it asks for of a Classic Load Balancer's instances.
    public Group of(ClassicLoadBalancer loadBalancer) {
        return sight(loadBalancer).against(Threshold.DEFAULT);
    }

    public List<TargetGroup> groupsOf(LoadBalancer loadBalancer) {
        return use.groupsOf(loadBalancer.arn()).stream()
                .flatMap(arn -> region.find(TargetGroup.class, arn.value()).stream())
                .toList();
    }

    public Sight sight(LoadBalancer loadBalancer, TargetGroup group) {
        var eyes = new Eyes(loadBalancer, loadBalancer.nodes(), group.isCrossZone(loadBalancer));
        for (Target target : region.withPrefix(Target.class, Target.prefix(group.arn()))) {
            if (!target.isDraining()) {
                Optional<TargetAddress> address = TargetAddress.of(world, group, target);
                eyes.see(target.ref(), address.flatMap(TargetAddress::zone));
            }
        }
        return new Sight(eyes.byNode);
    }

    /// An instance that does not exist counts nowhere.
    public Sight sight(ClassicLoadBalancer loadBalancer) {
        var eyes = new Eyes(loadBalancer, loadBalancer.nodes(), loadBalancer.isCrossZone());
        for (Registration registration : loadBalancer.instances()) {
            Optional<Instance> instance =
                    region.find(Instance.class, registration.instance().value());
            if (registration.drainsUntil().isEmpty() && instance.isPresent()) {
                TargetRef ref = loadBalancer.ref(registration.instance());
                eyes.see(ref, Optional.of(instance.get().placement().zone()));
            }
        }
        return new Sight(eyes.byNode);
    }

    /// The nodes of one load balancer that look at targets, and what they have seen.
    private final class Eyes {
        private final Resource loadBalancer;
        private final Reach reach;
        private final Map<String, Map<String, Count>> byNode = new TreeMap<>();

        Eyes(Resource loadBalancer, List<LoadBalancerNode> all, boolean crossZone) {
            this.loadBalancer = loadBalancer;
            reach = new Reach(world, loadBalancer.scope(), all, crossZone);
            reach.checking().forEach(node -> byNode.put(node.zone(), new TreeMap<>()));
        }

        void see(TargetRef target, Optional<String> zone) {
            TargetHealth health = world.health(target);
            for (LoadBalancerNode node : reach.checking(zone)) {
                NodeRef from = NodeRef.of(loadBalancer, node);
                boolean well = health.seenFrom(from) == TargetHealth.State.HEALTHY;
                byNode.computeIfAbsent(node.zone(), _ -> new TreeMap<>())
                        .merge(zone.orElse(node.zone()), new Count(well ? 1 : 0, 1), Count::plus);
            }
        }
    }

    private static Threshold threshold(Attributes attributes, String key) {
        return new Threshold(
                number(attributes.get(key + "count", "1")),
                number(attributes.get(key + "percentage", "off")));
    }

    private static int number(String value) {
        return value.equals("off") ? 0 : Integer.parseInt(value);
    }
}
