package dev.evenkeel.dns;

import java.net.InetSocketAddress;

/// The DNS server's address is taken or may not be used. The message names the cure.
public final class CannotListen extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CannotListen(InetSocketAddress address, Throwable cause) {
        super(
                "cannot answer DNS on %s:%d: %s; choose another address with --dns HOST:PORT"
                        .formatted(address.getHostString(), address.getPort(), cause.getMessage()),
                cause);
    }
}
