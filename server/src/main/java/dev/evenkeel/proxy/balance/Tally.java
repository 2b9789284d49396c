package dev.evenkeel.proxy.balance;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// Counts, one stripe of plain longs for each event loop, so that counting costs an addition and no
/// atomic operation.
///
/// A stripe is written by its own loop only; any thread may read, and sees a value that is at most
/// moments old.
public final class Tally {
    /// How many event loops may count.
    public static final int STRIPES = Math.min(64, Runtime.getRuntime().availableProcessors());

    private static final VarHandle CELL = MethodHandles.arrayElementVarHandle(long[].class);
    private static final int CACHE_LINE = 8;
    private static final int WIDTH = roundUp(Counter.values().length);

    private final long[] cells = new long[STRIPES * WIDTH];

    @SuppressWarnings("EnumOrdinal") // An array index on the hot path; ordinals are never stored.
    private static int indexOf(Counter counter) {
        return counter.ordinal();
    }

    private static int roundUp(int count) {
        return (count + CACHE_LINE - 1) / CACHE_LINE * CACHE_LINE;
    }

    /// Adds to a counter, on event loop number `loop`.
    public void add(int loop, Counter counter, long amount) {
        int at = loop * WIDTH + indexOf(counter);
        CELL.setOpaque(cells, at, cells[at] + amount);
    }

    /// Adds one.
    public void count(int loop, Counter counter) {
        add(loop, counter, 1);
    }

    /// The sum over all loops.
    public long sum(Counter counter) {
        long sum = 0;
        for (int at = indexOf(counter); at < cells.length; at += WIDTH) {
            sum += (long) CELL.getOpaque(cells, at);
        }
        return sum;
    }

    /// All counters at this moment.
    public Counts snapshot() {
        var counters = Counter.values();
        long[] sums = new long[counters.length];
        for (Counter counter : counters) {
            sums[indexOf(counter)] = sum(counter);
        }
        return new Counts(sums);
    }

    /// Counters read at one moment. They only grow, except the two that say how many there are now.
    public static final class Counts {
        private final long[] sums;

        private Counts(long[] sums) {
            this.sums = sums;
        }

        public long get(Counter counter) {
            return sums[indexOf(counter)];
        }
    }
}
