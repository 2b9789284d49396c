package dev.evenkeel.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.sys.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/// Runs something for each of many seeds, on all cores, and says every few seconds how far it is.
///
/// `-Dseeds=N` of them from `-Dfirst=N` on, or the one of `-Dseed=N`; `-Dthreads=N`. Nothing is
/// begun after a seed has failed, and nothing is kept of those that did not. As long as seeds end,
/// a test of them may last.
final class Seeds {
    private static final long COUNT = Long.getLong("seeds", 1000);
    private static final long FIRST = Long.getLong("first", 0);
    private static final @Nullable Long ONE = Long.getLong("seed");
    private static final int THREADS =
            Integer.getInteger("threads", Runtime.getRuntime().availableProcessors());
    private static final Duration REPORTS = Duration.ofSeconds(5);
    private static final long STILL = 20; // reports without progress

    /// What failed, and for which seed.
    private record Failure(long seed, Throwable why) {}

    private final String what;
    private final LongConsumer run;
    private final long end;
    private final AtomicLong next;
    private final AtomicLong done = new AtomicLong();
    private final AtomicReference<@Nullable Failure> failure = new AtomicReference<>();
    private final Set<Long> underWay = new ConcurrentSkipListSet<>();
    private final CountDownLatch idle = new CountDownLatch(THREADS);

    private Seeds(String what, long first, long count, LongConsumer run) {
        this.what = what;
        this.run = run;
        next = new AtomicLong(first);
        end = first + count;
    }

    /// Runs `run` for one seed in `every`, but at least for one.
    static void run(String what, int every, LongConsumer run) {
        Seeds seeds =
                ONE == null
                        ? new Seeds(what, FIRST, Math.max(1, COUNT / every), run)
                        : new Seeds(what, ONE, 1, run);
        seeds.run();
    }

    private void run() {
        long all = end - next.get();
        for (int i = 0; i < THREADS; i++) {
            Thread.ofPlatform().daemon().name("seeds-" + i).start(this::work);
        }
        long start = Clock.system().nanoTime();
        long still = 0;
        for (long before = -1; !awaitIdle(); before = done.get()) {
            say(all, Clock.system().nanoTime() - start);
            still = done.get() == before ? still + 1 : 0;
            assertThat(still).as("%s: no end of one of seeds %s", what, underWay).isLessThan(STILL);
        }
        Failure failed = failure.get();
        if (failed != null) {
            throw new AssertionError(
                    "%s: seed %d failed after %d seeds; -Dseed=%d repeats it"
                            .formatted(what, failed.seed(), done.get(), failed.seed()),
                    failed.why());
        }
        if (all >= 10_000) {
            say(all, Clock.system().nanoTime() - start);
        }
    }

    private boolean awaitIdle() {
        try {
            return idle.await(REPORTS.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted");
        }
    }

    private void work() {
        try {
            for (long seed = next.getAndIncrement();
                    seed < end && failure.get() == null;
                    seed = next.getAndIncrement()) {
                runOne(seed);
            }
        } finally {
            idle.countDown();
        }
    }

    private void runOne(long seed) {
        underWay.add(seed);
        try {
            run.accept(seed);
            done.incrementAndGet();
        } catch (RuntimeException | Error why) {
            failure.compareAndSet(null, new Failure(seed, why));
        }
        underWay.remove(seed);
    }

    private void say(long all, long nanos) {
        double seconds = nanos / 1e9;
        long soFar = done.get();
        long memory = Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
        System.out.printf(
                Locale.ROOT,
                "%s: %,d of %,d seeds in %,.0f s, %,.0f a second, %s, %,d MiB%n",
                what,
                soFar,
                all,
                seconds,
                soFar / Math.max(seconds, 0.001),
                failure.get() == null ? "no failure" : "1 failure",
                memory >> 20);
    }
}
