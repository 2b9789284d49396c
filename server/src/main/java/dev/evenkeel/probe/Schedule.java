package dev.evenkeel.probe;

import dev.evenkeel.sys.Timers;
import io.netty.channel.EventLoop;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;

/// What is to be done when, in one sorted queue: thousands of checks need one timer of the event
/// loop, and what falls into the same hundredth of a second is done in one go.
///
/// Lives on one event loop.
final class Schedule implements Timers {
    private static final Logger LOG = System.getLogger(Schedule.class.getName());
    static final long TICK_NANOS = 10_000_000;

    private final EventLoop loop;
    private final PriorityQueue<Entry> queue = new PriorityQueue<>();
    private long wakesAt = Long.MAX_VALUE;

    /// Something to be done. One that is cancelled stays in the queue until its time.
    private static final class Entry implements Comparable<Entry>, Timer {
        private final long at;
        private final Runnable task;
        private boolean cancelled;

        private Entry(long at, Runnable task) {
            this.at = at;
            this.task = task;
        }

        @Override
        public void cancel() {
            cancelled = true;
        }

        @Override
        public int compareTo(Entry other) {
            return Long.compare(at, other.at);
        }
    }

    Schedule(EventLoop loop) {
        this.loop = loop;
    }

    /// The loop's own time in nanoseconds, which begins near zero.
    long now() {
        return loop.ticker().nanoTime() - loop.ticker().initialNanoTime();
    }

    /// Does `task` when `delay` has passed, and up to a tick later.
    @Override
    public Timer after(Duration delay, Runnable task) {
        var entry = new Entry(now() + delay.toNanos(), task);
        queue.add(entry);
        arm();
        return entry;
    }

    private void arm() {
        Entry first = queue.peek();
        if (first == null) {
            return;
        }
        long tick = Math.ceilDiv(first.at, TICK_NANOS) * TICK_NANOS;
        if (tick < wakesAt) {
            wakesAt = tick;
            loop.schedule(() -> wake(tick), tick - now(), TimeUnit.NANOSECONDS);
        }
    }

    /// A wake-up that an earlier one has overtaken finds little to do.
    private void wake(long tick) {
        long until = Math.max(now(), tick);
        Entry first = queue.peek();
        while (first != null && first.at <= until) {
            queue.remove();
            run(first);
            first = queue.peek();
        }
        if (wakesAt <= tick) {
            wakesAt = Long.MAX_VALUE;
        }
        arm();
    }

    /// A task that fails is told of; the others still have their turn.
    private static void run(Entry entry) {
        if (entry.cancelled) {
            return;
        }
        try {
            entry.task.run();
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "a health check could not be made", e);
        }
    }
}
