package dev.evenkeel.metric.sqlite;

import dev.evenkeel.metric.Journal;
import dev.evenkeel.metric.Retention;
import dev.evenkeel.model.Datapoint;
import dev.evenkeel.model.MetricId;
import dev.evenkeel.model.MetricReader.Span;
import dev.evenkeel.model.Scope;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.sqlite.SQLiteConfig;

/// Measurements in `metrics.db`. Datapoints wait in memory until a flush writes them all in one
/// transaction.
///
/// If the disk fails, a flush throws and what it should have written is dropped: measurements go
/// on, in memory.
public final class SqliteJournal implements Journal, AutoCloseable {
    private static final int MOST_WAITING = 200_000;

    private record Second(Names.Name name, long second) {}

    private record Waiting(Datapoint datapoint, String unit) {}

    private final Connection connection;
    private final Names names;
    private final PointRows rows;
    private final ReentrantLock writing = new ReentrantLock();
    private final ReentrantLock queueing = new ReentrantLock();
    private Map<Second, Waiting> waiting = new HashMap<>();
    private Instant nextSweep = Instant.MIN;

    private SqliteJournal(Connection connection) {
        this.connection = connection;
        names = new Names(connection);
        rows = new PointRows(connection);
    }

    /// @throws SQLException when the file cannot be opened
    public static SqliteJournal open(Path directory) throws SQLException {
        var config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        Connection connection =
                config.createConnection("jdbc:sqlite:" + directory.resolve("metrics.db"));
        Names.prepare(connection);
        PointRows.prepare(connection);
        connection.setAutoCommit(false);
        return new SqliteJournal(connection);
    }

    @Override
    public void append(Scope scope, MetricId metric, Datapoint datapoint, String unit) {
        var second = new Second(new Names.Name(scope, metric), datapoint.start().getEpochSecond());
        queueing.lock();
        try {
            Waiting known = waiting.get(second);
            if (known != null) {
                waiting.put(second, new Waiting(known.datapoint().plus(datapoint), unit));
            } else if (waiting.size() < MOST_WAITING) {
                waiting.put(second, new Waiting(datapoint, unit));
            }
        } finally {
            queueing.unlock();
        }
    }

    private Map<Second, Waiting> takeWaiting() {
        queueing.lock();
        try {
            Map<Second, Waiting> taken = waiting;
            waiting = new HashMap<>();
            return taken;
        } finally {
            queueing.unlock();
        }
    }

    @Override
    public void flush() {
        transaction(() -> write(takeWaiting()));
    }

    private void write(Map<Second, Waiting> points) throws SQLException {
        for (var entry : points.entrySet()) {
            Waiting point = entry.getValue();
            long id = names.id(entry.getKey().name(), point.unit());
            rows.add(0, id, point.datapoint());
        }
    }

    /// Joins the seconds that are old; once a day, the minutes and five minutes too. Where the file
    /// is still too large, what is old is kept for half as long, and half of that.
    @Override
    public void age(Instant now, Retention retention) {
        transaction(() -> rows.join(0, retention.tiers().getFirst().border(now), 60));
        boolean isTooLarge = bytes() > retention.bytes();
        if (now.isBefore(nextSweep) && !isTooLarge) {
            return;
        }
        nextSweep = now.plus(Duration.ofDays(1));
        Retention shorter = retention;
        transaction(() -> sweep(now, retention));
        while (bytes() > retention.bytes() && shorter.hours().compareTo(shorter.seconds()) > 0) {
            Retention halved = shorter.halved();
            transaction(() -> sweep(now, halved));
            shorter = halved;
        }
    }

    private void sweep(Instant now, Retention retention) throws SQLException {
        List<Retention.Tier> tiers = retention.tiers();
        for (int tier = 1; tier < tiers.size(); tier++) {
            rows.join(tier, tiers.get(tier).border(now), tiers.get(tier).step());
        }
        rows.forget(retention.oldest(now));
        names.forgetUnused(PointRows.TABLES);
    }

    private long bytes() {
        var found = new ArrayList<Long>();
        transaction(() -> found.add(rows.bytes()));
        return found.getFirst();
    }

    @Override
    public Instant replay(Duration recent, Replay into) {
        var floor = new ArrayList<Instant>();
        transaction(() -> {
            Map<Long, Names.Known> known = names.all();
            Instant newest = rows.newest();
            Instant from =
                    newest.equals(Instant.MIN) ? newest : newest.minus(recent).plusSeconds(1);
            known.values()
                    .forEach(name ->
                            into.metric(
                                    name.name().scope(),
                                    name.name().metric(),
                                    name.unit(),
                                    newest));
            rows.since(
                    from,
                    (id, point) -> {
                        Names.Known name = known.get(id);
                        if (name != null) {
                            into.point(name.name().scope(), name.name().metric(), point);
                        }
                    });
            floor.add(from);
        });
        return floor.getFirst();
    }

    @Override
    public List<Datapoint> read(Scope scope, MetricId metric, Span span) {
        var found = new ArrayList<Datapoint>();
        transaction(() -> {
            var id = names.find(new Names.Name(scope, metric));
            if (id.isPresent()) {
                rows.read(id.getAsLong(), span, found::add);
            }
        });
        return found;
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
            names.forgetIds();
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
        rows.close();
        connection.close();
    }
}
