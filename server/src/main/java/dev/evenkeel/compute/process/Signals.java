package dev.evenkeel.compute.process;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// Sends signals. A process that is gone meanwhile is no failure.
final class Signals {
    private final Forking forking;

    Signals(Forking forking) {
        this.forking = forking;
    }

    void terminate(Collection<ProcessEntry> processes) {
        processes.forEach(
                process -> ProcessHandle.of(process.pid()).ifPresent(ProcessHandle::destroy));
    }

    void kill(Collection<ProcessEntry> processes) {
        processes.forEach(process ->
                ProcessHandle.of(process.pid()).ifPresent(ProcessHandle::destroyForcibly));
    }

    void freeze(Collection<ProcessEntry> processes) throws IOException {
        send("-STOP", processes);
    }

    void thaw(Collection<ProcessEntry> processes) throws IOException {
        send("-CONT", processes);
    }

    /// The JDK knows only SIGTERM and SIGKILL; the shell's own `kill` knows them all.
    private void send(String signal, Collection<ProcessEntry> processes) throws IOException {
        if (processes.isEmpty()) {
            return;
        }
        var command = new ArrayList<>(List.of("/bin/sh", "-c", "kill \"$@\"", "kill", signal));
        processes.forEach(process -> command.add(Integer.toString(process.pid())));
        Process kill =
                forking.start(
                        new ProcessBuilder(command)
                                .redirectErrorStream(true)
                                .redirectOutput(ProcessBuilder.Redirect.DISCARD));
        try {
            kill.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
