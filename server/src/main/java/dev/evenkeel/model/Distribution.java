package dev.evenkeel.model;

import java.util.Arrays;

/// How often each value was measured: exact for the first hundred or so, then in buckets of a
/// hundredth's width, so that any two can be joined and none grows without end.
///
/// `values` ascend; `counts` says how many there are of each.
public final class Distribution {
    /// Of which nothing is known but what a statistic set says.
    public static final Distribution UNKNOWN = new Distribution(new double[0], new double[0]);

    private static final int MOST_EXACT = 128;
    private static final int MOST = 512;
    private static final double WIDTH = 1.02;
    private static final double LOG_WIDTH = Math.log(WIDTH);

    private final double[] values;
    private final double[] counts;

    private Distribution(double[] values, double[] counts) {
        this.values = values;
        this.counts = counts;
    }

    /// One value, `count` times.
    public static Distribution of(double value, double count) {
        return new Distribution(new double[] {value}, new double[] {count});
    }

    /// Values in ascending order, each with its count.
    public static Distribution of(double[] values, double[] counts) {
        return bounded(values.clone(), counts.clone());
    }

    public int size() {
        return values.length;
    }

    public double value(int index) {
        return values[index];
    }

    public double count(int index) {
        return counts[index];
    }

    public boolean isUnknown() {
        return values.length == 0;
    }

    /// Both together; unknown if one of them is.
    public Distribution plus(Distribution other) {
        if (isUnknown() || other.isUnknown()) {
            return UNKNOWN;
        }
        int size = values.length + other.values.length;
        var merged = new double[size];
        var merges = new double[size];
        int at = -1;
        for (int i = 0, j = 0; i < values.length || j < other.values.length; ) {
            boolean isMine =
                    j == other.values.length || i < values.length && values[i] <= other.values[j];
            double value = isMine ? values[i] : other.values[j];
            double count = isMine ? counts[i++] : other.counts[j++];
            if (at < 0 || merged[at] != value) {
                merged[++at] = value;
            }
            merges[at] += count;
        }
        return bounded(Arrays.copyOf(merged, at + 1), Arrays.copyOf(merges, at + 1));
    }

    private static Distribution bounded(double[] values, double[] counts) {
        if (values.length <= MOST_EXACT) {
            return new Distribution(values, counts);
        }
        var all = new double[values.length];
        var sums = new double[values.length];
        int at = -1;
        for (int i = 0; i < values.length; i++) {
            double middle = middle(values[i]);
            if (at < 0 || all[at] != middle) {
                all[++at] = middle;
            }
            sums[at] += counts[i];
        }
        int size = at + 1;
        int from = Math.max(0, size - MOST);
        for (int i = 0; i < from; i++) {
            sums[from] += sums[i];
        }
        return new Distribution(
                Arrays.copyOfRange(all, from, size), Arrays.copyOfRange(sums, from, size));
    }

    /// The middle of the bucket a value falls into. The middle falls into its own bucket.
    private static double middle(double value) {
        if (value == 0) {
            return 0;
        }
        double bucket = Math.ceil(Math.log(Math.abs(value)) / LOG_WIDTH);
        return Math.copySign(2 * Math.pow(WIDTH, bucket) / (WIDTH + 1), value);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Distribution that
                && Arrays.equals(values, that.values)
                && Arrays.equals(counts, that.counts);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(values) + Arrays.hashCode(counts);
    }

    @Override
    public String toString() {
        return Arrays.toString(values) + " x " + Arrays.toString(counts);
    }
}
