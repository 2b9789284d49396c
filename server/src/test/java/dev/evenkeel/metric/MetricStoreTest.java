package dev.evenkeel.metric;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.model.Datapoint;
import dev.evenkeel.model.MetricId;
import dev.evenkeel.model.MetricReader.Span;
import dev.evenkeel.model.MetricReader.Value;
import dev.evenkeel.model.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What is recorded is what is read, period by period.
class MetricStoreTest {
    private static final Scope HOME = new Scope("000000000000", "us-east-1");
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final MetricId CPU =
            MetricId.of("AWS/EC2", "CPUUtilization", Map.of("AutoScalingGroupName", "web"));

    private final MetricStore store =
            new MetricStore(new Retention(Duration.ofMinutes(10), Duration.ofHours(1), 3));

    private void record(int second, double value) {
        store.record(HOME, CPU, Datapoint.of(START.plusSeconds(second), value), "Percent");
    }

    private List<Value> read(String statistic, int period, int from, int to) {
        return store.read(
                HOME,
                CPU,
                statistic,
                Duration.ofSeconds(period),
                new Span(START.plusSeconds(from), START.plusSeconds(to)));
    }

    @Test
    void everyStatisticOfAPeriodComesFromAllItsDatapoints() {
        record(0, 10);
        record(3, 20);
        record(9, 60);
        record(10, 1);
        assertThat(read("Average", 10, 0, 10)).containsExactly(new Value(START, 30));
        assertThat(read("Sum", 10, 0, 10)).containsExactly(new Value(START, 90));
        assertThat(read("Minimum", 10, 0, 10)).containsExactly(new Value(START, 10));
        assertThat(read("Maximum", 10, 0, 10)).containsExactly(new Value(START, 60));
        assertThat(read("SampleCount", 10, 0, 10)).containsExactly(new Value(START, 3));
    }

    @Test
    void periodsWithoutDataAreLeftOut() {
        record(0, 1);
        record(60, 3);
        assertThat(read("Sum", 10, 0, 120))
                .containsExactly(new Value(START, 1), new Value(START.plusSeconds(60), 3));
    }

    @Test
    void aPeriodThatBeganBeforeTheSpanIsNotCut() {
        record(5, 1);
        record(15, 2);
        assertThat(read("Sum", 10, 1, 20)).containsExactly(new Value(START.plusSeconds(10), 2));
    }

    @Test
    void valuesOfTheSameSecondAreJoined() {
        record(1, 2);
        record(1, 4);
        assertThat(read("SampleCount", 10, 0, 10)).containsExactly(new Value(START, 2));
    }

    @Test
    void oldSecondsBecomeMinutesAndLoseNothingOfTheirSum() {
        for (int second = 0; second < 120; second++) {
            record(second, 1);
        }
        store.age(START.plusSeconds(800));
        assertThat(read("Sum", 10, 0, 120))
                .containsExactly(new Value(START, 60), new Value(START.plusSeconds(60), 60));
        store.age(START.plusSeconds(801));
        assertThat(read("Sum", 60, 0, 120))
                .containsExactly(new Value(START, 60), new Value(START.plusSeconds(60), 60));
    }

    @Test
    void whatIsTooOldIsForgotten() {
        record(0, 1);
        store.age(START.plus(Duration.ofHours(2)));
        assertThat(store.list(HOME, Optional.empty(), Optional.empty())).isEmpty();
    }

    @Test
    void metricsAreListedByNamespaceAndName() {
        record(0, 1);
        MetricId other = MetricId.of("App", "Orders", Map.of());
        store.record(HOME, other, Datapoint.of(START, 1), "Count");
        assertThat(store.list(HOME, Optional.of("App"), Optional.empty())).containsExactly(other);
        assertThat(store.list(HOME, Optional.empty(), Optional.of("CPUUtilization")))
                .containsExactly(CPU);
        assertThat(store.unit(HOME, other)).isEqualTo("Count");
    }

    @Test
    void beyondTheLimitANewMetricIsNotRecordedAndTheOldOnesGoOn() {
        for (int i = 0; i < 5; i++) {
            store.record(
                    HOME, MetricId.of("App", "m" + i, Map.of()), Datapoint.of(START, 1), "None");
        }
        assertThat(store.list(HOME, Optional.empty(), Optional.empty())).hasSize(3);
    }

    @Test
    void theMetricsThatAreSilentForLongestMakeRoomForNewOnes() {
        var small = new MetricStore(tenMetricsForHours());
        for (int i = 0; i < 10; i++) {
            record(small, "m" + i, START.plusSeconds(i));
        }
        Instant later = START.plus(Duration.ofHours(1));
        record(small, "m0", later);
        small.age(later);
        record(small, "new", later);
        assertThat(small.list(HOME, Optional.empty(), Optional.empty()))
                .extracting(MetricId::name)
                .containsExactly("m0", "m2", "m3", "m4", "m5", "m6", "m7", "m8", "m9", "new");
    }

    @Test
    void nobodyWhoHadDataLatelyMakesRoom() {
        var small = new MetricStore(tenMetricsForHours());
        for (int i = 0; i < 10; i++) {
            record(small, "m" + i, START);
        }
        small.age(START.plusSeconds(60));
        assertThat(small.list(HOME, Optional.empty(), Optional.empty())).hasSize(10);
    }

    private static void record(MetricStore store, String name, Instant at) {
        store.record(HOME, MetricId.of("App", name, Map.of()), Datapoint.of(at, 1), "None");
    }

    private static Retention tenMetricsForHours() {
        Duration hours = Duration.ofHours(9);
        Duration minutes = Duration.ofMinutes(10);
        return new Retention(minutes, hours, hours, hours, minutes, 10, Long.MAX_VALUE);
    }

    @Test
    void tiersAreMinutesFiveMinutesAndHours() {
        var retention =
                new Retention(
                        Duration.ofHours(1),
                        Duration.ofHours(3),
                        Duration.ofHours(6),
                        Duration.ofHours(12),
                        Duration.ofHours(12),
                        3,
                        1);
        var tiered = new MetricStore(retention);
        Instant now = START.plus(Duration.ofHours(12));
        for (int minute = 0; minute < 720; minute++) {
            for (int second : new int[] {0, 30}) {
                Instant at = START.plusSeconds(60L * minute + second);
                tiered.record(HOME, CPU, Datapoint.of(at, minute), "Percent");
            }
        }
        tiered.age(now);
        assertThat(points(tiered, 0, 6)).as("by the hour").hasSize(6);
        assertThat(points(tiered, 6, 9)).as("by five minutes").hasSize(36);
        assertThat(points(tiered, 9, 11)).as("by the minute").hasSize(120);
        assertThat(points(tiered, 11, 12)).as("by the second").hasSize(120);
        assertThat(tiered.read(HOME, CPU, "SampleCount", Duration.ofHours(12), span(0, 12)))
                .containsExactly(new Value(START, 1440));
        assertThat(tiered.read(HOME, CPU, "p50", Duration.ofHours(1), span(0, 1)))
                .as("distributions are joined, too")
                .containsExactly(new Value(START, 29));
    }

    private static Span span(int fromHour, int toHour) {
        return new Span(START.plusSeconds(3600L * fromHour), START.plusSeconds(3600L * toHour));
    }

    private static List<Value> points(MetricStore store, int fromHour, int toHour) {
        return store.read(HOME, CPU, "SampleCount", Duration.ofSeconds(1), span(fromHour, toHour));
    }
}
