package dev.evenkeel.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.metric.MetricStore;
import dev.evenkeel.metric.Retention;
import dev.evenkeel.model.AutoScalingGroup;
import dev.evenkeel.model.Change;
import dev.evenkeel.model.GroupRules;
import dev.evenkeel.model.MetricId;
import dev.evenkeel.model.MetricReader.Span;
import dev.evenkeel.model.MetricReader.Value;
import dev.evenkeel.model.World;
import dev.evenkeel.sim.Fleet;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// The sizes of groups become metrics, a sample a minute. What is counted as what is told in the
/// stories of metrics.txt.
class GroupMetricsTest {
    private static final Instant START = Fleet.THEN;

    private final MetricStore store = new MetricStore(Retention.CLOUDWATCH);
    private final GroupMetrics metrics = new GroupMetrics(store);

    private static World collecting(String... names) {
        AutoScalingGroup group =
                Fleet.group(1, 2, 5)
                        .edit()
                        .rules(GroupRules.NONE.withMetrics(Set.of(names)))
                        .done();
        return World.empty(Fleet.SITE).with(List.of(new Change.Put(group)));
    }

    private List<Double> recorded(String name, String statistic) {
        return store
                .read(
                        Fleet.SCOPE,
                        MetricId.of("AWS/AutoScaling", name, Map.of("AutoScalingGroupName", "web")),
                        statistic,
                        Duration.ofMinutes(1),
                        new Span(START, START.plus(Duration.ofMinutes(10))))
                .stream()
                .map(Value::value)
                .toList();
    }

    @Test
    void aMinuteHasOneSampleHoweverOftenSomebodyLooks() {
        World world = collecting("GroupMaxSize");
        for (int second = 0; second < 125; second += 5) {
            metrics.record(world, START.plusSeconds(second));
        }
        assertThat(recorded("GroupMaxSize", "Maximum")).containsExactly(5d, 5d, 5d);
        assertThat(recorded("GroupMaxSize", "SampleCount")).containsExactly(1d, 1d, 1d);
    }

    @Test
    void collectingEndsAndBeginsAgainWithTheNextMinute() {
        World collecting = collecting("GroupDesiredCapacity");
        metrics.record(collecting, START);
        metrics.record(collecting(), START.plusSeconds(60));
        metrics.record(collecting, START.plusSeconds(90));
        assertThat(recorded("GroupDesiredCapacity", "Average")).containsExactly(2d);
        metrics.record(collecting, START.plusSeconds(121));
        assertThat(recorded("GroupDesiredCapacity", "Average")).containsExactly(2d, 2d);
    }

    @Test
    void aGroupWithoutMembersIsTold() {
        metrics.record(collecting("GroupTotalInstances"), START);
        assertThat(recorded("GroupTotalInstances", "Sum")).containsExactly(0d);
    }
}
