package dev.evenkeel.model;

import java.time.Instant;

/// What was measured in one period that begins at `start`. `values` is what percentiles are found
/// from; a statistic set has none.
public record Datapoint(
        Instant start,
        double sampleCount,
        double sum,
        double minimum,
        double maximum,
        Distribution values) {
    /// What a statistic set says. Only where all its values are the same does it say which they
    /// are.
    public Datapoint(Instant start, double sampleCount, double sum, double least, double most) {
        this(start, sampleCount, sum, least, most, Distribution.UNKNOWN);
    }

    /// One value, measured once.
    public static Datapoint of(Instant at, double value) {
        return new Datapoint(at, 1, value, value, value);
    }

    public Datapoint startingAt(Instant other) {
        return new Datapoint(other, sampleCount, sum, minimum, maximum, values);
    }

    public double average() {
        return sum / sampleCount;
    }

    /// How often which value was measured, as far as that is known.
    public Distribution distribution() {
        return values.isUnknown() && minimum == maximum
                ? Distribution.of(minimum, sampleCount)
                : values;
    }

    /// Both together, under this one's start.
    public Datapoint plus(Datapoint other) {
        double least = Math.min(minimum, other.minimum);
        double most = Math.max(maximum, other.maximum);
        return new Datapoint(
                start,
                sampleCount + other.sampleCount,
                sum + other.sum,
                least,
                most,
                least == most ? Distribution.UNKNOWN : distribution().plus(other.distribution()));
    }
}
