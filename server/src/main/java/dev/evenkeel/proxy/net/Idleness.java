package dev.evenkeel.proxy.net;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Finds connections on which nothing happened for their time-out. Everything here runs on one
/// event loop.
///
/// For each length of time-out a list in order of last use; the loop ticks, and looks at the heads
/// of the lists only. Using a connection costs a comparison, and twice a second a move to the end
/// of its list.
public final class Idleness {
    /// How often its owner must call [#tick].
    public static final Duration TICK = Duration.ofMillis(250);

    private static final long TICK_NANOS = TICK.toNanos();

    private final List<Queue> queues = new ArrayList<>();
    private long now;

    /// What a connection does about it. It may stop watching or go on: then it is told again after
    /// another time-out.
    @FunctionalInterface
    public interface Idle {
        void idle();
    }

    /// Watches something from now on.
    public Watch watch(Duration timeout, Idle idle) {
        var watch = new Watch(queue(timeout), idle);
        watch.queue.add(watch);
        return watch;
    }

    private Queue queue(Duration timeout) {
        long ticks = Math.max(1, timeout.toNanos() / TICK_NANOS);
        for (Queue queue : queues) {
            if (queue.ticks == ticks) {
                return queue;
            }
        }
        var queue = new Queue(ticks);
        queues.add(queue);
        return queue;
    }

    /// Another tick of time passed: tells those that were idle too long.
    public void tick() {
        now++;
        for (int index = 0; index < queues.size(); index++) {
            queues.get(index).expire();
        }
    }

    /// Watched connections with the same time-out, the longest unused first.
    private final class Queue {
        private final long ticks;
        private final Watch ends;

        Queue(long ticks) {
            this.ticks = ticks;
            this.ends = new Watch(this, () -> {});
            ends.previous = ends;
            ends.next = ends;
        }

        void add(Watch watch) {
            Watch last = ends.previous == null ? ends : ends.previous;
            watch.usedAt = now;
            watch.previous = last;
            watch.next = ends;
            last.next = watch;
            ends.previous = watch;
        }

        void expire() {
            Watch first = ends.next;
            while (first != null && first != ends && now - first.usedAt > ticks) {
                first.used();
                first.idle.idle();
                first = ends.next;
            }
        }
    }

    /// One watched connection.
    public final class Watch {
        private final Queue queue;
        private final Idle idle;
        private @Nullable Watch previous;
        private @Nullable Watch next;
        private long usedAt;

        private Watch(Queue queue, Idle idle) {
            this.queue = queue;
            this.idle = idle;
        }

        /// Something happened on it.
        public void used() {
            if (usedAt != now && next != null) {
                stop();
                queue.add(this);
            }
        }

        /// Watches it again after [#stop].
        public void start() {
            if (next == null) {
                queue.add(this);
            }
        }

        /// Watches it no longer.
        public void stop() {
            if (previous != null && next != null) {
                previous.next = next;
                next.previous = previous;
            }
            previous = null;
            next = null;
        }
    }
}
