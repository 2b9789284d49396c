package dev.evenkeel.control;

import dev.evenkeel.decide.DnsAnswer;
import dev.evenkeel.decide.Standing;
import dev.evenkeel.model.Datapoint;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.LoadBalancerNode;
import dev.evenkeel.model.MetricId;
import dev.evenkeel.model.MetricWriter;
import dev.evenkeel.model.TargetGroup;
import dev.evenkeel.model.World;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/// Records in how many zones of an Application Load Balancer each target group has the healthy
/// targets that the DNS and routing ask for, and in how many it has not.
public final class ZoneStates {
    private final MetricWriter writer;

    public ZoneStates(MetricWriter writer) {
        this.writer = writer;
    }

    public void record(World world, Instant now) {
        for (World.Region region : world.regions()) {
            var standing = new Standing(world, region);
            for (LoadBalancer loadBalancer : region.all(LoadBalancer.class)) {
                if (loadBalancer.type() != LoadBalancer.Type.APPLICATION) {
                    continue;
                }
                for (TargetGroup group : standing.groupsOf(loadBalancer)) {
                    var sight = standing.sight(loadBalancer, group);
                    record(loadBalancer, group, "DNS", sight.dns(group), now);
                    record(loadBalancer, group, "Routing", sight.routing(group), now);
                }
            }
        }
    }

    private void record(
            LoadBalancer loadBalancer,
            TargetGroup group,
            String what,
            DnsAnswer.Group standing,
            Instant now) {
        double zones = 0;
        double healthy = 0;
        for (LoadBalancerNode node : loadBalancer.nodes()) {
            boolean well = DnsAnswer.isWellIn(node.zone(), standing);
            zones++;
            healthy += well ? 1 : 0;
            var names = dimensions(loadBalancer, group);
            names.put("AvailabilityZone", node.zone());
            write(loadBalancer, "HealthyState" + what, names, Datapoint.of(now, well ? 1 : 0));
            write(loadBalancer, "UnhealthyState" + what, names, Datapoint.of(now, well ? 0 : 1));
        }
        var names = dimensions(loadBalancer, group);
        write(loadBalancer, "HealthyState" + what, names, Datapoint.of(now, healthy));
        write(loadBalancer, "UnhealthyState" + what, names, Datapoint.of(now, zones - healthy));
    }

    private static Map<String, String> dimensions(LoadBalancer loadBalancer, TargetGroup group) {
        var dimensions = new HashMap<String, String>();
        dimensions.put("LoadBalancer", loadBalancer.arn().tail());
        dimensions.put("TargetGroup", group.arn().resource());
        return dimensions;
    }

    private void write(
            LoadBalancer loadBalancer, String name, Map<String, String> dimensions, Datapoint at) {
        var metric = MetricId.of("AWS/ApplicationELB", name, dimensions);
        writer.record(loadBalancer.scope(), metric, at, "Count");
    }
}
