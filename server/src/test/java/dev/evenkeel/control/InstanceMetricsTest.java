package dev.evenkeel.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.compute.InstanceDriver.Listing;
import dev.evenkeel.compute.InstanceDriver.Seen;
import dev.evenkeel.metric.MetricStore;
import dev.evenkeel.metric.Retention;
import dev.evenkeel.model.Change;
import dev.evenkeel.model.GroupMembership;
import dev.evenkeel.model.Instance;
import dev.evenkeel.model.InstanceId;
import dev.evenkeel.model.InstanceSettings;
import dev.evenkeel.model.MetricId;
import dev.evenkeel.model.MetricReader.Span;
import dev.evenkeel.model.MetricReader.Value;
import dev.evenkeel.model.Scope;
import dev.evenkeel.model.Site;
import dev.evenkeel.model.Tags;
import dev.evenkeel.model.World;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// What instances use becomes metrics of each, and of their group while they are in service.
class InstanceMetricsTest {
    private static final Scope HOME = new Scope("000000000000", "us-east-1");
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final InstanceId WEB = new InstanceId("i-00000000000000001");

    private static final Duration DAY = Duration.ofDays(1);

    private final MetricStore store = new MetricStore(Retention.CLOUDWATCH);
    private final InstanceMetrics metrics = new InstanceMetrics(store);

    private static World world(GroupMembership.Lifecycle lifecycle) {
        var membership =
                new GroupMembership(
                        "web",
                        lifecycle,
                        START,
                        Optional.empty(),
                        Optional.empty(),
                        "",
                        false,
                        "",
                        1);
        var instance =
                new Instance(
                        WEB,
                        HOME,
                        "r-1",
                        new Instance.Placement("us-east-1a", "subnet-1", "127.31.0.4", "eni-1"),
                        InstanceSettings.EMPTY,
                        START,
                        Instance.State.RUNNING,
                        "",
                        Optional.empty(),
                        Optional.of(membership),
                        Tags.NONE);
        return World.empty(Site.of(HOME, List.of("us-east-1a"), 1024))
                .with(List.of(new Change.Put(instance)));
    }

    private void seen(World world, int second, Duration cpu, long in) {
        var instances = new TreeMap<InstanceId, Seen>();
        instances.put(WEB, new Seen(true, cpu.toNanos(), in, in * 2));
        metrics.observe(world, new Listing(START.plusSeconds(second), instances));
    }

    private List<Double> values(String name, Map<String, String> dimensions) {
        return store
                .read(
                        HOME,
                        MetricId.of("AWS/EC2", name, dimensions),
                        "Average",
                        Duration.ofSeconds(1),
                        new Span(START, START.plusSeconds(100)))
                .stream()
                .map(Value::value)
                .toList();
    }

    @Test
    void cpuIsTheShareOfOneCoreSinceTheListingBefore() {
        World world = world(GroupMembership.Lifecycle.IN_SERVICE);
        seen(world, 0, Duration.ofSeconds(10), 0);
        seen(world, 10, Duration.ofSeconds(12), 1000);
        assertThat(values("CPUUtilization", Map.of("InstanceId", WEB.value())))
                .containsExactly(20d);
        assertThat(values("CPUUtilization", Map.of("AutoScalingGroupName", "web")))
                .containsExactly(20d);
        assertThat(values("NetworkIn", Map.of("InstanceId", WEB.value()))).containsExactly(1000d);
        assertThat(values("NetworkOut", Map.of("InstanceId", WEB.value()))).containsExactly(2000d);
    }

    @Test
    void aMemberThatIsNotYetInServiceDoesNotCountForItsGroup() {
        World world = world(GroupMembership.Lifecycle.PENDING);
        seen(world, 0, Duration.ZERO, 0);
        seen(world, 10, Duration.ofSeconds(1), 0);
        assertThat(values("CPUUtilization", Map.of("InstanceId", WEB.value())))
                .containsExactly(10d);
        assertThat(values("CPUUtilization", Map.of("AutoScalingGroupName", "web"))).isEmpty();
    }

    @Test
    void countersThatBeganAnewAreNotADifference() {
        World world = world(GroupMembership.Lifecycle.IN_SERVICE);
        seen(world, 0, Duration.ofSeconds(10), 0);
        seen(world, 10, Duration.ofSeconds(1), 0);
        assertThat(values("CPUUtilization", Map.of("InstanceId", WEB.value()))).isEmpty();
        seen(world, 20, Duration.ofSeconds(2), 0);
        assertThat(values("CPUUtilization", Map.of("InstanceId", WEB.value())))
                .containsExactly(10d);
    }

    @Test
    void aClockThatIsAheadIsTheOneItIsRecordedBy() {
        World world = world(GroupMembership.Lifecycle.IN_SERVICE);
        for (int second : List.of(0, 10)) {
            var instances = new TreeMap<InstanceId, Seen>();
            instances.put(WEB, new Seen(true, Duration.ofSeconds(second).toNanos(), 0, 0));
            metrics.observe(
                    world,
                    new Listing(START.minus(DAY).plusSeconds(second), instances),
                    DAY.plusSeconds(30));
        }
        assertThat(
                        store.read(
                                HOME,
                                MetricId.of(
                                        "AWS/EC2",
                                        "CPUUtilization",
                                        Map.of("InstanceId", WEB.value())),
                                "Average",
                                Duration.ofSeconds(1),
                                new Span(START, START.plusSeconds(100))))
                .containsExactly(new Value(START.plusSeconds(35), 100));
    }

    @Test
    void timeThatPassesTooFastToLookRepeatsTheLastLook() {
        World world = world(GroupMembership.Lifecycle.IN_SERVICE);
        metrics.repeat(world, START.plusSeconds(5));
        seen(world, 0, Duration.ofSeconds(10), 0);
        seen(world, 10, Duration.ofSeconds(12), 1000);
        metrics.repeat(world, START.plusSeconds(20));
        metrics.repeat(world, START.plusSeconds(30));
        assertThat(values("CPUUtilization", Map.of("AutoScalingGroupName", "web")))
                .containsExactly(20d, 20d, 20d);
        assertThat(values("NetworkIn", Map.of("InstanceId", WEB.value())))
                .as("bytes are counted once")
                .containsExactly(1000d);
    }
}
