package dev.evenkeel.bench.compare;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A process of ours on one core. Closing ends it.
final class Program implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 10;

    private final Process process;
    private final Path log;

    private Program(Process process, Path log) {
        this.process = process;
        this.log = log;
        // An interrupted comparison leaves nothing behind.
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
    }

    /// Starts `command` on `core`; what it prints goes to `log`.
    static Program start(int core, Path log, List<String> command) {
        try {
            var process =
                    new ProcessBuilder(pinned(core, command))
                            .redirectErrorStream(true)
                            .redirectOutput(log.toFile())
                            .redirectInput(new File("/dev/null"))
                            .start();
            return new Program(process, log);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /// Runs `command` on `core` to its end; what it printed.
    static String run(int core, List<String> command) {
        try {
            var process =
                    new ProcessBuilder(pinned(core, command))
                            .redirectErrorStream(true)
                            .redirectInput(new File("/dev/null"))
                            .start();
            String said =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(String.join(" ", command) + ": " + said);
            }
            return said;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private static List<String> pinned(int core, List<String> command) {
        var all = new ArrayList<>(List.of("taskset", "-c", Integer.toString(core)));
        all.addAll(command);
        return all;
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    String log() {
        try {
            return Files.readString(log);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /// Fails with what it printed if it ended.
    void mustRun() {
        if (!process.isAlive()) {
            throw new IllegalStateException("ended with " + process.exitValue() + ": " + log());
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
