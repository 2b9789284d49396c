package dev.evenkeel.sim;

import dev.evenkeel.sys.Clock;
import dev.evenkeel.sys.Timers;
import java.time.Duration;
import java.time.Instant;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

/// Time that passes from one event to the next, and the dice of one seed. The same seed replays the
/// same events.
public final class SimulatedTime implements Clock, Timers {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private final SplittableRandom random;
    private Instant now = START;
    private Duration setBack = Duration.ZERO;
    private long order;
    private long fingerprint = 17;
    private Runnable afterEach = () -> {};

    public SimulatedTime(long seed) {
        random = new SplittableRandom(seed);
    }

    private record Event(Instant at, long order, Runnable task) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            int byTime = at.compareTo(other.at);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }

    @Override
    public Instant now() {
        return now.minus(setBack);
    }

    /// From now on the time of day is earlier; what was to happen happens as soon as before.
    public void setBack(Duration step) {
        setBack = setBack.plus(step);
    }

    @Override
    public long nanoTime() {
        return Duration.between(START, now).toNanos();
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
        var event = new Event(now.plus(delay), order++, task);
        events.add(event);
        return () -> events.remove(event);
    }

    public RandomGenerator random() {
        return random;
    }

    boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    Duration upTo(Duration limit) {
        return Duration.ofMillis(random.nextLong(limit.toMillis() + 1));
    }

    /// What must hold after every event.
    void check(Runnable invariant) {
        afterEach = invariant;
    }

    public void runFor(Duration time) {
        boolean _ = runUntil(() -> false, time);
    }

    /// Runs events until `goal` holds; false if it does not within `limit`.
    public boolean runUntil(BooleanSupplier goal, Duration limit) {
        Instant end = now.plus(limit);
        while (!goal.getAsBoolean()) {
            Event next = events.peek();
            if (next == null || next.at().isAfter(end)) {
                now = end;
                return false;
            }
            events.poll();
            now = next.at();
            next.task().run();
            fingerprint = fingerprint * 31 + now.toEpochMilli();
            afterEach.run();
        }
        return true;
    }

    /// A number that two runs share only if they went through the same events.
    long fingerprint() {
        return fingerprint;
    }
}
