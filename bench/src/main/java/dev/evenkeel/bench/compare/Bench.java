package dev.evenkeel.bench.compare;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/// What all contenders share: a directory for files, the cores, the targets' ports.
record Bench(Path directory, Path checkout) {
    /// The core that has nothing but the contender at work.
    static final int PROXY_CORE = 0;

    /// The core of targets and load.
    static final int LOAD_CORE = 1;

    /// Where the targets are, all of one group.
    static final List<Integer> TARGET_PORTS = List.of(18_001, 18_002, 18_003, 18_004);

    static final String LOOPBACK = "127.0.0.1";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /// Writes a file that a contender reads.
    Path write(String name, String content) {
        try {
            return Files.writeString(directory.resolve(name), content);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    Path log(String name) {
        return directory.resolve(name + ".log");
    }

    /// Waits until somebody listens there, as long as `program` runs.
    static void await(Program program, String host, int port) {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (!isOpen(host, port)) {
            program.mustRun();
            if (System.nanoTime() - until > 0) {
                throw new IllegalStateException(
                        "nobody listens at " + host + ":" + port + ": " + program.log());
            }
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    private static boolean isOpen(String host, int port) {
        try (var channel = SocketChannel.open(new InetSocketAddress(host, port))) {
            return channel.isConnected();
        } catch (IOException refused) {
            return false;
        }
    }
}
