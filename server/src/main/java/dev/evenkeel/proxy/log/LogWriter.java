package dev.evenkeel.proxy.log;

import dev.evenkeel.sys.Background;
import dev.evenkeel.sys.Clock;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/// Writes lines into compressed files, one file for each stream and interval of five minutes, as
/// AWS does. On a thread of its own; [#offer] may be called from any thread and never waits.
public final class LogWriter implements AutoCloseable {
    private static final Logger LOG = System.getLogger(LogWriter.class.getName());
    private static final Duration ENDING = Duration.ofSeconds(30);
    private final Path buckets;
    private final Clock clock;
    private final RandomGenerator random;
    private final Limits limits;
    private final BlockingQueue<Task> queue = new LinkedBlockingQueue<>();
    private final AtomicLong queuedBytes = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final Map<LogStream, LogFile> open = new HashMap<>();
    private long droppedBefore;
    private Instant nextSweep = Instant.MIN;

    /// `interval`: the time a file covers. `queuedBytes`: what waits for the disk at most.
    /// `retention`: the age at which files are deleted.
    public record Limits(Duration interval, long queuedBytes, Duration retention, Duration sweep) {
        public static final Limits DEFAULT =
                new Limits(
                        Duration.ofMinutes(5),
                        32 * 1024 * 1024,
                        Duration.ofDays(30),
                        Duration.ofHours(1));
    }

    /// What its thread does next.
    private sealed interface Task {
        @SuppressWarnings("ArrayRecordComponent") // Handed over, never compared.
        record Write(LogStream stream, byte[] lines, int count) implements Task {}

        record Announce(LogStream stream) implements Task {}

        /// Nothing came for a second.
        record Look() implements Task {}

        record End() implements Task {}
    }

    /// Files go below `buckets`, into a directory for each bucket.
    public LogWriter(Path buckets, Clock clock, RandomGenerator random, Limits limits) {
        this.buckets = buckets;
        this.clock = clock;
        this.random = random;
        this.limits = limits;
    }

    public LogWriter start(Background background) {
        background.run("log-writer", this::run);
        return this;
    }

    /// Takes over `count` whole lines. Drops them if too much waits already.
    public void offer(LogStream stream, byte[] lines, int count) {
        if (queuedBytes.addAndGet(lines.length) > limits.queuedBytes()) {
            queuedBytes.addAndGet(-lines.length);
            dropped.addAndGet(count);
        } else {
            queue.add(new Task.Write(stream, lines, count));
        }
    }

    /// Writes AWS's test file for a log that was switched on, unless there is one.
    public void announce(LogStream stream) {
        queue.add(new Task.Announce(stream));
    }

    /// Lines that were not written because the disk was too slow or full.
    public long dropped() {
        return dropped.get();
    }

    /// Writes all that was offered before, and ends.
    @Override
    public void close() {
        queue.add(new Task.End());
        ended.orTimeout(ENDING.toMillis(), TimeUnit.MILLISECONDS).join();
    }

    private void run() {
        try {
            boolean goesOn = true;
            while (goesOn) {
                goesOn = perform(next());
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            ended.complete(null);
        }
    }

    private Task next() throws InterruptedException {
        return Objects.requireNonNullElseGet(queue.poll(1, TimeUnit.SECONDS), Task.Look::new);
    }

    /// Files whose interval is over end first, so that their trouble is not that of the next lines.
    private boolean perform(Task task) {
        Instant now = clock.now();
        finish(now);
        return switch (task) {
            case Task.Write batch -> {
                write(batch, now);
                yield true;
            }
            case Task.Announce(LogStream stream) -> {
                announce(stream, now);
                yield true;
            }
            case Task.Look _ -> true;
            case Task.End _ -> {
                finish(Instant.MAX);
                yield false;
            }
        };
    }

    private void write(Task.Write batch, Instant now) {
        queuedBytes.addAndGet(-batch.lines().length);
        try {
            LogFile file = open.get(batch.stream());
            if (file == null) {
                Instant end = endOfInterval(now);
                file = LogFile.open(batch.stream().file(buckets, end, randomName()), end);
                open.put(batch.stream(), file);
            }
            file.write(batch.lines());
        } catch (IOException failed) {
            dropped.addAndGet(batch.count());
            LogFile broken = open.remove(batch.stream());
            if (broken != null) {
                broken.abandon();
            }
            LOG.log(Level.WARNING, "cannot write " + batch.stream(), failed);
        }
    }

    private void announce(LogStream stream, Instant now) {
        Path file = stream.testFile(buckets);
        try {
            if (!Files.exists(file)) {
                Files.createDirectories(Objects.requireNonNull(file.getParent()));
                Files.writeString(file, stream.testText(now));
            }
        } catch (IOException failed) {
            LOG.log(Level.WARNING, "cannot write " + file, failed);
        }
    }

    private Instant endOfInterval(Instant now) {
        long seconds = limits.interval().toSeconds();
        return Instant.ofEpochSecond((now.getEpochSecond() / seconds + 1) * seconds);
    }

    private String randomName() {
        var name = new StringBuilder();
        for (int letter = 0; letter < 8; letter++) {
            name.append(Character.forDigit(random.nextInt(36), 36));
        }
        return name.toString();
    }

    /// Ends the files whose interval is over at `now`.
    private void finish(Instant now) {
        open.values()
                .removeIf(file -> {
                    if (file.end().isAfter(now)) {
                        return false;
                    }
                    try {
                        file.finish();
                    } catch (IOException failed) {
                        LOG.log(Level.WARNING, "cannot finish a log file", failed);
                    }
                    return true;
                });
        tellDropped();
        if (!now.isBefore(nextSweep) && !now.equals(Instant.MAX)) {
            nextSweep = now.plus(limits.sweep());
            LogFile.deleteOlder(buckets, now.minus(limits.retention()));
        }
    }

    private void tellDropped() {
        long now = dropped.get();
        if (now > droppedBefore) {
            LOG.log(Level.WARNING, (now - droppedBefore) + " log lines were dropped");
            droppedBefore = now;
        }
    }
}
