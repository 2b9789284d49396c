package dev.evenkeel.proxy.route;

import dev.evenkeel.decide.RegularExpression;
import dev.evenkeel.model.Condition;
import dev.evenkeel.proxy.message.Ascii;
import dev.evenkeel.proxy.message.Fields;
import dev.evenkeel.proxy.message.RequestHead;
import java.util.List;
import java.util.Optional;

/// One condition of a rule, compiled. Hot path: reads the head in place.
public sealed interface Matcher {
    /// Whether the request fits; `peer` is the client's address in network order.
    boolean matches(RequestHead head, byte[] peer);

    static Matcher of(Condition condition) {
        return switch (condition) {
            case Condition.HostHeader(List<String> values) -> new Host(ignoringCase(values));
            case Condition.PathPattern(List<String> values) ->
                    new Path(values.stream().<TextPattern>map(Glob::caseSensitive).toList());
            case Condition.HttpHeader(String name, List<String> values) ->
                    new Header(Name.of(name), ignoringCase(values));
            case Condition.HttpRequestMethod(List<String> values) ->
                    new RequestMethod(values.stream().map(Name::exact).toList());
            case Condition.QueryString(List<Condition.QueryString.Pair> values) ->
                    new Query(values.stream().map(Pair::of).toList());
            case Condition.SourceIp(List<String> values) ->
                    new Source(values.stream().map(Cidr::of).toList());
            case Condition.HostRegex(List<String> expressions) ->
                    new Host(regexes(expressions, true));
            case Condition.PathRegex(List<String> expressions) ->
                    new Path(regexes(expressions, false));
            case Condition.HeaderRegex(String name, List<String> expressions) ->
                    new Header(Name.of(name), regexes(expressions, true));
        };
    }

    private static List<TextPattern> ignoringCase(List<String> values) {
        return values.stream().<TextPattern>map(Glob::ignoringCase).toList();
    }

    /// The API lets only valid ones in.
    private static List<TextPattern> regexes(List<String> values, boolean ignoringCase) {
        return values.stream()
                .<TextPattern>map(
                        value -> new Regex(RegularExpression.of(value, ignoringCase).orElseThrow()))
                .toList();
    }

    private static boolean any(List<TextPattern> patterns, byte[] bytes, int from, int to) {
        for (int index = 0; index < patterns.size(); index++) {
            if (patterns.get(index).matches(bytes, from, to)) {
                return true;
            }
        }
        return false;
    }

    /// A name to compare with.
    @SuppressWarnings("ArrayRecordComponent") // Never compared as a whole; read on the hot path.
    record Name(byte[] bytes) {
        static Name of(String name) {
            return new Name(Ascii.bytes(name.toLowerCase(java.util.Locale.ROOT)));
        }

        static Name exact(String name) {
            return new Name(Ascii.bytes(name));
        }

        boolean isSame(Name other) {
            return java.util.Arrays.equals(bytes, other.bytes);
        }

        @Override
        public String toString() {
            return new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1);
        }
    }

    /// The Host, without its port.
    record Host(List<TextPattern> values) implements Matcher {
        @Override
        public boolean matches(RequestHead head, byte[] peer) {
            return any(values, head.bytes(), head.hostStart(), end(head));
        }

        /// Where the host ends and its port begins.
        public static int end(RequestHead head) {
            byte[] bytes = head.bytes();
            int end = head.hostEnd();
            for (int at = end - 1; at >= head.hostStart() && bytes[at] != ']'; at--) {
                if (bytes[at] == ':') {
                    end = at;
                }
            }
            return end;
        }
    }

    /// The path, without the query.
    record Path(List<TextPattern> values) implements Matcher {
        @Override
        public boolean matches(RequestHead head, byte[] peer) {
            return any(values, head.bytes(), head.pathStart(), head.pathEnd());
        }
    }

    /// Any field of the name.
    record Header(Name name, List<TextPattern> values) implements Matcher {
        @Override
        public boolean matches(RequestHead head, byte[] peer) {
            Fields fields = head.fields();
            byte[] bytes = head.bytes();
            for (int at = 0; at < fields.count(); at++) {
                if (Ascii.isSame(bytes, fields.nameStart(at), fields.nameEnd(at), name.bytes)
                        && any(values, bytes, fields.valueStart(at), fields.valueEnd(at))) {
                    return true;
                }
            }
            return false;
        }
    }

    /// The method, exactly.
    record RequestMethod(List<Name> values) implements Matcher {
        @Override
        public boolean matches(RequestHead head, byte[] peer) {
            for (int index = 0; index < values.size(); index++) {
                byte[] method = values.get(index).bytes;
                if (Ascii.isExactly(head.bytes(), head.methodStart(), head.methodEnd(), method)) {
                    return true;
                }
            }
            return false;
        }
    }

    /// A key and value to look for; without a key, any key will do.
    record Pair(Optional<Glob> key, Glob value) {
        static Pair of(Condition.QueryString.Pair pair) {
            return new Pair(pair.key().map(Glob::ignoringCase), Glob.ignoringCase(pair.value()));
        }

        boolean matches(byte[] bytes, int from, int to) {
            int equals = from;
            while (equals < to && bytes[equals] != '=') {
                equals++;
            }
            boolean keyFits = key.isEmpty() || key.get().matches(bytes, from, equals);
            return keyFits && value.matches(bytes, Math.min(equals + 1, to), to);
        }
    }

    /// Any pair of the query.
    record Query(List<Pair> pairs) implements Matcher {
        @Override
        public boolean matches(RequestHead head, byte[] peer) {
            byte[] bytes = head.bytes();
            int start = head.queryStart();
            for (int at = start; at <= head.targetEnd() && head.hasQuery(); at++) {
                if (at == head.targetEnd() || bytes[at] == '&') {
                    if (anyPair(bytes, start, at)) {
                        return true;
                    }
                    start = at + 1;
                }
            }
            return false;
        }

        private boolean anyPair(byte[] bytes, int from, int to) {
            for (int index = 0; index < pairs.size(); index++) {
                if (pairs.get(index).matches(bytes, from, to)) {
                    return true;
                }
            }
            return false;
        }
    }

    /// The peer's address.
    record Source(List<Cidr> blocks) implements Matcher {
        @Override
        public boolean matches(RequestHead head, byte[] peer) {
            for (int index = 0; index < blocks.size(); index++) {
                if (blocks.get(index).holds(peer)) {
                    return true;
                }
            }
            return false;
        }
    }
}
