package dev.evenkeel.cli;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/// How load balancers ask the kernel for bytes, as a user says it.
public enum SocketTransport {
    /// Epoll where there is one, else NIO.
    AUTO,
    EPOLL,
    IO_URING,
    NIO;

    static SocketTransport of(String said) {
        return Arrays.stream(values())
                .filter(kind -> kind.text().equals(said))
                .findFirst()
                .orElseThrow(() ->
                        new CannotStart(
                                Setting.TRANSPORT.flag()
                                        + ": want one of "
                                        + Arrays.stream(values())
                                                .map(SocketTransport::text)
                                                .collect(Collectors.joining(", "))
                                        + ", not "
                                        + said));
    }

    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
