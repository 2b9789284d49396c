package dev.evenkeel.proxy.hpack;

import dev.evenkeel.proxy.message.Ascii;
import dev.evenkeel.proxy.message.Fields;
import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/// Writes header blocks (RFC 7541). One for each connection, as the other side keeps a table of
/// what was written before.
///
/// A field goes into that table when it is seen for the second time: so what is said once does not
/// drive out what is said with every response. Texts are not compressed, which costs more than it
/// saves. The other side may keep more than we remember; the newest entries are the same.
public final class HpackEncoder {
    private static final int MOST_TABLE_BYTES = 4096;
    private static final int FIRST_TABLE_BYTES = 1024;
    private static final int LONGEST_KEPT = 192;
    private static final int PLACES = 64;
    private static final int SET_COOKIE = 55;
    private static final byte[] COOKIE = Ascii.bytes("cookie");

    private final FieldScratch scratch;
    private final FieldTable table = new FieldTable(FIRST_TABLE_BYTES);
    private int[] seen = {};
    private int[] kept = {};
    private int added;
    private int allowed = MOST_TABLE_BYTES;
    private int least;
    private boolean resized;

    public HpackEncoder(FieldScratch scratch) {
        this.scratch = scratch;
    }

    /// The other side keeps a table of at most so many bytes from now on (4.2).
    public void tableBytes(long bytes) {
        int limit = (int) Math.min(bytes, MOST_TABLE_BYTES);
        if (limit != allowed) {
            least = resized ? Math.min(least, limit) : limit;
            allowed = limit;
            resized = true;
            table.resize(Math.min(limit, FIRST_TABLE_BYTES));
        }
    }

    /// Begins a block. Comes before its first field.
    public void begin(ByteBuf out) {
        if (resized) {
            resized = false;
            if (least < allowed) {
                number(0x20, 5, least, out);
            }
            number(0x20, 5, allowed, out);
        }
    }

    /// Writes `:status`.
    public void status(int status, ByteBuf out) {
        int index =
                switch (status) {
                    case 200 -> StaticTable.STATUS_200;
                    case 204 -> StaticTable.STATUS_200 + 1;
                    case 206 -> StaticTable.STATUS_200 + 2;
                    case 304 -> StaticTable.STATUS_200 + 3;
                    case 400 -> StaticTable.STATUS_200 + 4;
                    case 404 -> StaticTable.STATUS_200 + 5;
                    case 500 -> StaticTable.STATUS_200 + 6;
                    default -> 0;
                };
        if (index > 0) {
            out.writeByte(0x80 | index);
        } else {
            out.writeByte(StaticTable.STATUS_200).writeByte(3);
            out.writeByte('0' + status / 100 % 10);
            out.writeByte('0' + status / 10 % 10);
            out.writeByte('0' + status % 10);
        }
    }

    /// Writes the field at `index` of those that stand in `bytes`, its name in lower case.
    public void field(Fields fields, int index, byte[] bytes, ByteBuf out) {
        int from = fields.nameStart(index);
        int valueStart = fields.valueStart(index);
        int nameLength = fields.nameEnd(index) - from;
        int valueLength = fields.valueEnd(index) - valueStart;
        int length = nameLength + valueLength;
        byte[] field = scratch.ensure(length);
        int hash = nameLength;
        for (int at = 0; at < nameLength; at++) {
            byte c = Ascii.lower(bytes[from + at]);
            field[at] = c;
            hash = hash * 31 + c;
        }
        System.arraycopy(bytes, valueStart, field, nameLength, valueLength);
        int name = StaticTable.find(field, 0, nameLength, hash);
        if (length > LONGEST_KEPT || isSecret(name, field, nameLength)) {
            literal(0, name, nameLength, length, out);
        } else {
            repeatable(name, nameLength, length, out);
        }
    }

    /// What stands in a table can be guessed at by its effect on lengths (7.1).
    private static boolean isSecret(int name, byte[] field, int nameLength) {
        return name == SET_COOKIE || name == 0 && Ascii.isSame(field, 0, nameLength, COOKIE);
    }

    private void repeatable(int name, int nameLength, int length, ByteBuf out) {
        byte[] field = scratch.bytes();
        int hash = StaticTable.hash(field, 0, length) + nameLength;
        int place = (hash ^ hash >>> 6 ^ hash >>> 13) & PLACES - 1;
        if (seen.length == 0) {
            seen = new int[PLACES];
            kept = new int[PLACES];
        }
        int entry = added - kept[place] + 1;
        if (kept[place] > 0 && entry <= table.count() && isEntry(entry, nameLength, length)) {
            number(0x80, 7, StaticTable.SIZE + entry, out);
        } else if (seen[place] == hash && table.add(field, 0, nameLength, length)) {
            kept[place] = ++added;
            literal(0x40, name, nameLength, length, out);
        } else {
            seen[place] = hash;
            literal(0, name, nameLength, length, out);
        }
    }

    private boolean isEntry(int entry, int nameLength, int length) {
        int start = table.start(entry);
        return table.middle(entry) - start == nameLength
                && Arrays.equals(
                        table.bytes(), start, table.end(entry), scratch.bytes(), 0, length);
    }

    private void literal(int form, int name, int nameLength, int length, ByteBuf out) {
        number(form, form == 0 ? 4 : 6, name, out);
        if (name == 0) {
            number(0, 7, nameLength, out);
            out.writeBytes(scratch.bytes(), 0, nameLength);
        }
        number(0, 7, length - nameLength, out);
        out.writeBytes(scratch.bytes(), nameLength, length - nameLength);
    }

    private static void number(int form, int bits, int value, ByteBuf out) {
        int most = (1 << bits) - 1;
        if (value < most) {
            out.writeByte(form | value);
            return;
        }
        out.writeByte(form | most);
        int rest = value - most;
        while (rest > 0x7f) {
            out.writeByte(rest & 0x7f | 0x80);
            rest >>>= 7;
        }
        out.writeByte(rest);
    }
}
