package dev.evenkeel.sys;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.PriorityQueue;

/// Time that stands still until it is moved, and the timers that wait for it.
///
/// It begins on a whole second. What is due is handed to the thread of the `runner` in the order of
/// its instants, and in the order it was asked for where they are equal. Any thread may ask.
public final class ManualTime implements Clock, Timers {
    private final Timers runner;
    private final Keeper keeper;
    private final PriorityQueue<Appointment> appointments = new PriorityQueue<>();
    private volatile Instant now;
    private long order;

    /// Remembers what time it is, longer than this process lives. What it throws keeps the time
    /// from moving.
    public interface Keeper {
        /// Told before each step.
        void note(Instant instant);

        /// Told where it comes to a stand; may take longer.
        void save(Instant instant);
    }

    public ManualTime(Instant start, Timers runner, Keeper keeper) {
        this.now = start.truncatedTo(ChronoUnit.SECONDS);
        this.runner = runner;
        this.keeper = keeper;
        keeper.save(now);
    }

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public long nanoTime() {
        return Duration.between(Instant.EPOCH, now).toNanos();
    }

    /// A task without delay does not wait for the time to move.
    @Override
    public synchronized Timer after(Duration delay, Runnable task) {
        if (!delay.isPositive()) {
            return runner.after(Duration.ZERO, task);
        }
        var appointment = new Appointment(now.plus(delay), order++, task);
        appointments.add(appointment);
        return () -> forget(appointment);
    }

    private synchronized void forget(Appointment appointment) {
        appointment.cancelled = true;
        appointments.remove(appointment);
    }

    /// When the next timer is due; empty if none waits.
    public synchronized Optional<Instant> next() {
        return Optional.ofNullable(appointments.peek()).map(first -> first.at);
    }

    /// Makes `instant` the present and hands over every task that is due by then.
    ///
    /// @throws IllegalArgumentException when that is in the past
    public synchronized void moveTo(Instant instant) {
        if (instant.isBefore(now)) {
            throw new IllegalArgumentException(instant + " is before " + now);
        }
        keeper.note(instant);
        now = instant;
        while (!appointments.isEmpty() && !appointments.peek().at.isAfter(instant)) {
            Timer _ = runner.after(Duration.ZERO, appointments.remove());
        }
    }

    /// It stays here for now.
    public void stand() {
        keeper.save(now);
    }

    private static final class Appointment implements Runnable, Comparable<Appointment> {
        private final Instant at;
        private final long order;
        private final Runnable task;
        private volatile boolean cancelled;

        Appointment(Instant at, long order, Runnable task) {
            this.at = at;
            this.order = order;
            this.task = task;
        }

        @Override
        public void run() {
            if (!cancelled) {
                task.run();
            }
        }

        @Override
        public int compareTo(Appointment other) {
            int byTime = at.compareTo(other.at);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }
}
