package dev.evenkeel.model;

import java.time.Instant;

/// What was measured in one period that begins at `start`: enough to answer every simple statistic.
public record Datapoint(
        Instant start, double sampleCount, double sum, double minimum, double maximum) {
    /// One value, measured once.
    public static Datapoint of(Instant at, double value) {
        return new Datapoint(at, 1, value, value, value);
    }

    public Datapoint startingAt(Instant other) {
        return new Datapoint(other, sampleCount, sum, minimum, maximum);
    }

    public double average() {
        return sum / sampleCount;
    }

    /// Both together, under this one's start.
    public Datapoint plus(Datapoint other) {
        return new Datapoint(
                start,
                sampleCount + other.sampleCount,
                sum + other.sum,
                Math.min(minimum, other.minimum),
                Math.max(maximum, other.maximum));
    }
}
