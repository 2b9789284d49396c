package dev.evenkeel.compute.process;

import dev.evenkeel.model.InstanceId;
import dev.evenkeel.sys.Clock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads `/proc` for the processes of instances.
///
/// Threads that ask while it is being read share the next reading, so a hundred instances that end
/// at once do not read it a hundred times. An environment is read once per process: it does not
/// change, except when a process that was just made by us becomes the instance, so young processes
/// are read again.
final class ProcFiles {
    /// The variable of the tag; its value is the instance's directory.
    static final String TAG = "EVENKEEL_DIRECTORY";

    private static final Path PROC = Path.of("/proc");
    private static final int KERNEL_THREADS = 2;
    private static final long YOUNG_NANOS = Duration.ofSeconds(30).toNanos();

    private final String tagStart;
    private final Clock clock;
    private Map<Known, Verdict> known = new HashMap<>();
    private Optional<Reading> last = Optional.empty();

    ProcFiles(Path instances, Clock clock) {
        byte[] tag = (TAG + "=" + instances + "/").getBytes(StandardCharsets.UTF_8);
        this.tagStart = new String(tag, StandardCharsets.ISO_8859_1);
        this.clock = clock;
    }

    private record Known(int pid, long startedTicks) {}

    private record Verdict(Optional<InstanceId> tag, long sinceNanos) {}

    private record Reading(ProcessTable table, long begunNanos) {}

    /// The processes at some moment after this call.
    ProcessTable read() throws IOException {
        long asked = clock.nanoTime();
        synchronized (this) {
            if (last.isEmpty() || last.get().begunNanos() < asked) {
                long begun = clock.nanoTime();
                last = Optional.of(new Reading(readAll(begun), begun));
            }
            return last.get().table();
        }
    }

    /// Those of `processes` that are still there, as they are now. Much cheaper than reading all.
    List<ProcessEntry> again(List<ProcessEntry> processes) {
        var left = new ArrayList<ProcessEntry>();
        for (ProcessEntry before : processes) {
            text(PROC.resolve(Integer.toString(before.pid())).resolve("stat"))
                    .map(ProcessEntry::parse)
                    .filter(ProcFiles::counts)
                    .filter(now -> now.startedTicks() == before.startedTicks())
                    .ifPresent(now -> left.add(now.tagged(before.tag())));
        }
        return left;
    }

    private ProcessTable readAll(long now) throws IOException {
        var entries = new ArrayList<ProcessEntry>();
        var next = new HashMap<Known, Verdict>();
        try (DirectoryStream<Path> pids = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path pid : pids) {
                readOne(pid, now, next).ifPresent(entries::add);
            }
        }
        known = next;
        return new ProcessTable(List.copyOf(entries));
    }

    private Optional<ProcessEntry> readOne(Path pid, long now, Map<Known, Verdict> next) {
        Optional<ProcessEntry> entry =
                text(pid.resolve("stat")).map(ProcessEntry::parse).filter(ProcFiles::counts);
        return entry.map(found -> {
            var key = new Known(found.pid(), found.startedTicks());
            Verdict verdict = verdict(key, pid, now);
            next.put(key, verdict);
            return found.tagged(verdict.tag());
        });
    }

    private static boolean counts(ProcessEntry entry) {
        return entry.state() != ProcessEntry.State.ZOMBIE
                && entry.parent() != KERNEL_THREADS
                && entry.pid() != KERNEL_THREADS;
    }

    private Verdict verdict(Known key, Path pid, long now) {
        Verdict before = known.getOrDefault(key, new Verdict(Optional.empty(), now));
        boolean settled = before.tag().isPresent() || now - before.sinceNanos() > YOUNG_NANOS;
        return settled
                ? before
                : new Verdict(text(pid.resolve("environ")).flatMap(this::tag), before.sinceNanos());
    }

    private Optional<InstanceId> tag(String environment) {
        for (String variable : environment.split("\0")) {
            if (variable.startsWith(tagStart)) {
                return Optional.of(variable.substring(tagStart.length()))
                        .filter(InstanceId::isInstanceId)
                        .map(InstanceId::new);
            }
        }
        return Optional.empty();
    }

    /// Empty if the process is gone or belongs to somebody else.
    private static Optional<String> text(Path file) {
        try {
            String text = Files.readString(file, StandardCharsets.ISO_8859_1);
            return text.isEmpty() ? Optional.empty() : Optional.of(text);
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
