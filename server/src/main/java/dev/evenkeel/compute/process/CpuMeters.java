package dev.evenkeel.compute.process;

import dev.evenkeel.model.InstanceId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Processor time per instance, which only grows.
///
/// The sum over a process tree falls when a process ends that nobody inside collects; such a fall
/// counts as no use since the last look, instead of hiding what follows. Used by one listing at a
/// time.
final class CpuMeters {
    /// USER_HZ, the unit of `/proc`, is 100 on every Linux that runs Java.
    private static final long NANOS_PER_TICK = 10_000_000L;

    private record Meter(long ticksThen, long total) {}

    private final Map<InstanceId, Meter> meters = new HashMap<>();

    /// Nanoseconds used since the first look.
    synchronized long read(InstanceId id, List<ProcessEntry> processes) {
        long ticks = processes.stream().mapToLong(ProcessEntry::cpuTicks).sum();
        Meter before = meters.getOrDefault(id, new Meter(0, 0));
        var now = new Meter(ticks, before.total() + Math.max(0, ticks - before.ticksThen()));
        meters.put(id, now);
        return now.total() * NANOS_PER_TICK;
    }

    /// Forgets what is no longer listed.
    synchronized void keepOnly(Set<InstanceId> listed) {
        meters.keySet().retainAll(listed);
    }
}
