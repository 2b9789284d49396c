package dev.evenkeel.metric.sqlite;

import dev.evenkeel.model.Datapoint;
import dev.evenkeel.model.Distribution;
import dev.evenkeel.model.MetricReader.Span;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// The datapoints: a table for each resolution, a row for each metric and moment. Used by one
/// thread at a time.
final class PointRows implements AutoCloseable {
    /// By the second, the minute, five minutes, the hour.
    static final List<String> TABLES = List.of("point", "point60", "point300", "point3600");

    private static final String COLUMNS = "series, second, count, sum, least, most, vals";

    private final Connection connection;
    private final List<PreparedStatement> selects = new ArrayList<>();
    private final List<PreparedStatement> inserts = new ArrayList<>();

    PointRows(Connection connection) {
        this.connection = connection;
    }

    static void prepare(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String table : TABLES) {
                statement.executeUpdate(
                        "CREATE TABLE IF NOT EXISTS "
                                + table
                                + "(series INTEGER, second INTEGER, count REAL, sum REAL,"
                                + " least REAL, most REAL, vals BLOB,"
                                + " PRIMARY KEY(series, second)) WITHOUT ROWID");
            }
            // Older files know no distributions.
            try (ResultSet found =
                    statement.executeQuery(
                            "SELECT count(*) FROM pragma_table_info('point') WHERE name = 'vals'")) {
                if (found.getInt(1) > 0) {
                    return;
                }
            }
            statement.executeUpdate("ALTER TABLE point ADD COLUMN vals BLOB");
        }
    }

    /// Adds a datapoint to what its row in table number `table` holds.
    void add(int table, long series, Datapoint point) throws SQLException {
        PreparedStatement select = statement(selects, table, PointRows::select);
        select.setLong(1, series);
        select.setLong(2, point.start().getEpochSecond());
        Datapoint whole;
        try (ResultSet row = select.executeQuery()) {
            whole = row.next() ? read(row).plus(point) : point;
        }
        PreparedStatement insert = statement(inserts, table, PointRows::insert);
        insert.setLong(1, series);
        insert.setLong(2, whole.start().getEpochSecond());
        insert.setDouble(3, whole.sampleCount());
        insert.setDouble(4, whole.sum());
        insert.setDouble(5, whole.minimum());
        insert.setDouble(6, whole.maximum());
        insert.setBytes(7, bytes(whole.values()));
        insert.executeUpdate();
    }

    private static String select(String table) {
        return "SELECT " + COLUMNS + " FROM " + table + " WHERE series = ? AND second = ?";
    }

    private static String insert(String table) {
        return "INSERT OR REPLACE INTO " + table + " VALUES (?, ?, ?, ?, ?, ?, ?)";
    }

    /// Statements are prepared once: at thousands of rows a second it shows.
    private PreparedStatement statement(
            List<PreparedStatement> known, int table, UnaryOperator<String> text)
            throws SQLException {
        while (known.size() <= table) {
            known.add(connection.prepareStatement(text.apply(TABLES.get(known.size()))));
        }
        return known.get(table);
    }

    /// Moves what is older than `border` to the next table, joined into steps of `step` seconds.
    void join(int table, long border, long step) throws SQLException {
        String old = " FROM " + TABLES.get(table) + " WHERE second < " + border;
        try (Statement statement = connection.createStatement()) {
            try (ResultSet row = statement.executeQuery("SELECT " + COLUMNS + old)) {
                while (row.next()) {
                    Datapoint point = read(row);
                    long start = Math.floorDiv(row.getLong("second"), step) * step;
                    add(
                            table + 1,
                            row.getLong("series"),
                            point.startingAt(Instant.ofEpochSecond(start)));
                }
            }
            statement.executeUpdate("DELETE" + old);
        }
    }

    /// Drops what is older than `second`, whatever its resolution.
    void forget(long second) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String table : TABLES) {
                statement.executeUpdate("DELETE FROM " + table + " WHERE second < " + second);
            }
        }
    }

    /// How much of the file is in use.
    long bytes() throws SQLException {
        return pragma("page_size") * (pragma("page_count") - pragma("freelist_count"));
    }

    private long pragma(String name) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("PRAGMA " + name)) {
            return row.getLong(1);
        }
    }

    /// The newest of the fine points.
    Instant newest() throws SQLException {
        long newest = Long.MIN_VALUE;
        try (Statement statement = connection.createStatement()) {
            for (String table : TABLES) {
                try (ResultSet row = statement.executeQuery("SELECT max(second) FROM " + table)) {
                    long second = row.getLong(1);
                    newest = row.wasNull() ? newest : Math.max(newest, second);
                }
            }
        }
        return newest == Long.MIN_VALUE ? Instant.MIN : Instant.ofEpochSecond(newest);
    }

    /// A row, told.
    @FunctionalInterface
    interface Row {
        void is(long series, Datapoint point);
    }

    /// Every point from `from` on.
    void since(Instant from, Row each) throws SQLException {
        long second = from.equals(Instant.MIN) ? Long.MIN_VALUE : from.getEpochSecond();
        for (String table : TABLES) {
            String some = "SELECT " + COLUMNS + " FROM " + table + " WHERE second >= ?";
            try (PreparedStatement statement = connection.prepareStatement(some)) {
                statement.setLong(1, second);
                show(statement, each);
            }
        }
    }

    /// One metric's points inside the span, the coarse ones first.
    void read(long series, Span span, Consumer<Datapoint> each) throws SQLException {
        String where = " WHERE series = ? AND second >= ? AND second < ?";
        for (String table : TABLES.reversed()) {
            String some = "SELECT " + COLUMNS + " FROM " + table + where;
            try (PreparedStatement statement = connection.prepareStatement(some)) {
                statement.setLong(1, series);
                statement.setLong(2, span.from().getEpochSecond());
                statement.setLong(3, span.to().getEpochSecond());
                show(statement, (_, point) -> each.accept(point));
            }
        }
    }

    private static void show(PreparedStatement statement, Row each) throws SQLException {
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                each.is(row.getLong("series"), read(row));
            }
        }
    }

    private static Datapoint read(ResultSet row) throws SQLException {
        return new Datapoint(
                Instant.ofEpochSecond(row.getLong("second")),
                row.getDouble("count"),
                row.getDouble("sum"),
                row.getDouble("least"),
                row.getDouble("most"),
                distribution(row.getBytes("vals")));
    }

    private static byte @Nullable [] bytes(Distribution values) {
        if (values.isUnknown()) {
            return null;
        }
        var buffer = ByteBuffer.allocate(values.size() * 2 * Double.BYTES);
        for (int i = 0; i < values.size(); i++) {
            buffer.putDouble(values.value(i)).putDouble(values.count(i));
        }
        return buffer.array();
    }

    private static Distribution distribution(byte @Nullable [] bytes) {
        if (bytes == null || bytes.length == 0) {
            return Distribution.UNKNOWN;
        }
        var buffer = ByteBuffer.wrap(bytes);
        int size = bytes.length / (2 * Double.BYTES);
        var values = new double[size];
        var counts = new double[size];
        for (int i = 0; i < size; i++) {
            values[i] = buffer.getDouble();
            counts[i] = buffer.getDouble();
        }
        return Distribution.of(values, counts);
    }

    @Override
    public void close() throws SQLException {
        for (PreparedStatement statement : selects) {
            statement.close();
        }
        for (PreparedStatement statement : inserts) {
            statement.close();
        }
    }
}
