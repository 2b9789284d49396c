package dev.evenkeel.state.sqlite;

import dev.evenkeel.model.Change;
import dev.evenkeel.model.Key;
import dev.evenkeel.state.StoreException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;

/// The tables: one row of `resource` for each resource, and the version of their layout in `meta`.
final class Rows {
    private static final int SCHEMA = 1;

    private final Connection connection;

    Rows(Connection connection) {
        this.connection = connection;
    }

    /// Creates the tables in an empty database, and refuses those of a newer version.
    void prepare() throws SQLException {
        try (Statement sql = connection.createStatement()) {
            sql.execute(
                    "CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT NOT NULL)");
            sql.execute(
                    "CREATE TABLE IF NOT EXISTS resource (kind TEXT, account TEXT, region TEXT,"
                            + " id TEXT, version INTEGER NOT NULL, json TEXT NOT NULL,"
                            + " PRIMARY KEY (kind, account, region, id)) WITHOUT ROWID");
            sql.execute("INSERT OR IGNORE INTO meta VALUES ('schema', '" + SCHEMA + "')");
            try (ResultSet rows =
                    sql.executeQuery("SELECT value FROM meta WHERE name = 'schema'")) {
                int found = rows.getInt(1);
                if (found > SCHEMA) {
                    throw new StoreException(
                            "the state was written by a newer version of the server (schema "
                                    + found
                                    + ", this version knows "
                                    + SCHEMA
                                    + ")");
                }
            }
        }
    }

    /// Everything there is, as the changes that build it.
    List<Change> load() throws SQLException {
        var changes = new ArrayList<Change>();
        try (Statement sql = connection.createStatement();
                ResultSet rows = sql.executeQuery("SELECT kind, id, json FROM resource")) {
            while (rows.next()) {
                changes.add(parse(rows.getString(1), rows.getString(2), rows.getString(3)));
            }
        }
        return changes;
    }

    private static Change parse(String kind, String id, String json) {
        try {
            return new Change.Put(
                    ResourceJson.read(kind, json)
                            .orElseThrow(() ->
                                    new StoreException(
                                            "the state holds a "
                                                    + kind
                                                    + ", which this version of the server"
                                                    + " does not know")));
        } catch (JacksonException e) {
            throw new StoreException("cannot read the " + kind + " " + id + " from the state", e);
        }
    }

    /// Writes all of `changes` in one transaction, or none.
    void write(List<Change> changes) throws SQLException {
        connection.setAutoCommit(false);
        try {
            for (Change change : changes) {
                switch (change) {
                    case Change.Put put -> put(put);
                    case Change.Remove(Key key) -> remove(key);
                }
            }
            connection.commit();
        } catch (SQLException | RuntimeException e) {
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    private void put(Change.Put change) throws SQLException {
        try (PreparedStatement sql =
                connection.prepareStatement(
                        "INSERT INTO resource VALUES (?, ?, ?, ?, 1, ?)"
                                + " ON CONFLICT DO UPDATE SET"
                                + " version = version + 1, json = excluded.json")) {
            name(sql, change.key());
            sql.setString(5, ResourceJson.write(change.resource()));
            sql.executeUpdate();
        }
    }

    private void remove(Key key) throws SQLException {
        try (PreparedStatement sql =
                connection.prepareStatement(
                        "DELETE FROM resource"
                                + " WHERE kind = ? AND account = ? AND region = ? AND id = ?")) {
            name(sql, key);
            sql.executeUpdate();
        }
    }

    private static void name(PreparedStatement sql, Key key) throws SQLException {
        sql.setString(1, key.kind());
        sql.setString(2, key.scope().account());
        sql.setString(3, key.scope().region());
        sql.setString(4, key.id());
    }
}
