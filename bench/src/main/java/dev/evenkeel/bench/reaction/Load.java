package dev.evenkeel.bench.reaction;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// A hundred requests a second until it is closed.
final class Load implements AutoCloseable {
    private static final int CLIENTS = 4;
    private static final int PAUSE_MILLIS = 40;

    private final ScheduledExecutorService clients = Executors.newScheduledThreadPool(CLIENTS);
    private final Set<String> answered = ConcurrentHashMap.newKeySet();

    @SuppressWarnings("FutureReturnValueIgnored") // They end with the executor.
    Load(WebGroup group) {
        for (int client = 0; client < CLIENTS; client++) {
            clients.scheduleAtFixedRate(
                    () -> group.ask().ifPresent(answered::add),
                    0,
                    PAUSE_MILLIS,
                    TimeUnit.MILLISECONDS);
        }
    }

    /// The instances that answered.
    Set<String> answered() {
        return answered;
    }

    @Override
    public void close() {
        clients.shutdownNow();
    }
}
