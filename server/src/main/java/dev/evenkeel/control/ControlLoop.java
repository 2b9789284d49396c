package dev.evenkeel.control;

import dev.evenkeel.sys.Background;
import dev.evenkeel.sys.Clock;
import dev.evenkeel.sys.Timers;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// One thread that runs everything that changes the world, one task after the other.
///
/// Tasks come from any thread: at once through [#execute], bounded in number, or later through
/// [#after]. A task that throws is logged and forgotten; the loop goes on.
public final class ControlLoop implements Executor, Timers, AutoCloseable {
    private static final Logger LOG = System.getLogger(ControlLoop.class.getName());

    private final Clock clock;
    private final int limit;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Queue<Runnable> ready = new ArrayDeque<>();
    private final PriorityQueue<Alert> alerts = new PriorityQueue<>();
    private long order;
    private boolean closing;
    private boolean ended;

    private ControlLoop(Clock clock, int limit) {
        this.clock = clock;
        this.limit = limit;
    }

    /// Starts a loop on a thread of `threads` that holds at most `limit` tasks not yet begun.
    public static ControlLoop start(Clock clock, Background threads, int limit) {
        var loop = new ControlLoop(clock, limit);
        threads.run("control", loop::run);
        return loop;
    }

    /// @throws RejectedExecutionException when too many tasks wait, or the loop is closed
    @Override
    public void execute(Runnable task) {
        lock.lock();
        try {
            if (closing) {
                throw new RejectedExecutionException("the control loop is closed");
            }
            if (ready.size() >= limit) {
                throw new RejectedExecutionException("too many tasks wait for the control loop");
            }
            ready.add(task);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Runs `task` on the loop's thread. May be called from any thread.
    @Override
    public Timer after(Duration delay, Runnable task) {
        lock.lock();
        try {
            var alert = new Alert(clock.nanoTime() + delay.toNanos(), order++, task);
            alerts.add(alert);
            changed.signalAll();
            return () -> forget(alert);
        } finally {
            lock.unlock();
        }
    }

    private void forget(Alert alert) {
        lock.lock();
        try {
            alerts.remove(alert);
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        try {
            for (var task = next(); task.isPresent(); task = next()) {
                perform(task.get());
            }
        } finally {
            sayEnded();
        }
    }

    private void sayEnded() {
        lock.lock();
        try {
            ended = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private static void perform(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            LOG.log(Level.ERROR, "a task of the control loop failed", e);
        }
    }

    /// Waits for the next task: what is overdue first, then what came in; empty once the loop is
    /// closed and nothing waits.
    private Optional<Runnable> next() {
        lock.lock();
        try {
            while (true) {
                long wait = nanosToNextAlert();
                if (wait <= 0 && !closing) {
                    return Optional.of(alerts.remove().task());
                }
                Optional<Runnable> task = Optional.ofNullable(ready.poll());
                if (task.isPresent() || closing) {
                    return task;
                }
                long _ = changed.awaitNanos(wait);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    private long nanosToNextAlert() {
        Alert first = alerts.peek();
        return first == null ? Long.MAX_VALUE : first.atNanos() - clock.nanoTime();
    }

    /// Takes no new task, finishes those that wait, forgets the timers, and ends the thread.
    @Override
    public void close() {
        lock.lock();
        try {
            closing = true;
            changed.signalAll();
            long left = TimeUnit.SECONDS.toNanos(10);
            while (!ended && left > 0) {
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    private record Alert(long atNanos, long order, Runnable task) implements Comparable<Alert> {
        @Override
        public int compareTo(Alert other) {
            int byTime = Long.compare(atNanos - other.atNanos, 0);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }
}
