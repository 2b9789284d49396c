package dev.evenkeel.sys;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/// The file that keeps where a manual clock stands, so that its time never goes back. It is written
/// in place: an instant of whole seconds always has the same length, and fits one sector.
public final class ClockFile implements ManualTime.Keeper {
    private final Path path;

    public ClockFile(Path path) {
        this.path = path;
    }

    public Path path() {
        return path;
    }

    /// What was kept last; empty if nothing ever was.
    ///
    /// @throws UncheckedIOException when it cannot be read
    public Optional<Instant> read() {
        try {
            return Optional.of(Instant.parse(Files.readString(path).strip()));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (IOException | DateTimeParseException damaged) {
            throw new UncheckedIOException(new IOException(path + " holds no time", damaged));
        }
    }

    /// Survives this process.
    @Override
    public void note(Instant instant) {
        write(instant, false);
    }

    /// Returns once `instant` is on the disk: survives the machine.
    @Override
    public void save(Instant instant) {
        write(instant, true);
    }

    private void write(Instant instant, boolean isForGood) {
        ByteBuffer line = ByteBuffer.wrap((instant + "\n").getBytes(StandardCharsets.US_ASCII));
        try (FileChannel file =
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            while (line.hasRemaining()) {
                file.write(line, line.position());
            }
            if (isForGood) {
                file.force(false);
            }
        } catch (IOException full) {
            throw new UncheckedIOException("the time is not kept in " + path, full);
        }
    }

    /// Forgets the time: from here on the machine's clock is followed.
    public void forget() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException denied) {
            throw new UncheckedIOException(denied);
        }
    }
}
