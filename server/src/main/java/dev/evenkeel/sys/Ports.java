package dev.evenkeel.sys;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

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
            return lowest(Files.readString(UNPRIVILEGED), Files.readString(STATUS));
        } catch (IOException unknown) {
            return USUAL;
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
