package dev.evenkeel.sys;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// How many files and sockets this process may have open.
public final class OpenFiles {
    private static final Path LIMITS = Path.of("/proc/self/limits");
    private static final String LINE = "Max open files";

    /// What is assumed where the kernel does not tell: the usual limit of old.
    private static final int UNKNOWN = 1024;

    private OpenFiles() {}

    /// The limit that holds now; the virtual machine raised it to the most it may.
    public static int most() {
        try {
            return most(Files.readAllLines(LIMITS));
        } catch (IOException elsewhere) {
            return UNKNOWN;
        }
    }

    /// Of the lines of `/proc/self/limits`.
    static int most(List<String> limits) {
        for (String line : limits) {
            if (line.startsWith(LINE)) {
                String soft = line.substring(LINE.length()).strip().split("\\s+")[0];
                return soft.matches("\\d{1,9}") ? Integer.parseInt(soft) : Integer.MAX_VALUE;
            }
        }
        return UNKNOWN;
    }
}
