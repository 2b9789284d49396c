package dev.evenkeel.proxy.route;

import dev.evenkeel.proxy.message.Ascii;
import dev.evenkeel.proxy.message.Fields;
import dev.evenkeel.proxy.message.RequestHead;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;

/// Which of a listener's rules a request may match, found without trying each: by host, path,
/// method, and the header that most rules look at. What is left is compared in full, so that the
/// answer is that of trying one rule after the other.
final class RuleIndex {
    /// Below this, trying each is as fast.
    private static final int FEWEST = 3;

    private final Part host;
    private final Part path;
    private final Part method;
    private final Part header;

    private RuleIndex(Part host, Part path, Part method, Part header) {
        this.host = host;
        this.path = path;
        this.method = method;
        this.header = header;
    }

    /// What one part of a request leaves possible, as bits of rule numbers.
    private sealed interface Part {
        long[] possible(RequestHead head);
    }

    @SuppressWarnings("ArrayRecordComponent") // Never compared; read on the hot path.
    private record Everything(long[] all) implements Part {
        @Override
        public long[] possible(RequestHead head) {
            return all;
        }
    }

    private record ByHost(LiteralTrie hosts) implements Part {
        @Override
        public long[] possible(RequestHead head) {
            return hosts.possible(head.bytes(), head.hostStart(), Matcher.Host.end(head));
        }
    }

    private record ByPath(LiteralTrie paths) implements Part {
        @Override
        public long[] possible(RequestHead head) {
            return paths.possible(head.bytes(), head.pathStart(), head.pathEnd());
        }
    }

    private record ByMethod(LiteralTrie methods) implements Part {
        @Override
        public long[] possible(RequestHead head) {
            return methods.possible(head.bytes(), head.methodStart(), head.methodEnd());
        }
    }

    /// @param absent the rules left if there is no such field
    /// @param all if there are several, any of which may match
    @SuppressWarnings("ArrayRecordComponent") // Never compared; read on the hot path.
    private record ByHeader(Matcher.Name name, LiteralTrie values, long[] absent, long[] all)
            implements Part {
        @Override
        public long[] possible(RequestHead head) {
            Fields fields = head.fields();
            byte[] bytes = head.bytes();
            int found = -1;
            for (int at = 0; at < fields.count(); at++) {
                if (Ascii.isSame(bytes, fields.nameStart(at), fields.nameEnd(at), name.bytes())) {
                    if (found >= 0) {
                        return all;
                    }
                    found = at;
                }
            }
            return found < 0
                    ? absent
                    : values.possible(bytes, fields.valueStart(found), fields.valueEnd(found));
        }
    }

    /// Empty if an index would gain nothing.
    static Optional<RuleIndex> of(List<Rules.Rule> rules) {
        return rules.size() < FEWEST ? Optional.empty() : Optional.of(new Builder(rules).index());
    }

    /// The first of `rules` that matches; null if none does. The rules are those it was made of.
    Rules.@org.jspecify.annotations.Nullable Rule first(
            Rules.Rule[] rules, RequestHead head, byte[] peer) {
        long[] hosts = host.possible(head);
        long[] paths = path.possible(head);
        long[] methods = method.possible(head);
        long[] headers = header.possible(head);
        for (int word = 0; word < hosts.length; word++) {
            long left = hosts[word] & paths[word] & methods[word] & headers[word];
            while (left != 0) {
                Rules.Rule rule = rules[word * Long.SIZE + Long.numberOfTrailingZeros(left)];
                if (rule.matches(head, peer)) {
                    return rule;
                }
                left &= left - 1;
            }
        }
        return null;
    }

    /// Looks at the rules one part at a time.
    private static final class Builder {
        private final List<Rules.Rule> rules;
        private final long[] all;

