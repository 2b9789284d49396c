package dev.evenkeel.metric;

import dev.evenkeel.model.Datapoint;
import dev.evenkeel.model.Distribution;
import java.time.Instant;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.LongUnaryOperator;

/// Datapoints in the order of their seconds, in columns: a tenth of what objects would take. One
/// thread at a time.
final class Points {
    /// What [#joined] is told for a point that is to be forgotten.
    static final long FORGOTTEN = Long.MIN_VALUE;

    private static final int COLUMNS = 4;

    private long[] seconds = new long[8];
    private double[] numbers = new double[8 * COLUMNS];
    private Distribution[] values = new Distribution[8];
    private int size;

    boolean isEmpty() {
        return size == 0;
    }

    int size() {
        return size;
    }

    /// Adds a datapoint to what is known of its second.
    void add(long second, Datapoint point) {
        int at = find(second);
        if (at < size && seconds[at] == second) {
            set(at, second, get(at).plus(point));
            return;
        }
        makeRoom(at);
        set(at, second, point);
    }

    /// Where a second is, or would be.
    private int find(long second) {
        if (size == 0 || seconds[size - 1] < second) {
            return size;
        }
        int found = Arrays.binarySearch(seconds, 0, size, second);
        return found < 0 ? -found - 1 : found;
    }

    private void makeRoom(int at) {
        if (size == seconds.length) {
            int room = size + (size >> 1);
            seconds = Arrays.copyOf(seconds, room);
            numbers = Arrays.copyOf(numbers, room * COLUMNS);
            values = Arrays.copyOf(values, room);
        }
        int rest = size - at;
        System.arraycopy(seconds, at, seconds, at + 1, rest);
        System.arraycopy(numbers, at * COLUMNS, numbers, (at + 1) * COLUMNS, rest * COLUMNS);
        System.arraycopy(values, at, values, at + 1, rest);
        size++;
    }

    private void set(int at, long second, Datapoint point) {
        seconds[at] = second;
        int column = at * COLUMNS;
        numbers[column] = point.sampleCount();
        numbers[column + 1] = point.sum();
        numbers[column + 2] = point.minimum();
        numbers[column + 3] = point.maximum();
        values[at] = point.values();
    }

    private Datapoint get(int at) {
        int column = at * COLUMNS;
        return new Datapoint(
                Instant.ofEpochSecond(seconds[at]),
                numbers[column],
                numbers[column + 1],
                numbers[column + 2],
                numbers[column + 3],
                values[at]);
    }

    /// Shows every datapoint from `from` up to, not including, `to`.
    void forEach(long from, long to, Consumer<Datapoint> each) {
        for (int at = find(from); at < size && seconds[at] < to; at++) {
            each.accept(get(at));
        }
    }

    /// The same points, each where `place` has it; those that come together are added up.
    Points joined(LongUnaryOperator place) {
        var joined = new Points();
        for (int at = 0; at < size; at++) {
            long second = place.applyAsLong(seconds[at]);
            if (second != FORGOTTEN) {
                joined.add(second, get(at).startingAt(Instant.ofEpochSecond(second)));
            }
        }
        return joined;
    }
}
