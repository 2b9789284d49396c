package dev.evenkeel.decide.forecast;

import java.util.Arrays;

/// Averages that a single wild value does not move. NaN is a value that is missing.
final class Robust {
    /// What the median deviation of normal noise falls short of its standard deviation.
    private static final double NORMAL = 1.4826;

    private Robust() {}

    /// The values that are there, in ascending order.
    static double[] present(double[] values) {
        return Arrays.stream(values).filter(v -> !Double.isNaN(v)).sorted().toArray();
    }

    /// NaN of none.
    static double median(double[] values) {
        double[] sorted = present(values);
        int middle = sorted.length / 2;
        if (sorted.length == 0) {
            return Double.NaN;
        }
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /// The mean without the lowest and the highest sixth; the median of few.
    static double center(double[] values) {
        double[] sorted = present(values);
        int cut = sorted.length / 6;
        if (cut == 0) {
            return median(sorted);
        }
        return Arrays.stream(sorted, cut, sorted.length - cut).average().orElse(Double.NaN);
    }

    /// How far off the median of `values` may be.
    static double doubt(double[] values) {
        double median = median(values);
        double[] distances = Arrays.stream(values).map(v -> Math.abs(v - median)).toArray();
        return NORMAL * median(distances) / Math.sqrt(Math.max(1, present(values).length));
    }

    /// An effect that was found with some doubt: nearly all of it where the doubt is small, nothing
    /// where the doubt is larger than the effect.
    static double believed(double effect, double doubt) {
        double square = effect * effect;
        return square > doubt * doubt ? effect * (1 - doubt * doubt / square) : 0;
    }
}
