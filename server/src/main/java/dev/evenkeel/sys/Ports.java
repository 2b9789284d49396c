package dev.evenkeel.sys;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/// Which ports this process may open, as the kernel decides it.
public final class Ports {
    private static final int USUAL = 1024;
    private static final int CAP_NET_BIND_SERVICE = 10;
    private static final Path UNPRIVILEGED =
            Path.of("/proc/sys/net/ipv4/ip_unprivileged_port_start");
    private static final Path STATUS = Path.of("/proc/self/status");

    private Ports() {}

    /// The lowest port that may be opened: 1 with the right to open any.
    public static int lowest() {
        try {
            return lowest(setting(UNPRIVILEGED), Files.readString(STATUS));
        } catch (IOException unknown) {
            return USUAL;
        }
    }

    /// A kernel setting must be read by a single call: a second one finds the end, so that reading
    /// byte by byte, as [Files#readString] begins a file of size zero, would see one digit only.
    static String setting(Path path) throws IOException {
        try (BufferedReader reader = Files.newBufferedReader(path)) {
            return Objects.requireNonNullElse(reader.readLine(), "");
        }
    }

    static int lowest(String unprivilegedStart, String status) {
        for (String line : status.lines().toList()) {
            if (line.startsWith("CapEff:")) {
                long capabilities = Long.parseUnsignedLong(line.substring(7).strip(), 16);
                if ((capabilities >> CAP_NET_BIND_SERVICE & 1) == 1) {
                    return 1;
                }
            }
        }
        return Math.max(1, Integer.parseInt(unprivilegedStart.strip()));
    }
}
