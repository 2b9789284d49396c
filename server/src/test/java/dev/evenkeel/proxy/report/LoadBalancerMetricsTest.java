package dev.evenkeel.proxy.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.evenkeel.metric.MetricStore;
import dev.evenkeel.metric.Retention;
import dev.evenkeel.model.MetricId;
import dev.evenkeel.model.MetricReader.Span;
import dev.evenkeel.model.MetricReader.Value;
import dev.evenkeel.model.Scope;
import dev.evenkeel.model.TargetRef;
import dev.evenkeel.proxy.Counters;
import dev.evenkeel.proxy.Counters.OfNode;
import dev.evenkeel.proxy.Counters.OfPool;
import dev.evenkeel.proxy.Counters.OfTarget;
import dev.evenkeel.proxy.balance.Counter;
import dev.evenkeel.proxy.balance.Node;
import dev.evenkeel.proxy.balance.ResponseTimes;
import dev.evenkeel.proxy.balance.Tally;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Metrics are what was counted between two readings.
class LoadBalancerMetricsTest {
    private static final Scope HOME = new Scope("000000000000", "us-east-1");
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final String BALANCER =
            "arn:aws:elasticloadbalancing:us-east-1:000000000000:loadbalancer/app/web/1";
    private static final String GROUP =
            "arn:aws:elasticloadbalancing:us-east-1:000000000000:targetgroup/web/2";
    private static final Map<String, String> WEB = Map.of("LoadBalancer", "app/web/1");
    private static final Map<String, String> WEB_GROUP =
            Map.of("LoadBalancer", "app/web/1", "TargetGroup", "targetgroup/web/2");

    private final MetricStore store = new MetricStore(Retention.CLOUDWATCH);
    private final LoadBalancerMetrics metrics = new LoadBalancerMetrics(store);
    private final Tally zoneA = new Tally();
    private final Tally zoneB = new Tally();
    private final Tally target = new Tally();
    private final ResponseTimes times = new ResponseTimes();

    private OfNode node(String zone, Tally tally) {
        return new OfNode(Node.Kind.APPLICATION, HOME, BALANCER, zone, tally.snapshot());
    }

    private void read(int second) {
        OfNode a = node("us-east-1a", zoneA);
        var one = new OfTarget(new TargetRef(GROUP, "i-1", 80), "us-east-1a", target.snapshot());
        var two =
                new OfTarget(new TargetRef(GROUP, "i-2", 80), "us-east-1b", new Tally().snapshot());
        var pool = new OfPool(a, GROUP, times.snapshot(), List.of(one, two));
        metrics.record(
                new Counters(List.of(a, node("us-east-1b", zoneB)), List.of(pool)),
                START.plusSeconds(second));
    }

    private List<Double> sums(String name, Map<String, String> dimensions) {
        return sums("AWS/ApplicationELB", name, dimensions);
    }

    private List<Double> sums(String namespace, String name, Map<String, String> dimensions) {
        return store
                .read(
                        HOME,
                        MetricId.of(namespace, name, dimensions),
                        "Sum",
                        Duration.ofSeconds(10),
                        new Span(START, START.plusSeconds(100)))
                .stream()
                .map(Value::value)
                .toList();
    }

    @Test
    void eachReadingRecordsWhatCameSinceTheOneBefore() {
        zoneA.add(0, Counter.REQUESTS, 5);
        zoneB.add(0, Counter.REQUESTS, 7);
        read(0);
        zoneA.add(0, Counter.REQUESTS, 1);
        read(10);
        read(20);
        assertThat(sums("RequestCount", WEB)).containsExactly(12d, 1d, 0d);
        assertThat(
                        sums(
                                "RequestCount",
                                Map.of(
                                        "LoadBalancer",
                                        "app/web/1",
                                        "AvailabilityZone",
                                        "us-east-1b")))
                .containsExactly(7d, 0d, 0d);
    }

    @Test
    void whatDidNotHappenIsNotRecordedButForRequests() {
        read(0);
        assertThat(sums("HTTPCode_ELB_5XX_Count", WEB)).isEmpty();
        assertThat(sums("RequestCount", WEB)).containsExactly(0d);
        assertThat(sums("RequestCountPerTarget", Map.of("TargetGroup", "targetgroup/web/2")))
                .containsExactly(0d);
    }

    @Test
    void requestsPerTargetAreDividedByTheTargets() {
        target.add(0, Counter.REQUESTS, 10);
        read(0);
        assertThat(sums("RequestCountPerTarget", Map.of("TargetGroup", "targetgroup/web/2")))
                .containsExactly(5d);
        assertThat(sums("RequestCount", WEB_GROUP)).containsExactly(10d);
    }

    @Test
    void responseTimesKeepTheirCountAndAboutTheirSum() {
        times.record(0, 2_000_000);
        times.record(0, 4_000_000);
        read(0);
        read(10);
        assertThat(sums("TargetResponseTime", WEB_GROUP))
                .singleElement()
                .satisfies(sum -> assertThat(sum).isBetween(0.0056, 0.0064));
    }

