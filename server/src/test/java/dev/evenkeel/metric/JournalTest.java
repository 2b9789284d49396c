package dev.evenkeel.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.evenkeel.model.Datapoint;
import dev.evenkeel.model.MetricId;
import dev.evenkeel.model.MetricReader.Span;
import dev.evenkeel.model.MetricReader.Value;
import dev.evenkeel.model.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Measurements outlive the process through their journal.
class JournalTest {
    private static final Scope HOME = new Scope("000000000000", "us-east-1");
    private static final Scope OTHER = new Scope("111111111111", "us-east-1");
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final MetricId ORDERS = MetricId.of("App", "Orders", Map.of());
    private static final MetricId ERRORS = MetricId.of("App", "Errors", Map.of());
    private static final Retention TWO_SERIES =
            new Retention(Duration.ofMinutes(10), Duration.ofHours(1), 2);

    private final Kept kept = new Kept();

    /// A journal that keeps its entries in memory and its orders in words.
    private static final class Kept implements Journal {
        private record Entry(Scope scope, MetricId metric, Datapoint datapoint, String unit) {}

        private final List<Entry> entries = new ArrayList<>();
        private final List<String> told = new ArrayList<>();
        private Instant from = Instant.MIN;

        @Override
        public void append(Scope scope, MetricId metric, Datapoint datapoint, String unit) {
            entries.add(new Entry(scope, metric, datapoint, unit));
        }

        @Override
        public void flush() {
            told.add("flush");
        }

        @Override
        public void age(Instant now, Retention retention) {
            told.add("age " + now + " " + retention.minutes());
        }

        @Override
        public Instant replay(Duration recent, Replay into) {
            entries.forEach(e -> {
                into.metric(e.scope(), e.metric(), e.unit(), e.datapoint().start());
                if (!e.datapoint().start().isBefore(from)) {
                    into.point(e.scope(), e.metric(), e.datapoint());
                }
            });
            return from;
        }

        @Override
        public List<Datapoint> read(Scope scope, MetricId metric, Span span) {
            told.add("read " + span.from() + " " + span.to());
            return entries.stream()
                    .filter(e -> e.scope().equals(scope) && e.metric().equals(metric))
                    .map(Entry::datapoint)
                    .filter(p -> !p.start().isBefore(span.from()))
                    .filter(p -> p.start().isBefore(span.to()))
                    .toList();
        }
    }

    private MetricStore store() {
        return new MetricStore(TWO_SERIES, kept);
    }

    private static List<Value> sums(MetricStore store, Scope scope, MetricId metric) {
        return store.read(
                scope,
                metric,
                "Sum",
                Duration.ofSeconds(60),
                new Span(START, START.plusSeconds(600)));
    }

    @Test
    void theNextProcessReadsWhatThisOneRecorded() {
        MetricStore first = store();
        first.record(HOME, ORDERS, Datapoint.of(START, 1), "Count");
        first.record(HOME, ORDERS, Datapoint.of(START.plusSeconds(1), 2), "Count");
        first.record(OTHER, ORDERS, Datapoint.of(START.plusSeconds(60), 5), "None");

        MetricStore next = store();
        assertThat(sums(next, HOME, ORDERS)).containsExactly(new Value(START, 3));
        assertThat(sums(next, OTHER, ORDERS)).containsExactly(new Value(START.plusSeconds(60), 5));
        assertThat(next.unit(HOME, ORDERS)).isEqualTo("Count");
    }

    @Test
    void whatIsReadBackIsNotWrittenOnceMore() {
        store().record(HOME, ORDERS, Datapoint.of(START, 1), "Count");
        store();
        store();
        assertThat(kept.entries).hasSize(1);
        assertThat(kept.told).as("nor is the disk waited for").isEmpty();
    }

    @Test
    void whatIsNotRecordedIsNotWritten() {
        MetricStore store = store();
        for (int i = 0; i < 5; i++) {
            MetricId metric = MetricId.of("App", "m" + i, Map.of());
            store.record(HOME, metric, Datapoint.of(START, 1), "None");
        }
        assertThat(kept.entries).extracting(e -> e.metric().name()).containsExactly("m0", "m1");
        store.record(HOME, MetricId.of("App", "m1", Map.of()), Datapoint.of(START, 1), "None");
        assertThat(kept.entries).as("known metrics go on").hasSize(3);
    }

    @Test
    void aFlushIsTheJournals() {
        MetricStore store = store();
        store.record(HOME, ORDERS, Datapoint.of(START, 1), "Count");
        assertThat(kept.told).isEmpty();
        store.flush();
        assertThat(kept.told).containsExactly("flush");
    }

    @Test
    void theJournalAgesAsTheMemoryDoes() {
        store().age(START);
        assertThat(kept.told).containsExactly("flush", "age 2026-01-01T00:00:00Z PT1H");
    }

