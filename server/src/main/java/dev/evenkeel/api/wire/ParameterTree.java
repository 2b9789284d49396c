package dev.evenkeel.api.wire;

import dev.evenkeel.api.ApiFault;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Form parameters as a tree: `A.member.1.B=x` is A / member / 1 / B with the value x.
final class ParameterTree {
    private static final String MALFORMED = "MalformedQueryString";
    private static final int INDEX_DIGITS = 9;

    private final Map<String, ParameterTree> children = new LinkedHashMap<>();
    private @Nullable String value;

    /// @throws ApiFault when there are too many, too deep ones, or one is not well encoded
    static ParameterTree parse(List<String> forms, Limits limits) {
        ParameterTree root = new ParameterTree();
        int count = 0;
        for (String form : forms) {
            int start = 0;
            while (start < form.length()) {
                int end = form.indexOf('&', start);
                end = end < 0 ? form.length() : end;
                if (++count > limits.parameters()) {
                    throw new ApiFault(
                            MALFORMED,
                            "The request has more than " + limits.parameters() + " parameters.");
                }
                root.add(form.substring(start, end), limits);
                start = end + 1;
            }
        }
        return root;
    }

    private void add(String pair, Limits limits) {
        if (pair.isEmpty()) {
            return;
        }
        int equals = pair.indexOf('=');
        String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
        ParameterTree node = this;
        int depth = 0;
        int start = 0;
        while (start <= name.length()) {
            int dot = name.indexOf('.', start);
            dot = dot < 0 ? name.length() : dot;
            if (++depth > limits.depth()) {
                throw new ApiFault(
                        MALFORMED,
                        "A parameter is nested more than " + limits.depth() + " levels deep.");
            }
            node =
                    node.children.computeIfAbsent(
                            name.substring(start, dot), segment -> new ParameterTree());
            start = dot + 1;
        }
        node.value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException broken) {
            throw new ApiFault(MALFORMED, "The query string is malformed.");
        }
    }

    @Nullable ParameterTree child(String name) {
        return children.get(name);
    }

    /// The value of a top-level parameter, empty if absent.
    String text(String name) {
        ParameterTree child = children.get(name);
        return child == null || child.value == null ? "" : child.value;
    }

    @Nullable String value() {
        return value;
    }

    boolean isLeaf() {
        return children.isEmpty();
    }

    /// Children named by numbers, in the numbers' order. Clients may leave gaps and begin at 0 or
    /// 1.
    List<ParameterTree> elements() {
        TreeMap<Integer, ParameterTree> sorted = new TreeMap<>();
        children.forEach((name, child) -> {
            if (isIndex(name)) {
                sorted.put(Integer.valueOf(name), child);
            }
        });
        return new ArrayList<>(sorted.values());
    }

    private static boolean isIndex(String name) {
        return !name.isEmpty()
                && name.length() <= INDEX_DIGITS
                && name.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
