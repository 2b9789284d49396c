package dev.evenkeel.control;

import dev.evenkeel.decide.DnsAnswer.Count;
import dev.evenkeel.decide.Standing;
import dev.evenkeel.decide.Standing.Sight;
import dev.evenkeel.model.ClassicLoadBalancer;
import dev.evenkeel.model.Datapoint;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.MetricId;
import dev.evenkeel.model.MetricWriter;
import dev.evenkeel.model.Scope;
import dev.evenkeel.model.TargetGroup;
import dev.evenkeel.model.World;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/// Records how many hosts behind each load balancer are healthy: one sample for each node, of what
/// it sees, so that the least and the greatest are those of a node; and the same by the hosts'
/// zones. Where no host is, nothing is recorded.
public final class HostMetrics {
    private final MetricWriter writer;

    public HostMetrics(MetricWriter writer) {
        this.writer = writer;
    }

    /// What hosts are counted under.
    private record Subject(Scope scope, String namespace, Map<String, String> dimensions) {
        Subject in(String zone) {
            var more = new HashMap<>(dimensions);
            more.put("AvailabilityZone", zone);
            return new Subject(scope, namespace, more);
        }
    }

    public void record(World world, Instant now) {
        for (World.Region region : world.regions()) {
            var standing = new Standing(world, region);
            for (LoadBalancer loadBalancer : region.all(LoadBalancer.class)) {
                for (TargetGroup group : standing.groupsOf(loadBalancer)) {
                    Sight sight = standing.sight(loadBalancer, group);
                    record(subject(loadBalancer, group), sight, now);
                }
            }
            for (ClassicLoadBalancer classic : region.all(ClassicLoadBalancer.class)) {
                record(subject(classic), standing.sight(classic), now);
            }
        }
    }

    private void record(Subject subject, Sight sight, Instant now) {
        for (Map<String, Count> seen : sight.byNode().values()) {
            if (!seen.isEmpty()) {
                record(subject, Sight.sum(seen), now);
                seen.forEach((zone, count) -> record(subject.in(zone), count, now));
            }
        }
    }

    private void record(Subject subject, Count count, Instant now) {
        record(subject, "HealthyHostCount", Datapoint.of(now, count.healthy()));
        double unhealthy = count.all() - count.healthy();
        record(subject, "UnHealthyHostCount", Datapoint.of(now, unhealthy));
    }

    private void record(Subject subject, String name, Datapoint point) {
        var metric = MetricId.of(subject.namespace(), name, subject.dimensions());
        writer.record(subject.scope(), metric, point, "Count");
    }

    private static Subject subject(LoadBalancer loadBalancer, TargetGroup group) {
        String namespace =
                switch (loadBalancer.type()) {
                    case APPLICATION -> "AWS/ApplicationELB";
                    case NETWORK -> "AWS/NetworkELB";
                };
        return new Subject(
                loadBalancer.scope(),
                namespace,
                Map.of(
                        "LoadBalancer",
                        loadBalancer.arn().tail(),
                        "TargetGroup",
                        group.arn().resource()));
    }

    private static Subject subject(ClassicLoadBalancer classic) {
        return new Subject(classic.scope(), "AWS/ELB", Map.of("LoadBalancerName", classic.name()));
    }
}
