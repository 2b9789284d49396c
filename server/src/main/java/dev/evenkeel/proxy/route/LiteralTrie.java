package dev.evenkeel.proxy.route;

import dev.evenkeel.proxy.message.Ascii;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Which of many patterns a text can still match, by what they say before their first wildcard: one
/// walk down a tree, as long as the text agrees with some pattern. Nothing is made on the way.
///
/// Answers are sets of rule numbers as bits, put together when the tree is built. A set may hold a
/// rule that does not match, never lack one that does.
final class LiteralTrie {
    private final Node root;
    private final boolean backwards;
    private final boolean ignoringCase;

    private LiteralTrie(Node root, boolean backwards, boolean ignoringCase) {
        this.root = root;
        this.backwards = backwards;
        this.ignoringCase = ignoringCase;
    }

    /// A stretch of text that several patterns share.
    ///
    /// @param label what stands on the way here from the parent
    /// @param atEnd the rules left if the text ends here
    /// @param beyond the rules left if it goes on as no pattern does
    @SuppressWarnings("ArrayRecordComponent") // Never compared; read on the hot path.
    private record Node(byte[] label, long[] atEnd, long[] beyond, Node[] children) {}

    /// The rules that may match `text` from `from` to `to`. Not to be changed.
    long[] possible(byte[] text, int from, int to) {
        Node node = root;
        int step = backwards ? -1 : 1;
        int at = backwards ? to - 1 : from;
        int left = to - from;
        while (left > 0) {
            Node child = child(node, text[at]);
            if (child == null || !agrees(child.label, text, at, left)) {
                return node.beyond;
            }
            left -= child.label.length;
            at += step * child.label.length;
            node = child;
        }
        return node.atEnd;
    }

    private @org.jspecify.annotations.Nullable Node child(Node node, byte c) {
        byte wanted = ignoringCase ? Ascii.lower(c) : c;
        for (Node child : node.children) {
            if (child.label[0] == wanted) {
                return child;
            }
        }
        return null;
    }

    private boolean agrees(byte[] label, byte[] text, int at, int left) {
        if (label.length > left) {
            return false;
        }
        int step = backwards ? -1 : 1;
        for (int index = 1; index < label.length; index++) {
            byte c = text[at + step * index];
            if (label[index] != (ignoringCase ? Ascii.lower(c) : c)) {
                return false;
            }
        }
        return true;
    }

    /// Takes patterns, then makes the tree.
    static final class Builder {
        private final List<Entry> entries = new ArrayList<>();
        private final boolean backwards;
        private final boolean ignoringCase;
        private final int words;

        /// @param rules how many there are
        /// @param backwards whether patterns are told apart by their ends
        Builder(int rules, boolean backwards, boolean ignoringCase) {
            this.words = (rules + Long.SIZE - 1) / Long.SIZE;
            this.backwards = backwards;
            this.ignoringCase = ignoringCase;
        }

        @SuppressWarnings("ArrayRecordComponent") // Never compared.
        private record Entry(byte[] literal, boolean whole, int rule) {}

        /// A rule that any text may match.
        Builder any(int rule) {
            entries.add(new Entry(new byte[0], false, rule));
            return this;
        }

        /// A rule that only such a text matches.
        Builder whole(byte[] text, int rule) {
            entries.add(new Entry(turned(text), true, rule));
            return this;
        }

        Builder pattern(TextPattern pattern, int rule) {
            return switch (pattern) {
                case Regex _ -> any(rule);
                case Glob glob -> {
                    byte[] literal = backwards ? glob.literalEnd() : glob.literalStart();
                    entries.add(new Entry(turned(literal), glob.isLiteral(), rule));
                    yield this;
                }
            };
        }

        private byte[] turned(byte[] text) {
            byte[] result = text.clone();
            for (int at = 0; at < text.length && backwards; at++) {
                result[at] = text[text.length - 1 - at];
            }
            return result;
        }

        LiteralTrie build() {
            Node root = node(new byte[0], 0, entries, new long[words]);
            return new LiteralTrie(root, backwards, ignoringCase);
        }

        /// The node where all of `below` agree on their first `depth` bytes.
        private Node node(byte[] label, int depth, List<Entry> below, long[] above) {
            long[] beyond = above.clone();
            long[] atEnd = above.clone();
            var longer = new ArrayList<Entry>();
            for (Entry entry : below) {
                if (entry.literal.length > depth) {
                    longer.add(entry);
                } else {
                    set(atEnd, entry.rule);
                    set(entry.whole ? atEnd : beyond, entry.rule);
                }
            }
            return new Node(label, atEnd, beyond, children(depth, longer, beyond));
        }

        private static void set(long[] bits, int rule) {
            bits[rule / Long.SIZE] |= 1L << (rule % Long.SIZE);
        }

        private Node[] children(int depth, List<Entry> entries, long[] above) {
            var children = new ArrayList<Node>();
            var left = new ArrayList<>(entries);
            while (!left.isEmpty()) {
                byte first = left.getFirst().literal[depth];
                List<Entry> alike =
                        left.stream().filter(entry -> entry.literal[depth] == first).toList();
                left.removeAll(alike);
                int end = commonEnd(depth, alike);
                byte[] label = Arrays.copyOfRange(alike.getFirst().literal, depth, end);
                children.add(node(label, end, alike, above));
            }
            return children.toArray(new Node[0]);
        }

        /// How far all of them agree.
        private static int commonEnd(int depth, List<Entry> alike) {
            byte[] first = alike.getFirst().literal;
            int end = first.length;
            for (Entry entry : alike) {
                int differs =
                        Arrays.mismatch(first, 0, end, entry.literal, 0, entry.literal.length);
                end = differs < 0 ? end : Math.min(end, differs);
            }
            return Math.max(end, depth + 1);
        }
    }
}
