package dev.evenkeel.bench.compare;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// The least, the middle and the greatest of several measurements of the same thing.
public record Spread(double min, double median, double max) {
    public static Spread of(List<Double> values) {
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        if (sorted.length == 0) {
            throw new IllegalArgumentException("nothing was measured");
        }
        int middle = sorted.length / 2;
        double median =
                sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Spread(sorted[0], median, Arrays.stream(sorted).max().orElseThrow());
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.2f-%.2f-%.2f", min, median, max);
    }
}
