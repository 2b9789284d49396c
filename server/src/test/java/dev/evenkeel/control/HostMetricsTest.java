package dev.evenkeel.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.metric.MetricStore;
import dev.evenkeel.metric.Retention;
import dev.evenkeel.model.ClassicLoadBalancer.ListenerPorts;
import dev.evenkeel.model.Instance;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.MetricId;
import dev.evenkeel.model.MetricReader.Span;
import dev.evenkeel.model.MetricReader.Value;
import dev.evenkeel.model.NodeRef;
import dev.evenkeel.model.Protocol;
import dev.evenkeel.model.TargetGroup;
import dev.evenkeel.model.TargetGroup.TargetType;
import dev.evenkeel.model.TargetHealth;
import dev.evenkeel.model.TargetHealth.State;
import dev.evenkeel.scenario.Fleet;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// How many hosts of a group are healthy, in all and in each zone.
class HostMetricsTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private final Fleet fleet = new Fleet();
    private final MetricStore store = new MetricStore(Retention.CLOUDWATCH);
    private final TargetGroup group = fleet.group("web", TargetType.IP, Protocol.HTTP);
    private final LoadBalancer balancer =
            fleet.loadBalancer(LoadBalancer.Type.APPLICATION, "web", 0, 1);

    private List<Double> recorded(String name) {
        return recorded(name, Map.of());
    }

    private List<Double> recorded(String name, Map<String, String> zone) {
        return recorded(name, zone, "Maximum");
    }

    private List<Double> recorded(String name, Map<String, String> zone, String statistic) {
        var dimensions = new HashMap<>(zone);
        dimensions.put("LoadBalancer", balancer.arn().tail());
        dimensions.put("TargetGroup", group.arn().resource());
        return store
                .read(
                        Fleet.SCOPE,
                        MetricId.of("AWS/ApplicationELB", name, dimensions),
                        statistic,
                        Duration.ofSeconds(60),
                        new Span(START, START.plusSeconds(60)))
                .stream()
                .map(Value::value)
                .toList();
    }

    @Test
    void hostsAreCountedInTheirZonesAndTogether() {
        fleet.listener(balancer, Protocol.HTTP, 80, group);
        fleet.healthy(fleet.target(group, "127.31.0.20", 80).ref());
        fleet.unhealthy(fleet.target(group, "127.31.0.21", 80).ref());
        fleet.unhealthy(fleet.target(group, "127.31.16.20", 80).ref());
        new HostMetrics(store).record(fleet.world(), START);
        assertThat(recorded("HealthyHostCount")).containsExactly(1d);
        assertThat(recorded("UnHealthyHostCount")).containsExactly(2d);
        var first = Map.of("AvailabilityZone", "us-east-1a");
        assertThat(recorded("HealthyHostCount", first)).containsExactly(1d);
        assertThat(recorded("UnHealthyHostCount", first)).containsExactly(1d);
        var second = Map.of("AvailabilityZone", "us-east-1b");
        assertThat(recorded("HealthyHostCount", second)).containsExactly(0d);
        assertThat(recorded("UnHealthyHostCount", second)).containsExactly(1d);
        assertThat(recorded("HealthyHostCount", Map.of("AvailabilityZone", "us-east-1c")))
                .isEmpty();
    }

    @Test
    void leastAndGreatestAreWhatSingleNodesSee() {
        fleet.listener(balancer, Protocol.HTTP, 80, group);
        fleet.healthy(fleet.target(group, "127.31.0.20", 80).ref());
        fleet.seen(
                fleet.target(group, "127.31.16.20", 80).ref(),
                TargetHealth.HEALTHY.with(
                        Map.of(new NodeRef(balancer.id(), "us-east-1a"), State.UNHEALTHY)));
        new HostMetrics(store).record(fleet.world(), START);
        assertThat(recorded("HealthyHostCount", Map.of(), "Minimum")).containsExactly(1d);
        assertThat(recorded("HealthyHostCount", Map.of(), "Maximum")).containsExactly(2d);
        assertThat(recorded("UnHealthyHostCount", Map.of(), "Average")).containsExactly(0.5);
        var second = Map.of("AvailabilityZone", "us-east-1b");
        assertThat(recorded("HealthyHostCount", second, "Minimum")).containsExactly(0d);
        assertThat(recorded("HealthyHostCount", second, "SampleCount")).containsExactly(2d);
    }

    @Test
    void withoutCrossZoneANodeCountsItsOwnZone() {
        fleet.listener(balancer, Protocol.HTTP, 80, group);
        fleet.with(group, Map.of("load_balancing.cross_zone.enabled", "false"));
        fleet.healthy(fleet.target(group, "127.31.0.20", 80).ref());
        fleet.healthy(fleet.target(group, "127.31.0.21", 80).ref());
        fleet.healthy(fleet.target(group, "127.31.16.20", 80).ref());
        new HostMetrics(store).record(fleet.world(), START);
        assertThat(recorded("HealthyHostCount", Map.of(), "Minimum")).containsExactly(1d);
        assertThat(recorded("HealthyHostCount", Map.of(), "Maximum")).containsExactly(2d);
        var first = Map.of("AvailabilityZone", "us-east-1a");
        assertThat(recorded("HealthyHostCount", first, "SampleCount")).containsExactly(1d);
    }

    @Test
    void aHostOutsideAllZonesCountsInThatOfEachNode() {
        fleet.listener(balancer, Protocol.HTTP, 80, group);
        fleet.healthy(fleet.target(group, "10.0.0.7", 80).ref());
        new HostMetrics(store).record(fleet.world(), START);
        assertThat(recorded("HealthyHostCount")).containsExactly(1d);
        for (String zone : List.of("us-east-1a", "us-east-1b")) {
            assertThat(recorded("HealthyHostCount", Map.of("AvailabilityZone", zone)))
                    .containsExactly(1d);
        }
    }

    @Test
    void aGroupWithoutHostsIsNotRecorded() {
        fleet.listener(balancer, Protocol.HTTP, 80, group);
        new HostMetrics(store).record(fleet.world(), START);
        assertThat(recorded("HealthyHostCount")).isEmpty();
    }

    @Test
    void aNodeInAZoneThatIsOffSaysNothing() {
        fleet.listener(balancer, Protocol.HTTP, 80, group);
        fleet.healthy(fleet.target(group, "127.31.0.20", 80).ref());
        fleet.switchOff(1);
        new HostMetrics(store).record(fleet.world(), START);
        assertThat(recorded("HealthyHostCount", Map.of(), "SampleCount")).containsExactly(1d);
    }

    @Test
    void aGroupThatNoLoadBalancerUsesIsNotCounted() {
        fleet.healthy(fleet.target(group, "127.31.0.20", 80).ref());
        new HostMetrics(store).record(fleet.world(), START);
        assertThat(recorded("HealthyHostCount")).isEmpty();
    }

    @Test
    void aClassicLoadBalancersInstancesAreCountedByItsName() {
        Instance well = fleet.instance("127.31.0.50");
        Instance sick = fleet.instance("127.31.0.51");
        var ports = new ListenerPorts(Protocol.HTTP, 80, Protocol.HTTP, 80, Optional.empty());
        var classic = fleet.classic("old", ports, well, sick);
        fleet.healthy(classic.ref(well.instanceId()));
        new HostMetrics(store).record(fleet.world(), START);
        for (String name : List.of("HealthyHostCount", "UnHealthyHostCount")) {
            var metric = MetricId.of("AWS/ELB", name, Map.of("LoadBalancerName", "old"));
            var span = new Span(START, START.plusSeconds(60));
            assertThat(store.read(Fleet.SCOPE, metric, "Maximum", Duration.ofSeconds(60), span))
                    .containsExactly(new Value(START, 1));
        }
    }
}
