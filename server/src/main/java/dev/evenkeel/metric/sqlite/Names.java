package dev.evenkeel.metric.sqlite;

import dev.evenkeel.model.MetricId;
import dev.evenkeel.model.Scope;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/// The metrics that have rows, each with a number. Used by one thread at a time.
final class Names {
    private static final String NAME_END = "\u001f";

    record Name(Scope scope, MetricId metric) {}

    record Known(Name name, String unit) {}

    private final Connection connection;
    private final Map<Name, Long> ids = new HashMap<>();

    Names(Connection connection) {
        this.connection = connection;
    }

    static void prepare(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(
                    """
                    CREATE TABLE IF NOT EXISTS series(
                      id INTEGER PRIMARY KEY, account TEXT, region TEXT, namespace TEXT,
                      name TEXT, dimensions TEXT, unit TEXT,
                      UNIQUE(account, region, namespace, name, dimensions))
                    """);
        }
    }

    /// The number of a metric, a new one if it has none.
    long id(Name name, String unit) throws SQLException {
        Long known = ids.get(name);
        if (known != null) {
            return known;
        }
        String insert =
                "INSERT INTO series(account, region, namespace, name, dimensions, unit)"
                        + " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET unit = excluded.unit"
                        + " RETURNING id";
        try (PreparedStatement statement = connection.prepareStatement(insert)) {
            write(statement, name);
            statement.setString(6, unit);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                long id = row.getLong(1);
                ids.put(name, id);
                return id;
            }
        }
    }

    OptionalLong find(Name name) throws SQLException {
        String select =
                "SELECT id FROM series WHERE account = ? AND region = ? AND namespace = ?"
                        + " AND name = ? AND dimensions = ?";
        try (PreparedStatement statement = connection.prepareStatement(select)) {
            write(statement, name);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? OptionalLong.of(row.getLong(1)) : OptionalLong.empty();
            }
        }
    }

    private static void write(PreparedStatement statement, Name name) throws SQLException {
        statement.setString(1, name.scope().account());
        statement.setString(2, name.scope().region());
        statement.setString(3, name.metric().namespace());
        statement.setString(4, name.metric().name());
        statement.setString(5, written(name.metric()));
    }

    /// Every metric by its number, the newest first.
    Map<Long, Known> all() throws SQLException {
        var all = new LinkedHashMap<Long, Known>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT * FROM series ORDER BY id DESC")) {
            while (row.next()) {
                var scope = new Scope(row.getString("account"), row.getString("region"));
                var metric =
                        read(
                                row.getString("namespace"),
                                row.getString("name"),
                                row.getString("dimensions"));
                all.put(
                        row.getLong("id"),
                        new Known(new Name(scope, metric), row.getString("unit")));
            }
        }
        return all;
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

    /// Forgets metrics that have no rows in any of `tables`.
    void forgetUnused(List<String> tables) throws SQLException {
        var delete = new StringBuilder("DELETE FROM series WHERE TRUE");
        for (String table : tables) {
            delete.append(" AND NOT EXISTS (SELECT 1 FROM ")
                    .append(table)
                    .append(" WHERE series = series.id)");
        }
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(delete.toString());
        }
        ids.clear();
    }

    /// After a transaction that did not come to its end.
    void forgetIds() {
        ids.clear();
    }
}
