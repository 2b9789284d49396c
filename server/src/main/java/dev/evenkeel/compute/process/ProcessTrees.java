package dev.evenkeel.compute.process;

import dev.evenkeel.sys.Clock;
import dev.evenkeel.sys.Pause;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Ends, freezes and thaws everything an instance runs. Each call returns when the kernel shows
/// that it is so.
final class ProcessTrees {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(10);
    private static final int LOOKS = 1_000;

    private final ProcFiles files;
    private final Signals signals;
    private final Clock clock;
    private final Pause pause;

    ProcessTrees(ProcFiles files, Signals signals, Clock clock, Pause pause) {
        this.files = files;
        this.signals = signals;
        this.clock = clock;
        this.pause = pause;
    }

    /// SIGTERM, then SIGKILL for what is left after `grace`. A frozen process cannot hear SIGTERM,
    /// so it gets none.
    void end(InstanceDirectory instance, Duration grace) throws IOException {
        List<ProcessEntry> running = members(instance);
        if (running.isEmpty()) {
            return;
        }
        if (running.stream().noneMatch(ProcessTrees::isStopped)) {
            signals.terminate(running);
            long until = clock.nanoTime() + grace.toNanos();
            while (clock.nanoTime() - until < 0 && hasWork(instance, running)) {
                pause.of(BETWEEN_LOOKS);
                running = files.again(running);
            }
        }
        killAll(instance);
    }

    /// SIGKILL to every process, until none is left.
    void killAll(InstanceDirectory instance) throws IOException {
        int look = 0;
        List<ProcessEntry> left = members(instance);
        while (!left.isEmpty()) {
            signals.kill(left);
            while (!left.isEmpty() && look < LOOKS) {
                pause.of(BETWEEN_LOOKS);
                look++;
                left = files.again(left);
            }
            if (look == LOOKS) {
                throw new IOException("processes of " + instance.id() + " cannot be killed");
            }
            left = members(instance);
        }
    }

    void freeze(InstanceDirectory instance) throws IOException {
        for (int look = 0; look < LOOKS; look++) {
            List<ProcessEntry> moving =
                    members(instance).stream().filter(process -> !isStopped(process)).toList();
            if (moving.isEmpty()) {
                return;
            }
            signals.freeze(moving);
        }
        throw new IOException("processes of " + instance.id() + " cannot be stopped");
    }

    void thaw(InstanceDirectory instance) throws IOException {
        signals.thaw(members(instance).stream().filter(ProcessTrees::isStopped).toList());
    }

    private List<ProcessEntry> members(InstanceDirectory instance) throws IOException {
        return files.read().of(instance.id());
    }

    private static boolean isStopped(ProcessEntry process) {
        return process.state() == ProcessEntry.State.STOPPED;
    }

    /// Whether anything runs besides the container, its init and the sleep that init waits on.
    private static boolean hasWork(InstanceDirectory instance, List<ProcessEntry> members) {
        Optional<MainProcess> main = instance.main();
        int container = main.map(MainProcess::pid).orElse(0);
        int init =
                main.filter(MainProcess::inNamespace)
                        .flatMap(_ ->
                                members.stream()
                                        .filter(process -> process.parent() == container)
                                        .findFirst())
                        .map(ProcessEntry::pid)
                        .orElse(container);
        return members.stream()
                .anyMatch(process ->
                        process.pid() != container
                                && process.pid() != init
                                && !(process.parent() == init && process.name().equals("sleep")));
    }
}
