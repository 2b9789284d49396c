package dev.evenkeel.metric.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.metric.MetricStore;
import dev.evenkeel.metric.Retention;
import dev.evenkeel.model.Datapoint;
import dev.evenkeel.model.MetricId;
import dev.evenkeel.model.MetricReader.Span;
import dev.evenkeel.model.MetricReader.Value;
import dev.evenkeel.model.Scope;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What was flushed is there after the process died; old seconds become minutes on disk as in
/// memory.
class SqliteJournalTest {
    private static final Scope HOME = new Scope("000000000000", "us-east-1");
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final MetricId ORDERS =
            MetricId.of("App", "Orders", Map.of("shop", "a", "till", "1"));
    private static final Retention SHORT =
            new Retention(Duration.ofMinutes(10), Duration.ofHours(1), 10);

    @TempDir Path directory;

    private static List<Value> sums(MetricStore store, int period) {
        return store.read(
                HOME,
                ORDERS,
                "Sum",
                Duration.ofSeconds(period),
                new Span(START, START.plusSeconds(600)));
    }

    private static void record(MetricStore store, int second, double value) {
        store.record(HOME, ORDERS, Datapoint.of(START.plusSeconds(second), value), "Count");
    }

    /// The files as they are on disk at this moment, without the process that wrote them.
    private Path asAfterACrash() throws Exception {
        Path copy = Files.createDirectories(directory.resolve("crashed"));
        for (String name : List.of("metrics.db", "metrics.db-wal")) {
            Files.copy(
                    directory.resolve(name),
                    copy.resolve(name),
                    StandardCopyOption.REPLACE_EXISTING);
        }
        return copy;
    }

    @Test
    void whatWasFlushedSurvivesADeath() throws Exception {
        try (var journal = SqliteJournal.open(directory)) {
            var store = new MetricStore(SHORT, journal);
            record(store, 0, 1);
            record(store, 0, 2);
            record(store, 5, 4);
            store.flush();
            record(store, 6, 8);
            try (var after = SqliteJournal.open(asAfterACrash())) {
                var found = new MetricStore(SHORT, after);
                assertThat(sums(found, 1))
                        .containsExactly(new Value(START, 3), new Value(START.plusSeconds(5), 4));
                assertThat(found.unit(HOME, ORDERS)).isEqualTo("Count");
            }
        }
    }

    @Test
    void closingWritesWhatStillWaited() throws SQLException {
        try (var journal = SqliteJournal.open(directory)) {
            record(new MetricStore(SHORT, journal), 0, 1);
        }
        try (var journal = SqliteJournal.open(directory)) {
            assertThat(sums(new MetricStore(SHORT, journal), 1))
                    .containsExactly(new Value(START, 1));
        }
    }

    @Test
    void ageingOnDiskIsTheSameAsInMemory() throws SQLException {
        Instant later = START.plusSeconds(700);
        List<Value> inMemory;
        try (var journal = SqliteJournal.open(directory)) {
            var store = new MetricStore(SHORT, journal);
            for (int second = 0; second < 180; second++) {
                record(store, second, second);
            }
            store.flush();
            store.age(later);
            inMemory = sums(store, 1);
        }
        try (var journal = SqliteJournal.open(directory)) {
            assertThat(sums(new MetricStore(SHORT, journal), 1)).isEqualTo(inMemory).isNotEmpty();
        }
    }

    @Test
    void recordingGoesOnUnderTheSameNameAfterEverythingAged() throws SQLException {
        try (var journal = SqliteJournal.open(directory)) {
            var store = new MetricStore(SHORT, journal);
            record(store, 0, 1);
            store.flush();
            store.age(START.plus(Duration.ofHours(5)));
            record(store, 1, 2);
            store.flush();
        }
        try (var journal = SqliteJournal.open(directory)) {
            assertThat(sums(new MetricStore(SHORT, journal), 1))
                    .containsExactly(new Value(START.plusSeconds(1), 2));
        }
    }
}
