package dev.evenkeel.demo;

import dev.evenkeel.demo.Connection.Reply;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One client of a load balancer, as a browser is one: it resolves the name, keeps its connection,
/// and when an address does not answer its connection attempt, tries the next one. A request that
/// was sent and got no good reply has failed.
final class Client implements AutoCloseable {
    private static final int READ_MILLIS = 10_000;

    private final Resolver resolver;
    private final String name;
    private final int port;
    private int turn;
    private int requestsOnConnection;
    private @Nullable Connection connection;

    Client(Resolver resolver, String name, int port, int turn) {
        this.resolver = resolver;
        this.name = name;
        this.port = port;
        this.turn = turn;
    }

    /// The reply, or an exception if the request failed. Every `renew` requests it resolves and
    /// connects anew.
    Reply get(String path, int renew) throws IOException {
        if (requestsOnConnection++ >= renew) {
            close();
        }
        Connection open = connection;
        if (open == null || !open.isOpen()) {
            open = connect();
            connection = open;
            requestsOnConnection = 0;
        }
        try {
            return open.get(name, path);
        } catch (IOException failed) {
            close();
            throw failed;
        }
    }

    private Connection connect() throws IOException {
        List<String> addresses = resolver.addresses(name);
        var failed = new IOException("no address of " + name + " answers: " + addresses);
        for (int i = 0; i < addresses.size(); i++) {
            String address = addresses.get(Math.floorMod(turn++, addresses.size()));
            try {
                return new Connection(address, port, READ_MILLIS);
            } catch (IOException unreachable) {
                failed.addSuppressed(unreachable);
            }
        }
        throw failed;
    }

    @Override
    public void close() throws IOException {
        Connection open = connection;
        connection = null;
        if (open != null) {
            open.close();
        }
    }

    /// For how long a request may take before it counts as failed.
    static Duration patience() {
        return Duration.ofMillis(READ_MILLIS);
    }
}
