package dev.evenkeel.state.sqlite;

import dev.evenkeel.model.Change;
import dev.evenkeel.model.Site;
import dev.evenkeel.model.TargetHealth;
import dev.evenkeel.model.TargetRef;
import dev.evenkeel.model.World;
import dev.evenkeel.state.CurrentWorld;
import dev.evenkeel.state.DataDirectoryInUse;
import dev.evenkeel.state.Store;
import dev.evenkeel.state.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/// Keeps the world in `DIRECTORY/state.db`. A commit returns once its bytes are on the disk.
///
/// The database is locked for as long as the store is open; the lock ends with the process, however
/// it ends.
public final class SqliteStore implements Store {
    private final Connection connection;
    private final Rows rows;
    private final CurrentWorld current;

    private SqliteStore(Connection connection, Rows rows, CurrentWorld current) {
        this.connection = connection;
        this.rows = rows;
        this.current = current;
    }

    /// Opens or creates the state in `directory`.
    ///
    /// @throws DataDirectoryInUse when another process has it open
    /// @throws StoreException when it cannot be read or written, with a message for the user
    public static SqliteStore open(Path directory, Site site) {
        try {
            Files.createDirectories(directory);
            return load(connect(directory.resolve("state.db")), site);
        } catch (IOException e) {
            throw new StoreException("cannot create the data directory " + directory, e);
        } catch (SQLException e) {
            if (isBusy(e)) {
                throw new DataDirectoryInUse(directory, e);
            }
            throw new StoreException(
                    "cannot open the state in " + directory + ": " + e.getMessage(), e);
        }
    }

    private static boolean isBusy(SQLException e) {
        return e instanceof SQLiteException sqlite
                && (sqlite.getResultCode().code & 0xff) == SQLiteErrorCode.SQLITE_BUSY.code;
    }

    private static Connection connect(Path file) throws SQLException {
        var config = new SQLiteConfig();
        config.setLockingMode(SQLiteConfig.LockingMode.EXCLUSIVE);
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        config.setBusyTimeout(0);
        return config.createConnection("jdbc:sqlite:" + file);
    }

    private static SqliteStore load(Connection connection, Site site) throws SQLException {
        try {
            var rows = new Rows(connection);
            takeLock(connection);
            rows.prepare();
            World world = World.empty(site).with(rows.load());
            return new SqliteStore(connection, rows, new CurrentWorld(world));
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    /// In exclusive locking mode the lock of the first transaction is never given back.
    private static void takeLock(Connection connection) throws SQLException {
        try (Statement sql = connection.createStatement()) {
            sql.execute("BEGIN EXCLUSIVE");
            sql.execute("COMMIT");
        }
    }

    @Override
    public World world() {
        return current.get();
    }

    @Override
    public void commit(List<Change> changes) {
        if (changes.isEmpty()) {
            return;
        }
        try {
            rows.write(changes);
        } catch (SQLException e) {
            throw new StoreException("cannot write the state: " + e.getMessage(), e);
        }
        current.apply(changes);
    }

    @Override
    public void observe(Map<TargetRef, Optional<TargetHealth>> verdicts) {
        current.observe(verdicts);
    }

    @Override
    public void subscribe(Consumer<World> reader) {
        current.subscribe(reader);
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new StoreException("cannot close the state: " + e.getMessage(), e);
        }
    }
}
