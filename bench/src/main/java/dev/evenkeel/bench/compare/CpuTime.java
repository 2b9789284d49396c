package dev.evenkeel.bench.compare;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The processor time that a process and its descendants used, in microseconds, as the kernel
/// accounts it.
///
/// The kernel counts in hundredths of a second (USER_HZ); over the seconds of a round that is exact
/// to a few thousandths.
record CpuTime(double user, double system) {
    private static final double MICROS_PER_TICK = 10_000;
    private static final int UTIME = 11;
    private static final int STIME = 12;

    static CpuTime of(ProcessHandle root) {
        CpuTime sum = new CpuTime(0, 0);
        List<ProcessHandle> all = Stream.concat(Stream.of(root), root.descendants()).toList();
        for (ProcessHandle process : all) {
            sum = sum.plus(ofOne(process.pid()));
        }
        return sum;
    }

    private static CpuTime ofOne(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return new CpuTime(
                    Long.parseLong(fields[UTIME]) * MICROS_PER_TICK,
                    Long.parseLong(fields[STIME]) * MICROS_PER_TICK);
        } catch (NoSuchFileException ended) {
            return new CpuTime(0, 0);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private CpuTime plus(CpuTime other) {
        return new CpuTime(user + other.user, system + other.system);
    }

    CpuTime since(CpuTime earlier) {
        return new CpuTime(user - earlier.user, system - earlier.system);
    }

    double total() {
        return user + system;
    }
}
