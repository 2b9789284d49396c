package dev.evenkeel.proxy.log;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/// A log file that is being written. It has a name of its own until it is whole, as an object in a
/// bucket appears at once.
final class LogFile {
    private static final Logger LOG = System.getLogger(LogFile.class.getName());

    private final Path path;
    private final Path unfinished;
    private final Instant end;
    private final OutputStream out;

    private LogFile(Path path, Path unfinished, Instant end, OutputStream out) {
        this.path = path;
        this.unfinished = unfinished;
        this.end = end;
        this.out = out;
    }

    static LogFile open(Path path, Instant end) throws IOException {
        Path directory = path.getParent();
        Files.createDirectories(directory == null ? path : directory);
        Path unfinished = path.resolveSibling("." + path.getFileName() + ".part");
        OutputStream file = new BufferedOutputStream(Files.newOutputStream(unfinished));
        return new LogFile(path, unfinished, end, new GZIPOutputStream(file, 8 * 1024));
    }

    /// When the interval it covers is over.
    Instant end() {
        return end;
    }

    void write(byte[] lines) throws IOException {
        out.write(lines);
    }

    void finish() throws IOException {
        out.close();
        Files.move(unfinished, path, StandardCopyOption.ATOMIC_MOVE);
    }

    /// Closes what could not be written.
    void abandon() {
        try (OutputStream broken = out) {
            broken.flush();
        } catch (IOException failed) {
            LOG.log(Level.DEBUG, "the rest of a log file is lost", failed);
        }
    }

    /// Deletes the files below `directory` that were last written before `oldest`.
    static void deleteOlder(Path directory, Instant oldest) {
        if (!Files.isDirectory(directory)) {
            return;
        }
        try (Stream<Path> all = Files.walk(directory)) {
            all.filter(Files::isRegularFile).forEach(file -> deleteIfOlder(file, oldest));
        } catch (IOException | UncheckedIOException failed) {
            LOG.log(Level.WARNING, "cannot look for old logs in " + directory, failed);
        }
    }

    private static void deleteIfOlder(Path file, Instant oldest) {
        try {
            if (Files.getLastModifiedTime(file).compareTo(FileTime.from(oldest)) < 0) {
                Files.deleteIfExists(file);
            }
        } catch (IOException failed) {
            LOG.log(Level.WARNING, "cannot delete the old log " + file, failed);
        }
    }
}
