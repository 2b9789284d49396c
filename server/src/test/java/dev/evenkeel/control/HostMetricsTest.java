package dev.evenkeel.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.metric.MetricStore;
import dev.evenkeel.metric.Retention;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.MetricId;
import dev.evenkeel.model.MetricReader.Span;
import dev.evenkeel.model.MetricReader.Value;
import dev.evenkeel.model.Protocol;
import dev.evenkeel.model.TargetGroup;
import dev.evenkeel.model.TargetGroup.TargetType;
import dev.evenkeel.scenario.Fleet;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
        var dimensions = new HashMap<>(zone);
        dimensions.put("LoadBalancer", balancer.arn().tail());
        dimensions.put("TargetGroup", group.arn().resource());
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
    void aGroupThatNoLoadBalancerUsesIsNotCounted() {
        fleet.healthy(fleet.target(group, "127.31.0.20", 80).ref());
        new HostMetrics(store).record(fleet.world(), START);
        assertThat(recorded("HealthyHostCount")).isEmpty();
    }
}
