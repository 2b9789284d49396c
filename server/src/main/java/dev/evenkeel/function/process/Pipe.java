package dev.evenkeel.function.process;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// What a process writes, read on a thread of its own so that the process never waits for us. Kept
/// are the last `limit` bytes; any thread may look.
final class Pipe implements Runnable {
    private final InputStream from;
    private final int limit;
    private final CountDownLatch closed = new CountDownLatch(1);
    private byte[] kept = new byte[0];
    private long total;

    Pipe(InputStream from, int limit) {
        this.from = from;
        this.limit = limit;
    }

    @Override
    public void run() {
        byte[] buffer = new byte[8192];
        try (from) {
            for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
                keep(buffer, read);
            }
        } catch (IOException _) {
            // Who ended it says why.
        } finally {
            closed.countDown();
        }
    }

    private synchronized void keep(byte[] buffer, int read) {
        total += read;
        int old = Math.min(kept.length, Math.max(0, limit - read));
        int begin = Math.max(0, read - limit);
        byte[] next = Arrays.copyOfRange(kept, kept.length - old, kept.length + read - begin);
        System.arraycopy(buffer, begin, next, old, read - begin);
        kept = next;
    }

    /// Whether everybody who could write has closed it.
    boolean isClosedWithin(Duration time) {
        try {
            return closed.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    void awaitClosed() {
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    synchronized boolean isOverfull() {
        return total > limit;
    }

    synchronized String text() {
        return new String(kept, StandardCharsets.UTF_8);
    }
}
