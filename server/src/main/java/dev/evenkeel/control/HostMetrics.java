package dev.evenkeel.control;

import dev.evenkeel.decide.TargetGroupUse;
import dev.evenkeel.model.Arn;
import dev.evenkeel.model.ClassicLoadBalancer;
import dev.evenkeel.model.Datapoint;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.MetricId;
import dev.evenkeel.model.MetricWriter;
import dev.evenkeel.model.Scope;
import dev.evenkeel.model.Target;
import dev.evenkeel.model.TargetRef;
import dev.evenkeel.model.World;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// Records how many hosts behind each load balancer are healthy, as the world knows it at one
/// moment.
public final class HostMetrics {
    private final MetricWriter writer;

    public HostMetrics(MetricWriter writer) {
        this.writer = writer;
    }

    /// Hosts that are counted together, and the name they are counted under.
    private record Hosts(
            Scope scope, String namespace, Map<String, String> dimensions, List<TargetRef> refs) {}

    public void record(World world, Instant now) {
        for (World.Region region : world.regions()) {
            var use = TargetGroupUse.in(region);
            for (LoadBalancer loadBalancer : region.all(LoadBalancer.class)) {
                for (Arn group : use.groupsOf(loadBalancer.arn())) {
                    record(world, behind(region, loadBalancer, group), now);
                }
            }
            for (ClassicLoadBalancer classic : region.all(ClassicLoadBalancer.class)) {
                record(world, behind(classic), now);
            }
        }
    }

    private void record(World world, Hosts hosts, Instant now) {
        double all = hosts.refs().size();
        double healthy =
                hosts.refs().stream().filter(h -> world.health(h).isHealthy()).toList().size();
        record(hosts, "HealthyHostCount", Datapoint.of(now, healthy));
        record(hosts, "UnHealthyHostCount", Datapoint.of(now, all - healthy));
    }

    private void record(Hosts hosts, String name, Datapoint point) {
        MetricId metric = MetricId.of(hosts.namespace(), name, hosts.dimensions());
        writer.record(hosts.scope(), metric, point, "Count");
    }

    private static Hosts behind(World.Region region, LoadBalancer loadBalancer, Arn group) {
        String namespace =
                switch (loadBalancer.type()) {
                    case APPLICATION -> "AWS/ApplicationELB";
                    case NETWORK -> "AWS/NetworkELB";
                };
        return new Hosts(
                loadBalancer.scope(),
                namespace,
                Map.of("LoadBalancer", loadBalancer.arn().tail(), "TargetGroup", group.resource()),
                region.withPrefix(Target.class, Target.prefix(group)).stream()
                        .filter(target -> !target.isDraining())
                        .map(Target::ref)
                        .toList());
    }

    private static Hosts behind(ClassicLoadBalancer classic) {
        int port = classic.healthCheck().port();
        return new Hosts(
                classic.scope(),
                "AWS/ELB",
                Map.of("LoadBalancerName", classic.name()),
                classic.instances().stream()
                        .filter(registered -> registered.drainsUntil().isEmpty())
                        .map(r -> TargetRef.classic(classic, r.instance(), port))
                        .toList());
    }
}
