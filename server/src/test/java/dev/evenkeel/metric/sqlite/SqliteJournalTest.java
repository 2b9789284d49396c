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
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    void aRestartWithMoreMetricsThanThereIsRoomForKeepsTheNewest() throws SQLException {
        Duration days = Duration.ofDays(9);
        Duration minutes = Duration.ofMinutes(10);
        var forTen = new Retention(minutes, days, days, days, minutes, 10, Long.MAX_VALUE);
        var forTwenty = new Retention(minutes, days, days, days, minutes, 20, Long.MAX_VALUE);
        try (var journal = SqliteJournal.open(directory)) {
            var store = new MetricStore(forTwenty, journal);
            for (int i = 10; i < 25; i++) {
                MetricId metric = MetricId.of("App", "m" + i, Map.of());
                Instant at = START.plus(Duration.ofHours(i));
                store.record(HOME, metric, Datapoint.of(at, 1), "None");
                store.flush();
            }
        }
        try (var journal = SqliteJournal.open(directory)) {
            assertThat(
                            new MetricStore(forTen, journal)
                                    .list(HOME, Optional.empty(), Optional.empty()))
                    .extracting(MetricId::name)
                    .containsExactly("m16", "m17", "m18", "m19", "m20", "m21", "m22", "m23", "m24");
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

    @Test
    void percentilesSurviveARestartAndTheJoiningOfOldSeconds() throws SQLException {
        try (var journal = SqliteJournal.open(directory)) {
            var store = new MetricStore(SHORT, journal);
            for (int second = 0; second < 60; second++) {
                record(store, second, second + 1);
            }
            store.flush();
            store.age(START.plusSeconds(700));
        }
        try (var journal = SqliteJournal.open(directory)) {
            assertThat(read(new MetricStore(SHORT, journal), "p90"))
                    .containsExactly(new Value(START, 54));
        }
    }

    private static List<Value> read(MetricStore store, String statistic) {
        return store.read(
                HOME,
                ORDERS,
                statistic,
                Duration.ofSeconds(60),
                new Span(START, START.plusSeconds(60)));
    }

    /// Ten minutes in memory, more on disk.
    private static Retention tiers(long bytes) {
        return new Retention(
                Duration.ofMinutes(10),
                Duration.ofHours(2),
                Duration.ofHours(5),
                Duration.ofHours(50),
                Duration.ofMinutes(10),
                2_000,
                bytes);
    }

    @Test
    void whatIsTooOldForMemoryIsReadFromTheDisk() throws SQLException {
        try (var journal = SqliteJournal.open(directory)) {
            var store = new MetricStore(tiers(Long.MAX_VALUE), journal);
            for (int minute = 0; minute < 600; minute++) {
                record(store, 60 * minute, 1);
            }
            store.age(START.plus(Duration.ofHours(10)));
            assertThat(hourly(store)).hasSize(10).allMatch(v -> v.value() == 60);
            record(store, 61, 5);
            store.flush();
            assertThat(hourly(store).getFirst().value()).as("a late one").isEqualTo(65);
        }
        try (var journal = SqliteJournal.open(directory)) {
            var next = new MetricStore(tiers(Long.MAX_VALUE), journal);
            assertThat(hourly(next)).hasSize(10);
            assertThat(next.unit(HOME, ORDERS)).isEqualTo("Count");
            next.age(START.plus(Duration.ofHours(55)));
            assertThat(hourly(next)).as("after fifty hours").hasSize(5);
            next.age(START.plus(Duration.ofHours(200)));
            assertThat(next.list(HOME, Optional.empty(), Optional.empty())).isEmpty();
        }
    }

    private static List<Value> hourly(MetricStore store) {
        return store.read(
                HOME,
                ORDERS,
                "Sum",
                Duration.ofHours(1),
                new Span(START, START.plus(Duration.ofHours(10))));
    }

    @Test
    void theFileStaysBelowItsLimitByKeepingOldPointsForLessLong() throws Exception {
        long limit = 400_000;
        try (var journal = SqliteJournal.open(directory)) {
            var store = new MetricStore(tiers(limit), journal);
            Instant now = START;
            for (int hour = 0; hour < 4; hour++) {
                for (int minute = 0; minute < 60; minute++) {
                    now = START.plusSeconds(3_600L * hour + 60L * minute);
                    for (int metric = 0; metric < 100; metric++) {
                        MetricId id = MetricId.of("App", "m" + metric, Map.of());
                        store.record(HOME, id, Datapoint.of(now, minute), "Count");
                    }
                }
                store.age(now);
            }
            assertThat(hourly(store)).isEmpty();
            MetricId first = MetricId.of("App", "m0", Map.of());
            Instant recently = now.minus(Duration.ofMinutes(5));
            assertThat(
                            store.read(
                                    HOME,
                                    first,
                                    "Sum",
                                    Duration.ofSeconds(60),
                                    new Span(recently, now)))
                    .as("the newest stay")
                    .hasSize(5);
        }
        assertThat(Files.size(directory.resolve("metrics.db"))).isLessThan(4 * limit);
    }

    @Test
    void aFileFromBeforeDistributionsIsRead() throws SQLException {
        try (Connection old =
                        DriverManager.getConnection(
                                "jdbc:sqlite:" + directory.resolve("metrics.db"));
                Statement statement = old.createStatement()) {
            statement.executeUpdate(
                    "CREATE TABLE series(id INTEGER PRIMARY KEY, account TEXT, region TEXT,"
                            + " namespace TEXT, name TEXT, dimensions TEXT, unit TEXT,"
                            + " UNIQUE(account, region, namespace, name, dimensions))");
            statement.executeUpdate(
                    "CREATE TABLE point(series INTEGER, second INTEGER, count REAL, sum REAL,"
                            + " least REAL, most REAL, PRIMARY KEY(series, second)) WITHOUT ROWID");
            statement.executeUpdate(
                    "INSERT INTO series VALUES (1, '000000000000', 'us-east-1', 'App', 'Orders',"
                            + " 'shop\u001fa\u001ftill\u001f1\u001f', 'Count')");
            statement.executeUpdate(
                    "INSERT INTO point VALUES (1, " + START.getEpochSecond() + ", 2, 5, 1, 4)");
        }
        try (var journal = SqliteJournal.open(directory)) {
            var store = new MetricStore(SHORT, journal);
            record(store, 0, 1);
            store.flush();
            assertThat(read(store, "Sum")).containsExactly(new Value(START, 6));
        }
    }
}
