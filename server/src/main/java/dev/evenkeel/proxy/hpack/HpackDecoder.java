package dev.evenkeel.proxy.hpack;

/// Reads header blocks (RFC 7541). One for each connection, as it keeps a table of what came
/// before.
public final class HpackDecoder {
    /// The table that a sender may fill if it was told nothing else (RFC 9113, 6.5.2).
    public static final int TABLE_BYTES = 4096;

    private static final int MOST_NUMBER = 1 << 24;
    private static final int BROKEN = -1;

    /// What of a block is copied takes at most so much. A few bytes can name an entry of the table,
    /// whose name is copied: who sends block after block of them wants nothing but the work.
    private static final int MOST_COPIED = 1 << 20;

    private final FieldScratch scratch;
    private final FieldTable table = new FieldTable(TABLE_BYTES);
    private byte[] block = {};
    private int at;
    private int end;
    private int copied;

    public HpackDecoder(FieldScratch scratch) {
        this.scratch = scratch;
    }

    /// Gives the fields of a whole block to `sink`. False if it is malformed; then the connection
    /// cannot go on, for nobody knows what is in the table.
    public boolean decode(byte[] bytes, int from, int to, FieldSink sink) {
        block = bytes;
        at = from;
        end = to;
        copied = 0;
        boolean fine = true;
        while (fine && at < end && (block[at] & 0xe0) == 0x20) {
            fine = resize(number(5));
        }
        while (fine && at < end) {
            fine = field(sink);
        }
        return fine;
    }

    private boolean field(FieldSink sink) {
        int first = block[at];
        if ((first & 0x80) != 0) {
            return indexed(number(7), sink);
        }
        if ((first & 0x40) != 0) {
            return literal(number(6), true, sink);
        }
        return (first & 0x20) == 0 && literal(number(4), false, sink);
    }

    private boolean resize(int capacity) {
        if (capacity < 0 || capacity > TABLE_BYTES) {
            return false;
        }
        table.resize(capacity);
        return true;
    }

    private boolean indexed(int index, FieldSink sink) {
        if (index <= 0) {
            return false;
        }
        if (index <= StaticTable.SIZE) {
            sink.field(
                    StaticTable.bytes(),
                    StaticTable.start(index),
                    StaticTable.middle(index),
                    StaticTable.end(index));
            return true;
        }
        int entry = index - StaticTable.SIZE;
        if (entry > table.count()) {
            return false;
        }
        sink.field(table.bytes(), table.start(entry), table.middle(entry), table.end(entry));
        return true;
    }

    private boolean literal(int nameIndex, boolean kept, FieldSink sink) {
        int middle = nameIndex == 0 ? text(0) : name(nameIndex);
        int to = middle < 0 ? BROKEN : text(middle);
        if (to < 0) {
            return false;
        }
        if (kept) {
            table.add(scratch.bytes(), 0, middle, to);
        }
        sink.field(scratch.bytes(), 0, middle, to);
        copied += to;
        return copied <= MOST_COPIED;
    }

    /// Copies the name of an entry to the scratch. Its end there.
    private int name(int index) {
        if (index < 0) {
            return BROKEN;
        }
        int entry = index - StaticTable.SIZE;
        if (entry > table.count()) {
            return BROKEN;
        }
        boolean known = entry <= 0;
        byte[] from = known ? StaticTable.bytes() : table.bytes();
        int start = known ? StaticTable.start(index) : table.start(entry);
        int length = (known ? StaticTable.middle(index) : table.middle(entry)) - start;
        System.arraycopy(from, start, scratch.ensure(length), 0, length);
        return length;
    }

    /// Reads a text to the scratch at `to`. Its end there, or [#BROKEN].
    private int text(int to) {
        if (at >= end) {
            return BROKEN;
        }
        boolean huffman = block[at] < 0;
        int length = number(7);
        if (length < 0 || length > end - at) {
            return BROKEN;
        }
        int from = at;
        at += length;
        if (huffman) {
            byte[] out = scratch.ensure(to + Huffman.mostBytes(length));
            return Huffman.decode(block, from, at, out, to);
        }
        System.arraycopy(block, from, scratch.ensure(to + length), to, length);
        return to + length;
    }

    /// Reads a number whose first byte has `bits` bits of it (5.1). [#BROKEN] if it does not end,
    /// or is larger than any that makes sense.
    private int number(int bits) {
        int most = (1 << bits) - 1;
        int value = block[at++] & most;
        if (value < most) {
            return value;
        }
        for (int shift = 0; shift <= 21 && at < end; shift += 7) {
            int next = block[at++];
            value += (next & 0x7f) << shift;
            if (next >= 0) {
                return value <= MOST_NUMBER ? value : BROKEN;
            }
        }
        return BROKEN;
    }
}
