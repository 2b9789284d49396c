package dev.evenkeel.control;

import dev.evenkeel.decide.DnsAnswer.Count;
import dev.evenkeel.decide.Standing;
import dev.evenkeel.model.ClassicLoadBalancer;
import dev.evenkeel.model.Datapoint;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.MetricId;
import dev.evenkeel.model.MetricWriter;
import dev.evenkeel.model.Scope;
import dev.evenkeel.model.Target;
import dev.evenkeel.model.TargetGroup;
import dev.evenkeel.model.TargetRef;
import dev.evenkeel.model.World;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Records how many hosts behind each load balancer are healthy, as the world knows it at one
/// moment.
public final class HostMetrics {
    private final MetricWriter writer;

    public HostMetrics(MetricWriter writer) {
        this.writer = writer;
    }

    /// Hosts that are counted together, all and by zone, and the name they are counted under. A
    /// host that belongs to no zone serves all.
    private record Hosts(
            Scope scope,
            String namespace,
            Map<String, String> dimensions,
            List<TargetRef> refs,
            Map<String, Count> byZone) {}

    public void record(World world, Instant now) {
        for (World.Region region : world.regions()) {
            var standing = new Standing(world, region);
            for (LoadBalancer loadBalancer : region.all(LoadBalancer.class)) {
                for (TargetGroup group : standing.groupsOf(loadBalancer)) {
                    var byZone = standing.dns(loadBalancer, group).byZone();
                    record(world, behind(region, loadBalancer, group, byZone), now);
                }
            }
            for (ClassicLoadBalancer classic : region.all(ClassicLoadBalancer.class)) {
                record(world, behind(classic, standing.of(classic).byZone()), now);
            }
        }
    }

    private void record(World world, Hosts hosts, Instant now) {
        int all = hosts.refs().size();
        int healthy =
                hosts.refs().stream().filter(h -> world.health(h).isHealthy()).toList().size();
        record(hosts, hosts.dimensions(), new Count(healthy, all), now);
        hosts.byZone()
                .forEach((zone, count) -> {
                    var dimensions = new HashMap<>(hosts.dimensions());
                    dimensions.put("AvailabilityZone", zone);
                    record(hosts, dimensions, count, now);
                });
    }

    private void record(Hosts hosts, Map<String, String> dimensions, Count count, Instant now) {
        record(hosts, "HealthyHostCount", dimensions, Datapoint.of(now, count.healthy()));
        double unhealthy = count.all() - count.healthy();
        record(hosts, "UnHealthyHostCount", dimensions, Datapoint.of(now, unhealthy));
    }

    private void record(Hosts hosts, String name, Map<String, String> dimensions, Datapoint point) {
        MetricId metric = MetricId.of(hosts.namespace(), name, dimensions);
        writer.record(hosts.scope(), metric, point, "Count");
    }

    private static Hosts behind(
            World.Region region,
            LoadBalancer loadBalancer,
            TargetGroup group,
            Map<String, Count> byZone) {
        String namespace =
                switch (loadBalancer.type()) {
                    case APPLICATION -> "AWS/ApplicationELB";
                    case NETWORK -> "AWS/NetworkELB";
                };
        return new Hosts(
                loadBalancer.scope(),
                namespace,
                Map.of(
                        "LoadBalancer",
                        loadBalancer.arn().tail(),
                        "TargetGroup",
                        group.arn().resource()),
                region.withPrefix(Target.class, Target.prefix(group.arn())).stream()
                        .filter(target -> !target.isDraining())
                        .map(Target::ref)
                        .toList(),
                byZone);
    }

    private static Hosts behind(ClassicLoadBalancer classic, Map<String, Count> byZone) {
        return new Hosts(
                classic.scope(),
                "AWS/ELB",
                Map.of("LoadBalancerName", classic.name()),
                classic.instances().stream()
                        .filter(registered -> registered.drainsUntil().isEmpty())
                        .map(registered -> classic.ref(registered.instance()))
                        .toList(),
                byZone);
    }
}
