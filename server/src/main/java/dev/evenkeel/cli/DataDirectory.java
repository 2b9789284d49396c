package dev.evenkeel.cli;

import dev.evenkeel.sys.ClockFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// The directory a server keeps its state in: made for this user alone, locked by the one server
/// that uses it, and home of the secrets that were made at first start.
public final class DataDirectory {
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ENTERS =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private final Path path;

    private DataDirectory(Path path) {
        this.path = path;
    }

    /// Finds or makes the directory and its parents.
    public static DataDirectory at(Path path) {
        try {
            Files.createDirectories(path, OWNER_ENTERS);
        } catch (IOException denied) {
            throw CannotStart.notWritable(path, denied);
        }
        return new DataDirectory(path);
    }

    public Path path() {
        return path;
    }

    /// Keeps every other server out until the lock is closed or this process ends, however it ends.
    public Lock lock() {
        try {
            FileChannel file =
                    FileChannel.open(
                            path.resolve("lock"),
                            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                            OWNER_ONLY);
            return tryLock(file).map(Lock::new).orElseThrow(() -> inUse(file));
        } catch (IOException denied) {
            throw CannotStart.notWritable(path, denied);
        }
    }

    private static Optional<FileLock> tryLock(FileChannel file) throws IOException {
        try {
            return Optional.ofNullable(file.tryLock());
        } catch (OverlappingFileLockException here) {
            return Optional.empty();
        }
    }

    private CannotStart inUse(FileChannel file) {
        CannotStart fault =
                new CannotStart(
                        "another server is using "
                                + path
                                + "; stop it first, or give this one a directory of its own with --data DIR");
        try {
            file.close();
        } catch (IOException unclosed) {
            fault.addSuppressed(unclosed);
        }
        return fault;
    }

    /// Where a manual clock keeps its time.
    public ClockFile clock() {
        return new ClockFile(path.resolve("clock"));
    }

    /// The key that was made at first start, or makes it now.
    public AccessKey accessKey(RandomGenerator random) {
        return AccessKey.parse(kept("access-key", () -> AccessKey.random(random).line()));
    }

    /// A secret of so many bytes that was made at first start, or makes it now.
    public byte[] secret(String name, int bytes, RandomGenerator random) {
        String line = kept(name, () -> hex(bytes, random));
        if (line.length() != 2 * bytes || !line.matches("[0-9a-f]*")) {
            throw new CannotStart(
                    path.resolve(name) + " is damaged; remove it, and another is made");
        }
        return HexFormat.of().parseHex(line);
    }

    private static String hex(int bytes, RandomGenerator random) {
        byte[] secret = new byte[bytes];
        random.nextBytes(secret);
        return HexFormat.of().formatHex(secret);
    }

    private String kept(String name, Supplier<String> fresh) {
        Path file = path.resolve(name);
        try {
            return read(file).orElseGet(() -> write(file, fresh.get()));
        } catch (IOException denied) {
            throw CannotStart.notWritable(path, denied);
        }
    }

    private static Optional<String> read(Path file) throws IOException {
        try {
            return Optional.of(Files.readString(file).strip());
        } catch (NoSuchFileException none) {
            return Optional.empty();
        }
    }

    /// Appears whole or not at all, so that a reader never sees half a line; the first of two
    /// writers wins.
    private String write(Path file, String line) {
        try {
            Path fresh = Files.createTempFile(path, "secret", ".new", OWNER_ONLY);
            Files.writeString(fresh, line + "\n");
            try {
                Files.createLink(file, fresh);
                return line;
            } catch (FileAlreadyExistsException first) {
                return read(file).orElse(line);
            } finally {
                Files.delete(fresh);
            }
        } catch (IOException denied) {
            throw CannotStart.notWritable(path, denied);
        }
    }

    /// Held for as long as a server runs.
    public static final class Lock implements AutoCloseable {
        private final FileLock held;

        private Lock(FileLock held) {
            this.held = held;
        }

        @Override
        public void close() {
            try {
                held.acquiredBy().close();
            } catch (IOException broken) {
                throw new java.io.UncheckedIOException(broken);
            }
        }
    }
}
