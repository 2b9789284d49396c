package dev.evenkeel.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.metric.MetricStore;
import dev.evenkeel.metric.Retention;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.MetricId;
import dev.evenkeel.model.MetricReader.Span;
import dev.evenkeel.model.MetricReader.Value;
import dev.evenkeel.model.NodeRef;
import dev.evenkeel.model.Protocol;
import dev.evenkeel.model.TargetGroup;
import dev.evenkeel.model.TargetGroup.TargetType;
import dev.evenkeel.model.TargetHealth;
import dev.evenkeel.model.TargetRef;
import dev.evenkeel.scenario.Fleet;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// In how many zones a group has the targets it should have.
class ZoneStatesTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final String KEY = "target_group_health.";
    private final Fleet fleet = new Fleet();
    private final MetricStore store = new MetricStore(Retention.CLOUDWATCH);
    private TargetGroup group = fleet.group("web", TargetType.IP, Protocol.HTTP);
    private LoadBalancer balancer =
            fleet.loadBalancer(LoadBalancer.Type.APPLICATION, "web", 0, 1, 2);

    /// Two healthy targets in the first zone, a sick one in the second, none in the third.
    @BeforeEach
    void targets() {
        fleet.listener(balancer, Protocol.HTTP, 80, group);
        for (String address : List.of("127.31.0.20", "127.31.0.21")) {
            fleet.healthy(fleet.target(group, address, 80).ref());
        }
        fleet.unhealthy(fleet.target(group, "127.31.16.20", 80).ref());
    }

    private List<Double> recorded(String name, String zone) {
        Map<String, String> dimensions = new HashMap<>();
        dimensions.put("LoadBalancer", balancer.arn().tail());
        dimensions.put("TargetGroup", group.arn().resource());
        if (!zone.isEmpty()) {
            dimensions.put("AvailabilityZone", zone);
        }
        return store
                .read(
                        Fleet.SCOPE,
                        MetricId.of("AWS/ApplicationELB", name, dimensions),
                        "Maximum",
                        Duration.ofSeconds(60),
                        new Span(START, START.plusSeconds(60)))
                .stream()
                .map(Value::value)
                .toList();
    }

    private void record(Map<String, String> attributes) {
        group = fleet.with(group, attributes);
        new ZoneStates(store).record(fleet.world(), START);
    }

    @Test
    void acrossZonesAllZonesAreAsTheWholeGroup() {
        record(Map.of());
        assertThat(recorded("HealthyStateDNS", "")).containsExactly(3d);
        assertThat(recorded("UnhealthyStateDNS", "")).containsExactly(0d);
        assertThat(recorded("HealthyStateRouting", "us-east-1c")).containsExactly(1d);
    }

    @Test
    void withoutCrossZoneEachZoneStandsForItself() {
        record(Map.of("load_balancing.cross_zone.enabled", "false"));
        assertThat(recorded("HealthyStateDNS", "")).containsExactly(1d);
        assertThat(recorded("UnhealthyStateDNS", "")).containsExactly(2d);
        assertThat(recorded("HealthyStateRouting", "us-east-1a")).containsExactly(1d);
        assertThat(recorded("UnhealthyStateRouting", "us-east-1b")).containsExactly(1d);
        assertThat(recorded("HealthyStateRouting", "us-east-1c")).containsExactly(0d);
    }

    @Test
    void aNodeThatReachesNobodyIsUnwellAlone() {
        TargetRef target = fleet.target(group, "127.31.0.20", 80).ref();
        TargetRef other = fleet.target(group, "127.31.0.21", 80).ref();
        var lost = Map.of(new NodeRef(balancer.id(), "us-east-1c"), TargetHealth.State.UNHEALTHY);
        fleet.seen(target, TargetHealth.HEALTHY.with(lost));
        fleet.seen(other, TargetHealth.HEALTHY.with(lost));
        record(Map.of());
        assertThat(recorded("HealthyStateDNS", "")).containsExactly(2d);
        assertThat(recorded("UnhealthyStateDNS", "us-east-1c")).containsExactly(1d);
        assertThat(recorded("HealthyStateRouting", "us-east-1b")).containsExactly(1d);
    }

    @Test
    void dnsAndRoutingHaveThresholdsOfTheirOwn() {
        record(
                Map.of(
                        KEY + "dns_failover.minimum_healthy_targets.count", "3",
                        KEY + "unhealthy_state_routing.minimum_healthy_targets.count", "2"));
        assertThat(recorded("HealthyStateDNS", "")).containsExactly(0d);
        assertThat(recorded("HealthyStateRouting", "")).containsExactly(3d);
    }

    @Test
    void percentagesCountToo() {
        record(
                Map.of(
                        KEY + "dns_failover.minimum_healthy_targets.percentage", "67",
                        KEY + "unhealthy_state_routing.minimum_healthy_targets.percentage", "66"));
        assertThat(recorded("UnhealthyStateDNS", "")).containsExactly(3d);
        assertThat(recorded("UnhealthyStateRouting", "")).containsExactly(0d);
    }
}
