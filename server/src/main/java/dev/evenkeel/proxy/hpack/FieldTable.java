package dev.evenkeel.proxy.hpack;

import java.util.Arrays;

/// A dynamic table of HPACK (RFC 7541, 2.3.2): the fields that were added last. Entry 1 is the
/// newest.
///
/// All stand in one array that is filled to its end and then moved together, so each field is in
/// one piece. The array grows with what is in it: an idle connection has a small one.
final class FieldTable {
    /// What an entry counts beyond its bytes (4.1).
    static final int OVERHEAD = 32;

    private static final int SMALL = 256;

    private byte[] bytes = {};
    private int[] spans = {};
    private int tail;
    private int first;
    private int count;
    private int size;
    private int capacity;

    FieldTable(int capacity) {
        this.capacity = capacity;
    }

    int capacity() {
        return capacity;
    }

    /// Keeps at most so much from now on.
    void resize(int newCapacity) {
        capacity = newCapacity;
        evict(0);
    }

    int count() {
        return count;
    }

    /// The array that all entries stand in, until the next one is added.
    byte[] bytes() {
        return bytes;
    }

    int start(int index) {
        return spans[slot(index)];
    }

    int middle(int index) {
        return spans[slot(index) + 1];
    }

    int end(int index) {
        return spans[slot(index) + 2];
    }

    private int slot(int index) {
        return (first + count - index & places() - 1) * 4;
    }

    private int places() {
        return spans.length / 4;
    }

    /// Adds a field whose name ends at `middle`. One that is too large empties the table (4.4).
    /// Whether it is in the table now.
    boolean add(byte[] source, int from, int middle, int to) {
        int length = to - from;
        evict(length + OVERHEAD);
        if (length + OVERHEAD > capacity) {
            return false;
        }
        makeRoom(length);
        System.arraycopy(source, from, bytes, tail, length);
        if (count == places()) {
            grow();
        }
        int slot = (first + count & places() - 1) * 4;
        spans[slot] = tail;
        spans[slot + 1] = tail + middle - from;
        spans[slot + 2] = tail + length;
        count++;
        tail += length;
        size += length + OVERHEAD;
        return true;
    }

    private void evict(int more) {
        while (count > 0 && size + more > capacity) {
            size -= end(count) - start(count) + OVERHEAD;
            first = first + 1 & places() - 1;
            count--;
        }
        if (count == 0) {
            tail = 0;
        }
    }

    /// Moves what is there to the front once the array is full: it is twice what the table holds,
    /// so that happens rarely.
    private void makeRoom(int length) {
        if (tail + length <= bytes.length) {
            return;
        }
        int start = count == 0 ? 0 : start(count);
        int live = tail - start;
        int most = 2 * Math.max(capacity, live + length);
        byte[] to = bytes;
        if (2 * (live + length) > bytes.length) {
            to = new byte[Math.min(most, Math.max(SMALL, 4 * (live + length)))];
        }
        System.arraycopy(bytes, start, to, 0, live);
        for (int index = 1; index <= count; index++) {
            int slot = slot(index);
            spans[slot] -= start;
            spans[slot + 1] -= start;
            spans[slot + 2] -= start;
        }
        bytes = to;
        tail = live;
    }

    private void grow() {
        int old = places();
        var grown = Arrays.copyOf(spans, Math.max(8, 2 * old) * 4);
        for (int at = 0; at < count; at++) {
            System.arraycopy(spans, (first + at & old - 1) * 4, grown, at * 4, 4);
        }
        spans = grown;
        first = 0;
    }
}