    @Test
    void bytesOfBothDirectionsAreProcessed() {
        zoneA.add(0, Counter.RECEIVED_BYTES, 100);
        zoneA.add(0, Counter.SENT_BYTES, 900);
        read(0);
        assertThat(sums("ProcessedBytes", WEB)).containsExactly(1000d);
    }

    @Test
    void countersThatBeganAnewAreAllRecent() {
        zoneA.add(0, Counter.REQUESTS, 50);
        read(0);
        var fresh = new Tally();
        fresh.add(0, Counter.REQUESTS, 3);
        metrics.record(
                new Counters(List.of(node("us-east-1a", fresh)), List.of()), START.plusSeconds(10));
        assertThat(sums("RequestCount", WEB)).containsExactly(50d, 3d);
    }

    @Test
    void whatTargetsDidIsTheLoadBalancersAndTheGroups() {
        target.add(0, Counter.REQUESTS, 3);
        target.add(0, Counter.TARGET_5XX, 2);
        times.record(0, 2_000_000);
        zoneA.add(0, Counter.REQUESTS, 4);
        read(0);
        var zone = "us-east-1a";
        for (var dimensions : List.of(WEB, WEB_GROUP, in(zone, WEB), in(zone, WEB_GROUP))) {
            assertThat(sums("HTTPCode_Target_5XX_Count", dimensions)).containsExactly(2d);
            assertThat(sums("TargetResponseTime", dimensions)).hasSize(1);
        }
        assertThat(sums("RequestCount", WEB)).containsExactly(4d);
        assertThat(sums("RequestCount", WEB_GROUP)).containsExactly(3d);
        assertThat(sums("AnomalousHostCount", WEB)).isEmpty();
    }

    private static Map<String, String> in(String zone, Map<String, String> dimensions) {
        var all = new HashMap<>(dimensions);
        all.put("AvailabilityZone", zone);
        return all;
    }

    /// As with AWS, where each node tells its connections once a minute.
    @Test
    void aMinutesSumOfConnectionsIsTheirNumber() {
        zoneA.add(0, Counter.ACTIVE_CONNECTIONS, 30);
        zoneB.add(0, Counter.ACTIVE_CONNECTIONS, 10);
        for (int second = 0; second <= 60; second += 5) {
            read(second - 5);
        }
        assertThat(minute("Sum", "ActiveConnectionCount")).isCloseTo(40, within(1e-9));
        assertThat(minute("SampleCount", "ActiveConnectionCount")).isCloseTo(2, within(1e-9));
        assertThat(minute("Maximum", "ActiveConnectionCount")).isEqualTo(30);
    }

    private double minute(String statistic, String name) {
        return store.read(
                        HOME,
                        MetricId.of("AWS/ApplicationELB", name, WEB),
                        statistic,
                        Duration.ofMinutes(1),
                        new Span(START, START.plusSeconds(60)))
                .getFirst()
                .value();
    }

    @Test
    void capacityUnitsAreThoseOfWhatThereIsMostOf() {
        read(-5);
        zoneA.add(0, Counter.NEW_CONNECTIONS, 250);
        zoneB.add(0, Counter.NEW_CONNECTIONS, 250);
        read(5);
        assertThat(lastUnits()).isCloseTo(2, within(1e-9));
        zoneA.add(0, Counter.ACTIVE_CONNECTIONS, 9_000);
        read(15);
        assertThat(lastUnits()).isCloseTo(3, within(1e-9));
        zoneB.add(0, Counter.SENT_BYTES, 20_000_000);
        read(25);
        assertThat(lastUnits()).isCloseTo(7.2, within(1e-9));
    }

    private double lastUnits() {
        return store.read(
                        HOME,
                        MetricId.of("AWS/ApplicationELB", "ConsumedLCUs", WEB),
                        "Average",
                        Duration.ofSeconds(10),
                        new Span(START, START.plusSeconds(100)))
                .getLast()
                .value();
    }

    @Test
    void aNetworkLoadBalancersFlowsAreToldByProtocolToo() {
        var flows = new Tally();
        flows.add(0, Counter.NEW_CONNECTIONS, 6);
        flows.add(0, Counter.SENT_BYTES, 70);
        flows.add(0, Counter.ELB_RESETS, 1);
        var arn = BALANCER.replace("/app/", "/net/");
        metrics.record(
                new Counters(
                        List.of(
                                new OfNode(
                                        Node.Kind.NETWORK,
                                        HOME,
                                        arn,
                                        "us-east-1a",
                                        flows.snapshot())),
                        List.of()),
                START);
        assertThat(flow("NewFlowCount")).containsExactly(6d);
        assertThat(flow("NewFlowCount_TCP")).containsExactly(6d);
        assertThat(flow("ProcessedBytes_TCP")).containsExactly(70d);
        assertThat(flow("TCP_ELB_Reset_Count")).containsExactly(1d);
        assertThat(flow("TCP_ELB_Reset_Count_TCP")).isEmpty();
    }

    private List<Double> flow(String name) {
        return sums("AWS/NetworkELB", name, Map.of("LoadBalancer", "net/web/1"));
    }
}
