package dev.evenkeel.api.wire;

import dev.evenkeel.api.ApiFault;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An operation's URI: literal segments, labels, perhaps one label that takes many segments, and
/// query parameters that must be there.
record UriTemplate(List<Segment> segments, Map<String, String> query) {

    /// Segments in the order in which a more exact one is asked first.
    sealed interface Segment {
        record Literal(String text) implements Segment {}

        record Label(String name) implements Segment {}

        /// `{name+}`: one segment or more.
        record Greedy(String name) implements Segment {}

        private static int looseness(Segment segment) {
            return switch (segment) {
                case Literal _ -> 0;
                case Label _ -> 1;
                case Greedy _ -> 2;
            };
        }
    }

    /// The more exact of two templates first, so that the first match is the right one.
    static final Comparator<UriTemplate> EXACT_FIRST =
            Comparator.comparing(UriTemplate::looseness)
                    .thenComparingInt(template -> -template.query().size());

    private String looseness() {
        StringBuilder digits = new StringBuilder();
        segments.forEach(segment -> digits.append(Segment.looseness(segment)));
        return digits.toString();
    }

    static UriTemplate parse(String uri) {
        int question = uri.indexOf('?');
        String path = question < 0 ? uri : uri.substring(0, question);
        List<Segment> segments = split(path).stream().map(UriTemplate::segment).toList();
        Map<String, String> query = new LinkedHashMap<>();
        QueryString.parse(question < 0 ? "" : uri.substring(question + 1), Limits.DEFAULT)
                .forEach((name, values) -> query.put(name, values.getFirst()));
        return new UriTemplate(segments, query);
    }

    private static Segment segment(String text) {
        if (!text.startsWith("{")) {
            return new Segment.Literal(text);
        }
        return text.endsWith("+}")
                ? new Segment.Greedy(text.substring(1, text.length() - 2))
                : new Segment.Label(text.substring(1, text.length() - 1));
    }

    /// A path's segments, still encoded. A slash at the end makes no difference: clients disagree
    /// on it.
    static List<String> split(String path) {
        List<String> segments = new ArrayList<>(List.of(path.split("/", -1)));
        segments.removeFirst();
        if (!segments.isEmpty() && segments.getLast().isEmpty()) {
            segments.removeLast();
        }
        return segments;
    }

    /// The labels' values, if this is the template of such a request.
    Optional<Map<String, String>> match(List<String> path, Map<String, List<String>> parameters) {
        Map<String, String> labels = new LinkedHashMap<>();
        int at = 0;
        for (int i = 0; i < segments.size(); i++) {
            boolean greedy = segments.get(i) instanceof Segment.Greedy;
            int after = segments.size() - i - 1;
            int end = greedy ? path.size() - after : at + 1;
            if (end <= at || end > path.size()) {
                return Optional.empty();
            }
            if (!take(segments.get(i), path.subList(at, end), labels)) {
                return Optional.empty();
            }
            at = end;
        }
        return at == path.size() && hasConstants(parameters)
                ? Optional.of(labels)
                : Optional.empty();
    }

    private static boolean take(Segment segment, List<String> taken, Map<String, String> labels) {
        return switch (segment) {
            case Segment.Literal(String text) -> decoded(taken.getFirst()).equals(text);
            case Segment.Label(String name) -> label(name, taken, labels);
            case Segment.Greedy(String name) -> label(name, taken, labels);
        };
    }

    private static boolean label(String name, List<String> taken, Map<String, String> labels) {
        String value = decoded(String.join("/", taken));
        labels.put(name, value);
        return !value.isEmpty();
    }

    private boolean hasConstants(Map<String, List<String>> parameters) {
        return query.entrySet().stream()
                .allMatch(constant ->
                        parameters
                                .getOrDefault(constant.getKey(), List.of())
                                .contains(constant.getValue()));
    }

    /// In a path, a plus sign is a plus sign.
    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException broken) {
            throw new ApiFault("MalformedInput", "The path is not well encoded.");
        }
    }
}
