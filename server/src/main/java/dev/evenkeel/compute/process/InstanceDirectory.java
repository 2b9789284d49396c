package dev.evenkeel.compute.process;

import dev.evenkeel.compute.InstanceDriver.ConsoleOutput;
import dev.evenkeel.model.InstanceId;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/// What one instance has on disk: its identity, its user data as scripts, its console, and `root`,
/// which is its own.
record InstanceDirectory(InstanceId id, Path path) {
    private static final int KEEP_CONSOLES = 4;

    Path root() {
        return path.resolve("root");
    }

    Path scripts() {
        return path.resolve("scripts");
    }

    Path consoleFile() {
        return path.resolve("console.log");
    }

    private Path identityFile() {
        return path.resolve("identity");
    }

    boolean exists() {
        return Files.isDirectory(path);
    }

    /// Who it was launched as; empty if that cannot be read.
    Optional<Identity> identity() {
        try {
            return Identity.parse(id, Files.readString(identityFile()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /// Makes the directory and notes who it is for; from here on the instance is listed.
    void write(Identity identity) throws IOException {
        Files.createDirectories(root());
        Files.createDirectories(scripts());
        replace(identityFile(), identity.text());
    }

    /// The process noted at the last start; empty if it never started.
    Optional<MainProcess> main() {
        try {
            return MainProcess.parse(Files.readString(path.resolve("pid")));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /// Whether what it runs is frozen until it is started again.
    boolean isHibernated() {
        return Files.exists(path.resolve("hibernated"));
    }

    void noteHibernated(boolean is) throws IOException {
        Path note = path.resolve("hibernated");
        if (is) {
            Files.writeString(note, "");
        } else {
            Files.deleteIfExists(note);
        }
    }

    void print(String line) throws IOException {
        Files.writeString(
                consoleFile(), line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /// The last `limit` bytes of the console; empty if nothing was ever written.
    Optional<ConsoleOutput> console(int limit) {
        try (var file = new RandomAccessFile(consoleFile().toFile(), "r")) {
            return Optional.of(
                    new ConsoleOutput(
                            new String(tail(file, limit), StandardCharsets.UTF_8),
                            Files.getLastModifiedTime(consoleFile()).toInstant()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /// Cuts a console that has grown too long to its last `limit` bytes. Its writers append, so
    /// they carry on at the new end.
    void trimConsole(int limit) throws IOException {
        if (!Files.exists(consoleFile())
                || Files.size(consoleFile()) < (long) limit * KEEP_CONSOLES) {
            return;
        }
        try (var file = new RandomAccessFile(consoleFile().toFile(), "rw")) {
            byte[] kept = tail(file, limit);
            file.setLength(0);
            file.write(kept);
        }
    }

    private static byte[] tail(RandomAccessFile file, int limit) throws IOException {
        long length = file.length();
        byte[] bytes = new byte[(int) Math.min(limit, length)];
        file.seek(length - bytes.length);
        file.readFully(bytes);
        return bytes;
    }

    /// Removes it with everything in it.
    void delete() throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        Files.walkFileTree(
                path,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        Files.deleteIfExists(file);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException failure)
                            throws IOException {
                        if (failure instanceof NoSuchFileException) {
                            return FileVisitResult.CONTINUE;
                        }
                        throw failure;
                    }

                    @Override
                    @SuppressWarnings("NullAway") // The JDK passes null where reading did not fail.
                    public FileVisitResult postVisitDirectory(Path directory, IOException failure)
                            throws IOException {
                        Files.deleteIfExists(directory);
                        return FileVisitResult.CONTINUE;
                    }
                });
    }

    /// Writes a file so that a reader sees the old one or the new one, whole.
    static void replace(Path file, String text) throws IOException {
        Path next = file.resolveSibling(file.getFileName() + ".next");
        Files.writeString(next, text);
        try {
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
