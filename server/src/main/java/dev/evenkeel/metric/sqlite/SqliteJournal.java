package dev.evenkeel.metric.sqlite;

import dev.evenkeel.metric.Journal;
import dev.evenkeel.metric.Retention;
import dev.evenkeel.model.Datapoint;
import dev.evenkeel.model.MetricId;
import dev.evenkeel.model.MetricWriter;
import dev.evenkeel.model.Scope;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import org.sqlite.SQLiteConfig;

/// One row for each metric and second, in `metrics.db`. Datapoints wait in memory until a flush
/// writes them all in one transaction.
///
/// If the disk fails, a flush throws and what it should have written is dropped: measurements go
/// on, in memory.
public final class SqliteJournal implements Journal, AutoCloseable {
    private static final int MOST_WAITING = 200_000;
    private static final String NAME_END = "\u001f";
    private static final String SCHEMA =
            """
            CREATE TABLE IF NOT EXISTS series(
              id INTEGER PRIMARY KEY, account TEXT, region TEXT, namespace TEXT, name TEXT,
              dimensions TEXT, unit TEXT, UNIQUE(account, region, namespace, name, dimensions));
            CREATE TABLE IF NOT EXISTS point(
              series INTEGER, second INTEGER, count REAL, sum REAL, least REAL, most REAL,
              PRIMARY KEY(series, second)) WITHOUT ROWID;
            """;
    private static final String MERGE =
            " ON CONFLICT(series, second) DO UPDATE SET count = count + excluded.count,"
                    + " sum = sum + excluded.sum, least = min(least, excluded.least),"
                    + " most = max(most, excluded.most)";

    private record Name(Scope scope, MetricId metric) {}

    private record Waiting(Name name, Datapoint datapoint, String unit) {}

    private final Connection connection;
    private final Map<Name, Long> ids = new HashMap<>();
    private final ReentrantLock writing = new ReentrantLock();
    private final ReentrantLock queueing = new ReentrantLock();
    private List<Waiting> waiting = new ArrayList<>();

    private SqliteJournal(Connection connection) {
        this.connection = connection;
    }

    /// @throws SQLException when the file cannot be opened
    public static SqliteJournal open(Path directory) throws SQLException {
        var config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        Connection connection =
                config.createConnection("jdbc:sqlite:" + directory.resolve("metrics.db"));
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(SCHEMA);
            connection.setAutoCommit(false);
        }
        return new SqliteJournal(connection);
    }

    @Override
    public void append(Scope scope, MetricId metric, Datapoint datapoint, String unit) {
        queueing.lock();
        try {
            if (waiting.size() < MOST_WAITING) {
                waiting.add(new Waiting(new Name(scope, metric), datapoint, unit));
            }
        } finally {
            queueing.unlock();
        }
    }

    private List<Waiting> takeWaiting() {
        queueing.lock();
        try {
            List<Waiting> taken = waiting;
            waiting = new ArrayList<>();
            return taken;
        } finally {
            queueing.unlock();
        }
    }

    @Override
    public void flush() {
        transaction(() -> write(takeWaiting()));
    }

    private void write(List<Waiting> points) throws SQLException {
        String insert = "INSERT INTO point VALUES (?, ?, ?, ?, ?, ?)" + MERGE;
        try (PreparedStatement statement = connection.prepareStatement(insert)) {
            for (Waiting point : points) {
                Datapoint datapoint = point.datapoint();
                statement.setLong(1, id(point));
                statement.setLong(2, datapoint.start().getEpochSecond());
                statement.setDouble(3, datapoint.sampleCount());
                statement.setDouble(4, datapoint.sum());
                statement.setDouble(5, datapoint.minimum());
                statement.setDouble(6, datapoint.maximum());
                statement.executeUpdate();
            }
        }
    }

    private long id(Waiting point) throws SQLException {
        Long known = ids.get(point.name());
        if (known != null) {
            return known;
        }
        Name name = point.name();
        String insert =
                "INSERT INTO series(account, region, namespace, name, dimensions, unit)"
                        + " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET unit = excluded.unit"
                        + " RETURNING id";
        try (PreparedStatement statement = connection.prepareStatement(insert)) {
            statement.setString(1, name.scope().account());
            statement.setString(2, name.scope().region());
            statement.setString(3, name.metric().namespace());
            statement.setString(4, name.metric().name());
            statement.setString(5, written(name.metric()));
            statement.setString(6, point.unit());
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                long id = row.getLong(1);
                ids.put(name, id);
                return id;
            }
        }
    }

    private static String written(MetricId metric) {
        var text = new StringBuilder();
        metric.dimensions()
                .forEach((k, v) -> text.append(k).append(NAME_END).append(v).append(NAME_END));
        return text.toString();
    }

    private static MetricId read(String namespace, String name, String dimensions) {
        var all = new TreeMap<String, String>();
        String[] parts = dimensions.split(NAME_END, -1);
        for (int i = 0; i + 1 < parts.length; i += 2) {
            all.put(parts[i], parts[i + 1]);
        }
        return new MetricId(namespace, name, all);
    }

    @Override
    public void age(Instant now, Retention retention) {
        long oldest = now.minus(retention.minutes()).getEpochSecond();
        long fine = now.minus(retention.seconds()).getEpochSecond() / 60 * 60;
        transaction(() -> {
            try (Statement statement = connection.createStatement()) {
                statement.executeUpdate("DELETE FROM point WHERE second < " + oldest);
                String old = " FROM point WHERE second < " + fine + " AND second % 60 <> 0";
                statement.executeUpdate(
                        "INSERT INTO point SELECT series, second / 60 * 60 AS minute,"
                                + " sum(count), sum(sum), min(least), max(most)"
                                + old
                                + " GROUP BY series, minute"
                                + MERGE);
                statement.executeUpdate("DELETE" + old);
                statement.executeUpdate(
                        "DELETE FROM series WHERE id NOT IN (SELECT series FROM point)");
            }
            ids.clear();
        });
    }

    @Override
    public void replay(MetricWriter into) {
        transaction(() -> replayAll(into));
    }

    private void replayAll(MetricWriter into) throws SQLException {
        String all = "SELECT * FROM series JOIN point ON point.series = series.id";
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(all)) {
            while (row.next()) {
                var scope = new Scope(row.getString("account"), row.getString("region"));
                into.record(
                        scope,
                        read(
                                row.getString("namespace"),
                                row.getString("name"),
                                row.getString("dimensions")),
                        new Datapoint(
                                Instant.ofEpochSecond(row.getLong("second")),
                                row.getDouble("count"),
                                row.getDouble("sum"),
                                row.getDouble("least"),
                                row.getDouble("most")),
                        row.getString("unit"));
            }
        }
    }

    /// Work on the database, all of it or none.
    @FunctionalInterface
    private interface Work {
        void run() throws SQLException;
    }

    private void transaction(Work work) {
        writing.lock();
        try {
            work.run();
            connection.commit();
        } catch (SQLException failed) {
            ids.clear();
            undo(failed);
            throw new IllegalStateException("metrics.db: " + failed.getMessage(), failed);
        } finally {
            writing.unlock();
        }
    }

    private void undo(SQLException failed) {
        try {
            connection.rollback();
        } catch (SQLException worse) {
            failed.addSuppressed(worse);
        }
    }

    /// Writes what waits and closes the file.
    @Override
    public void close() throws SQLException {
        flush();
        connection.close();
    }
}