    @Test
    void anAgedOutMetricMakesRoomForANewOne() {
        MetricStore store = store();
        MetricId late = MetricId.of("App", "Late", Map.of());
        store.record(HOME, ORDERS, Datapoint.of(START, 1), "None");
        store.record(HOME, ERRORS, Datapoint.of(START.plusSeconds(3600), 1), "None");
        store.record(HOME, late, Datapoint.of(START.plusSeconds(3600), 1), "None");
        assertThat(store.list(HOME, Optional.empty(), Optional.empty()))
                .containsExactly(ERRORS, ORDERS);

        store.age(START.plusSeconds(3601));
        store.record(HOME, late, Datapoint.of(START.plusSeconds(3601), 1), "None");
        assertThat(store.list(HOME, Optional.empty(), Optional.empty()))
                .containsExactly(ERRORS, late);
    }

    @Test
    void accountsDoNotSeeEachOthersMetrics() {
        MetricStore store = store();
        store.record(HOME, ORDERS, Datapoint.of(START, 1), "None");
        store.record(OTHER, ERRORS, Datapoint.of(START, 2), "None");
        assertThat(store.list(HOME, Optional.empty(), Optional.empty())).containsExactly(ORDERS);
        assertThat(store.list(OTHER, Optional.empty(), Optional.empty())).containsExactly(ERRORS);
        assertThat(sums(store, OTHER, ORDERS)).isEmpty();
    }

    @Test
    void theUnitIsTheLastOneRecorded() {
        MetricStore store = store();
        assertThat(store.unit(HOME, ORDERS)).isEqualTo("None");
        store.record(HOME, ORDERS, Datapoint.of(START, 1), "Count");
        store.record(HOME, ORDERS, Datapoint.of(START, 1), "Bytes");
        assertThat(store.unit(HOME, ORDERS)).isEqualTo("Bytes");
    }

    @Test
    void aStatisticThatIsNoneIsRefused() {
        MetricStore store = store();
        store.record(HOME, ORDERS, Datapoint.of(START, 1), "None");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        store.read(
                                HOME,
                                ORDERS,
                                "p101",
                                Duration.ofSeconds(60),
                                new Span(START, START.plusSeconds(60))))
                .withMessage("statistic p101");
    }

    @Test
    void aJournalThatKeepsNothingBeginsEmpty() {
        var first = new MetricStore(TWO_SERIES, Journal.NONE);
        first.record(HOME, ORDERS, Datapoint.of(START, 1), "None");
        first.flush();
        first.age(START);
        assertThat(sums(first, HOME, ORDERS)).hasSize(1);
        assertThat(sums(new MetricStore(TWO_SERIES, Journal.NONE), HOME, ORDERS)).isEmpty();
    }

    @Test
    void whatMemoryDoesNotHoldIsReadFromTheJournal() {
        MetricStore first = store();
        first.record(HOME, ORDERS, Datapoint.of(START, 1), "Count");
        first.record(HOME, ORDERS, Datapoint.of(START.plusSeconds(30), 2), "Count");
        first.record(HOME, ORDERS, Datapoint.of(START.plusSeconds(130), 4), "Count");
        kept.from = START.plusSeconds(20);
        MetricStore next = store();
        assertThat(sums(next, HOME, ORDERS))
                .containsExactly(new Value(START, 3), new Value(START.plusSeconds(120), 4));
        assertThat(kept.told).containsExactly("read 2026-01-01T00:00:00Z 2026-01-01T00:00:20Z");
        next.record(HOME, ORDERS, Datapoint.of(START.plusSeconds(5), 8), "Count");
        assertThat(sums(next, HOME, ORDERS)).as("once").contains(new Value(START, 11));
    }

    @Test
    void whatIsRecalledNeverWaitsForTheJournal() {
        MetricStore first = store();
        first.record(HOME, ORDERS, Datapoint.of(START.plusSeconds(30), 2), "Count");
        first.record(HOME, ORDERS, Datapoint.of(START.plusSeconds(130), 4), "Count");
        kept.from = START.plusSeconds(60);
        MetricStore next = store();
        assertThat(recalled(next, 60)).contains(List.of(new Value(START.plusSeconds(120), 4)));
        assertThat(recalled(next, 59)).as("aligned to the period").isPresent();
        assertThat(recalled(next, 0)).isEmpty();
        next.age(START.plus(TWO_SERIES.recent()).plusSeconds(120));
        assertThat(recalled(next, 60)).as("memory has moved on").isEmpty();
        assertThat(recalled(next, 120)).isPresent();
        assertThat(kept.told).noneMatch(told -> told.startsWith("read"));
    }

    private static Optional<List<Value>> recalled(MetricStore store, int from) {
        return store.recall(
                HOME,
                ORDERS,
                "Sum",
                Duration.ofSeconds(60),
                new Span(START.plusSeconds(from), START.plusSeconds(600)));
    }
}
