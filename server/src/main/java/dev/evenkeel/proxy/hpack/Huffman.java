package dev.evenkeel.proxy.hpack;

/// The Huffman code of HPACK (RFC 7541, 5.2 and appendix B), read four bits at a time.
///
/// The code is canonical: the lengths of its words say what the words are. From them a machine is
/// made whose states are the inner nodes of the tree of words.
final class Huffman {
    /// What [#decode] answers for bytes that are no such text.
    static final int MALFORMED = -1;

    /// How many bits the word of each byte has, and at last that of the end, as digits to the base
    /// of 36.
    private static final String LENGTHS =
            "dnsssssssoussussssssssusssssssss6aacd68baa8b8666555666666678f6ca"
                    + "d67777777777777777777777878djde6f56565666577666567655677777fbeds"
                    + "kmkkmmmnmnnnnnonoomnonnnnlmnmnnomlkmmnnlnmmolmnnllmlnmnnkmmmnmmn"
                    + "qqkjmnmpqqqrrqopjlqrrqrollqqsrrrkoklmllnmmppooqnqrqqrrrrrsrrrrrq"
                    + "u";

    private static final int END = 256;
    private static final int NIBBLES = 16;

    /// A state's number is in the lower byte, the text's byte in the next.
    private static final int EMITS = 1 << 16;

    private static final int FAILS = 1 << 17;

    /// No state's nibble leads to more than one byte: no word is shorter than five bits.
    private static final int[] STEPS = new int[END * NIBBLES];

    /// Whether a text may end in a state: fewer than eight bits of the end's word came since the
    /// last byte.
    private static final boolean[] MAY_END = new boolean[END];

    static {
        int[][] tree = tree();
        for (int state = 0; state < END; state++) {
            for (int nibble = 0; nibble < NIBBLES; nibble++) {
                STEPS[state * NIBBLES + nibble] = step(tree, state, nibble);
            }
        }
        int state = 0;
        for (int ones = 0; ones < 8; ones++) {
            MAY_END[state] = true;
            state = tree[state][1];
        }
    }

    private Huffman() {}

    /// For each inner node what 0 and 1 lead to: another one, or minus 1 minus the byte.
    private static int[][] tree() {
        var tree = new int[END][2];
        int nodes = 1;
        int code = 0;
        for (int length = 1; length <= 30; length++) {
            for (int symbol = 0; symbol <= END; symbol++) {
                if (Character.digit(LENGTHS.charAt(symbol), 36) == length) {
                    nodes = insert(tree, nodes, code << 32 - length, length, symbol);
                    code++;
                }
            }
            code <<= 1;
        }
        return tree;
    }

    private static int insert(int[][] tree, int nodes, int code, int length, int symbol) {
        int count = nodes;
        int node = 0;
        for (int bit = 0; bit < length - 1; bit++) {
            int side = code << bit >>> 31;
            if (tree[node][side] == 0) {
                tree[node][side] = count++;
            }
            node = tree[node][side];
        }
        tree[node][code << length - 1 >>> 31] = -1 - symbol;
        return count;
    }

    private static int step(int[][] tree, int from, int nibble) {
        int node = from;
        int step = 0;
        for (int bit = 3; bit >= 0; bit--) {
            node = tree[node][nibble >> bit & 1];
            if (node < 0) {
                int symbol = -1 - node;
                if (symbol == END) {
                    return FAILS;
                }
                step = EMITS | symbol << 8;
                node = 0;
            }
        }
        return step | node;
    }

    /// The most bytes that a text of `length` bytes can stand for.
    static int mostBytes(int length) {
        return length * 8 / 5;
    }

    /// Decodes `from` to `to` into `out` at `at`, where there is room for [#mostBytes]. The index
    /// after the last byte, or [#MALFORMED].
    static int decode(byte[] bytes, int from, int to, byte[] out, int at) {
        int end = at;
        int step = 0;
        for (int index = from; index < to; index++) {
            int value = bytes[index] & 0xff;
            step = STEPS[(step & 0xff) * NIBBLES + (value >> 4)];
            if ((step & EMITS) != 0) {
                out[end++] = (byte) (step >> 8);
            }
            int first = step;
            step = STEPS[(step & 0xff) * NIBBLES + (value & 15)];
            if ((step & EMITS) != 0) {
                out[end++] = (byte) (step >> 8);
            }
            if (((first | step) & FAILS) != 0) {
                return MALFORMED;
            }
        }
        return MAY_END[step & 0xff] ? end : MALFORMED;
    }
}
