package dev.evenkeel.cli;

import java.nio.file.Path;

/// Why a command cannot do its work, in one sentence that ends with the cure. Shown to the user as
/// it is.
public final class CannotStart extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int LOWEST_FREE_PORT = 1024;

    public CannotStart(String sentence) {
        super(sentence);
    }

    public CannotStart(String sentence, Throwable cause) {
        super(sentence, cause);
    }

    /// A socket that could not be bound: the port is taken, or it is one that only root may open.
    public static CannotStart cannotListen(Endpoint where, Setting setting, Throwable cause) {
        if (where.port() != 0 && where.port() < LOWEST_FREE_PORT && isForbidden(cause)) {
            return new CannotStart(
                    "this user may not listen on "
                            + where
                            + "; choose a port from 1024 up with "
                            + setting.flag()
                            + ", or allow it with: sysctl net.ipv4.ip_unprivileged_port_start="
                            + where.port(),
                    cause);
        }
        return new CannotStart(
                "cannot listen on "
                        + where
                        + " ("
                        + cause.getMessage()
                        + "); see who has it with: ss -ltnup 'sport = :"
                        + where.port()
                        + "', or choose another with "
                        + setting.flag()
                        + " HOST:PORT",
                cause);
    }

    static CannotStart notWritable(Path directory, Throwable cause) {
        return new CannotStart(
                "cannot write to the data directory "
                        + directory
                        + "; give it to this user, or choose another with --data DIR",
                cause);
    }

    private static boolean isForbidden(Throwable cause) {
        return String.valueOf(cause.getMessage()).contains("ermission denied");
    }
}