        Builder(List<Rules.Rule> rules) {
            this.rules = rules;
            this.all = new long[(rules.size() + Long.SIZE - 1) / Long.SIZE];
            for (int rule = 0; rule < rules.size(); rule++) {
                all[rule / Long.SIZE] |= 1L << (rule % Long.SIZE);
            }
        }

        RuleIndex index() {
            return new RuleIndex(hosts(), paths(), methods(), headers());
        }

        private Part hosts() {
            var trie = new LiteralTrie.Builder(rules.size(), true, true);
            boolean helps =
                    fill(
                            trie,
                            Matcher.Host.class,
                            (host, rule) ->
                                    host.values().forEach(value -> trie.pattern(value, rule)));
            return helps ? new ByHost(trie.build()) : new Everything(all);
        }

        private Part paths() {
            var trie = new LiteralTrie.Builder(rules.size(), false, false);
            boolean helps =
                    fill(
                            trie,
                            Matcher.Path.class,
                            (path, rule) ->
                                    path.values().forEach(value -> trie.pattern(value, rule)));
            return helps ? new ByPath(trie.build()) : new Everything(all);
        }

        private Part methods() {
            var trie = new LiteralTrie.Builder(rules.size(), false, false);
            boolean helps =
                    fill(
                            trie,
                            Matcher.RequestMethod.class,
                            (method, rule) ->
                                    method.values()
                                            .forEach(name -> trie.whole(name.bytes(), rule)));
            return helps ? new ByMethod(trie.build()) : new Everything(all);
        }

        /// Puts each rule's first condition of a kind into the tree, and every other rule
        /// everywhere. Whether there is any such condition.
        private <M extends Matcher> boolean fill(
                LiteralTrie.Builder trie, Class<M> kind, BiConsumer<M, Integer> put) {
            boolean helps = false;
            for (int rule = 0; rule < rules.size(); rule++) {
                Optional<M> matcher = first(rules.get(rule), kind);
                if (matcher.isPresent()) {
                    put.accept(matcher.get(), rule);
                    helps = true;
                } else {
                    trie.any(rule);
                }
            }
            return helps;
        }

        private static <M extends Matcher> Optional<M> first(Rules.Rule rule, Class<M> kind) {
            return rule.matchers().stream().filter(kind::isInstance).map(kind::cast).findFirst();
        }

        private Part headers() {
            Optional<Matcher.Name> name = mostWanted();
            if (name.isEmpty()) {
                return new Everything(all);
            }
            var trie = new LiteralTrie.Builder(rules.size(), false, true);
            long[] absent = all.clone();
            for (int rule = 0; rule < rules.size(); rule++) {
                Optional<Matcher.Header> header = of(rules.get(rule), name.get());
                if (header.isPresent()) {
                    int number = rule;
                    header.get().values().forEach(value -> trie.pattern(value, number));
                    absent[rule / Long.SIZE] &= ~(1L << (rule % Long.SIZE));
                } else {
                    trie.any(rule);
                }
            }
            return new ByHeader(name.get(), trie.build(), absent, all);
        }

        private static Optional<Matcher.Header> of(Rules.Rule rule, Matcher.Name name) {
            return rule.matchers().stream()
                    .filter(Matcher.Header.class::isInstance)
                    .map(Matcher.Header.class::cast)
                    .filter(header -> header.name().isSame(name))
                    .findFirst();
        }

        /// The header that most rules look at; the first of several.
        private Optional<Matcher.Name> mostWanted() {
            Map<String, Integer> uses = new HashMap<>();
            Matcher.Name best = null;
            int most = 0;
            for (Rules.Rule rule : rules) {
                for (Matcher matcher : rule.matchers()) {
                    if (matcher instanceof Matcher.Header header) {
                        String name = header.name().toString();
                        int count = Objects.requireNonNull(uses.merge(name, 1, Integer::sum));
                        best = count > most ? header.name() : best;
                        most = Math.max(most, count);
                    }
                }
            }
            return Optional.ofNullable(best);
        }
    }
}
