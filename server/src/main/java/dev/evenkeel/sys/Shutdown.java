package dev.evenkeel.sys;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// The moment this process is told to end (SIGTERM, SIGINT), and the time it takes to do so in
/// order.
public final class Shutdown {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch finished = new CountDownLatch(1);

    private Shutdown() {}

    /// From now on a signal does not end the process before [#finished] was called, or a minute has
    /// passed.
    public static Shutdown install() {
        var shutdown = new Shutdown();
        Runtime.getRuntime().addShutdownHook(new Thread(shutdown::hold, "shutdown"));
        return shutdown;
    }

    private void hold() {
        asked.countDown();
        try {
            var _ = finished.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /// Returns when the process was told to end.
    public void await() {
        try {
            asked.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    public boolean isAsked() {
        return asked.getCount() == 0;
    }

    /// Everything is in order: the process may end.
    public void finished() {
        finished.countDown();
    }
}
