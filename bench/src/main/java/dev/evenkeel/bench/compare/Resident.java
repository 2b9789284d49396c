package dev.evenkeel.bench.compare;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The resident memory of a process and its descendants, in bytes.
final class Resident {
    private static final long KILO = 1024;

    private Resident() {}

    static long of(ProcessHandle root) {
        List<ProcessHandle> all = Stream.concat(Stream.of(root), root.descendants()).toList();
        return all.stream().mapToLong(Resident::ofOne).sum();
    }

    private static long ofOne(ProcessHandle process) {
        try (Stream<String> lines = Files.lines(Path.of("/proc/" + process.pid() + "/status"))) {
            return KILO
                    * lines.filter(line -> line.startsWith("VmRSS:"))
                            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                            .sum();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
