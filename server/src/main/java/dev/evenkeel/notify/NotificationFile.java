package dev.evenkeel.notify;

import dev.evenkeel.model.Notification;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/// Writes each message as one line of a file. A file that is full becomes `NAME.1`, that one
/// `NAME.2`, and so on; the oldest goes. What is carried is on the disk.
public final class NotificationFile implements Carrier {
    private static final int AT_ONCE = 1_000;
    private static final int TAIL = 8_192;

    private final Path path;
    private final Limits limits;
    private Optional<FileChannel> open = Optional.empty();

    /// How long a file may be in bytes, and how many full ones are kept.
    public record Limits(long bytes, int kept) {
        public static final Limits DEFAULTS = new Limits(16 << 20, 3);
    }

    public NotificationFile(Path path, Limits limits) {
        this.path = path;
        this.limits = limits;
    }

    public Path path() {
        return path;
    }

    @Override
    public Carried carry(List<Notification> waiting) {
        int count = Math.min(waiting.size(), AT_ONCE);
        try {
            for (Notification message : waiting.subList(0, count)) {
                write(line(message));
            }
            file().force(false);
            return Carried.all(count);
        } catch (IOException full) {
            close();
            return Carried.until(0, "cannot write " + path + ": " + full.getMessage());
        }
    }

    private static ByteBuffer line(Notification message) {
        return ByteBuffer.wrap((message.text() + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private void write(ByteBuffer line) throws IOException {
        long size = file().size();
        if (size > 0 && size + line.remaining() > limits.bytes()) {
            rotate();
        }
        FileChannel file = file();
        while (line.hasRemaining()) {
            int _ = file.write(line);
        }
    }

    private FileChannel file() throws IOException {
        if (open.isEmpty()) {
            FileChannel file =
                    FileChannel.open(
                            path,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE);
            open = Optional.of(file);
            file.position(file.truncate(endOfLines(file)).size());
        }
        return open.get();
    }

    /// Where the last whole line ends: what a crash or a full disk left of another is carried again
    /// as a whole.
    private static long endOfLines(FileChannel file) throws IOException {
        long end = file.size();
        while (end > 0) {
            long begin = Math.max(0, end - TAIL);
            var tail = ByteBuffer.allocate((int) (end - begin));
            while (tail.hasRemaining() && file.read(tail, begin + tail.position()) > 0) {
                // Read on until the part is complete.
            }
            for (int i = tail.position() - 1; i >= 0; i--) {
                if (tail.get(i) == '\n') {
                    return begin + i + 1;
                }
            }
            end = begin;
        }
        return 0;
    }

    private void rotate() throws IOException {
        file().force(false);
        close();
        for (int i = limits.kept(); i > 0; i--) {
            Path older = i == 1 ? path : numbered(i - 1);
            if (Files.exists(older)) {
                Files.move(older, numbered(i), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        Files.deleteIfExists(path);
    }

    private Path numbered(int number) {
        return path.resolveSibling(path.getFileName() + "." + number);
    }

    @Override
    public void close() {
        try {
            if (open.isPresent()) {
                open.get().close();
            }
        } catch (IOException lost) {
            // What was not forced to the disk was not said to be carried either.
        }
        open = Optional.empty();
    }
}
