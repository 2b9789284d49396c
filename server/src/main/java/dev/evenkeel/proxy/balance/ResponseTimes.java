package dev.evenkeel.proxy.balance;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// How long targets took to begin their answers: a histogram with buckets 1/8 of their size apart,
/// from a microsecond to an hour.
///
/// Striped as [Tally]; percentiles read from it are off by at most 6%.
public final class ResponseTimes {
    private static final int FRACTION_BITS = 3;
    private static final int BUCKETS = 32 << FRACTION_BITS;
    private static final int SUM = BUCKETS;
    private static final int WIDTH = BUCKETS + 8;
    private static final VarHandle CELL = MethodHandles.arrayElementVarHandle(long[].class);

    private final long[][] stripes = new long[Tally.STRIPES][];

    /// Records one answer, on event loop number `loop`.
    public void record(int loop, long nanos) {
        long[] cells = stripes[loop];
        if (cells == null) {
            cells = new long[WIDTH];
            stripes[loop] = cells;
        }
        long micros = Math.max(0, nanos / 1_000);
        int bucket = bucketOf(micros);
        CELL.setOpaque(cells, bucket, cells[bucket] + 1);
        CELL.setOpaque(cells, SUM, cells[SUM] + micros);
    }

    static int bucketOf(long micros) {
        long value = micros + (1 << FRACTION_BITS);
        int magnitude = 63 - Long.numberOfLeadingZeros(value) - FRACTION_BITS;
        int fraction = (int) (value >>> magnitude) & ((1 << FRACTION_BITS) - 1);
        return Math.min(BUCKETS - 1, (magnitude << FRACTION_BITS) + fraction);
    }

    /// The middle of a bucket, in microseconds.
    static double valueOf(int bucket) {
        int magnitude = bucket >>> FRACTION_BITS;
        long low = (long) ((1 << FRACTION_BITS) + (bucket & 7)) << magnitude;
        return low + (1L << magnitude) / 2.0 - (1 << FRACTION_BITS) - 0.5;
    }

    /// The histogram at this moment.
    public Histogram snapshot() {
        long[] sums = new long[BUCKETS];
        long micros = 0;
        for (long[] cells : stripes) {
            for (int bucket = 0; cells != null && bucket < BUCKETS; bucket++) {
                sums[bucket] += (long) CELL.getOpaque(cells, bucket);
            }
            micros += cells == null ? 0 : (long) CELL.getOpaque(cells, SUM);
        }
        return new Histogram(sums, micros);
    }

    /// Response times read at one moment, counted since the pool exists.
    public static final class Histogram {
        private final long[] counts;
        private final long micros;

        private Histogram(long[] counts, long micros) {
            this.counts = counts;
            this.micros = micros;
        }

        public long count() {
            long count = 0;
            for (long each : counts) {
                count += each;
            }
            return count;
        }

        public double sumSeconds() {
            return micros / 1e6;
        }

        /// What came after `earlier`.
        public Histogram since(Histogram earlier) {
            long[] rest = new long[counts.length];
            for (int bucket = 0; bucket < rest.length; bucket++) {
                rest[bucket] = counts[bucket] - earlier.counts[bucket];
            }
            return new Histogram(rest, micros - earlier.micros);
        }

        /// Calls `each` with every value in seconds that occurred, and how often.
        public void forEach(Occurrence each) {
            for (int bucket = 0; bucket < counts.length; bucket++) {
                if (counts[bucket] > 0) {
                    each.seen(valueOf(bucket) / 1e6, counts[bucket]);
                }
            }
        }
    }

    /// A value and how often it was seen.
    @FunctionalInterface
    public interface Occurrence {
        void seen(double seconds, long times);
    }
}
