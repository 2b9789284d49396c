package dev.evenkeel.decide.math;

import dev.evenkeel.model.MetricId;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What `SEARCH` looks for: metrics of a schema - a namespace, and exactly these dimensions - that
/// a term holds for.
record SearchQuery(Optional<Schema> schema, Term term) {
    static SearchQuery parse(String text) throws MathFault {
        return SearchParser.parse(text);
    }

    boolean matches(MetricId metric) {
        return schema.filter(s -> !s.matches(metric)).isEmpty() && term.matches(metric);
    }

    /// `{AWS/EC2,InstanceId}`.
    record Schema(String namespace, Set<String> dimensions) {
        Schema {
            dimensions = Set.copyOf(dimensions);
        }

        boolean matches(MetricId metric) {
            return metric.namespace().equals(namespace)
                    && metric.dimensions().keySet().equals(dimensions);
        }
    }

    /// What is said of a metric.
    sealed interface Term {
        boolean matches(MetricId metric);
    }

    /// All of them hold; without any, always.
    record And(List<Term> terms) implements Term {
        @Override
        public boolean matches(MetricId metric) {
            return terms.stream().allMatch(term -> term.matches(metric));
        }
    }

    /// One of them holds.
    record Or(List<Term> terms) implements Term {
        @Override
        public boolean matches(MetricId metric) {
            return terms.stream().anyMatch(term -> term.matches(metric));
        }
    }

    /// It does not hold.
    record Not(Term term) implements Term {
        @Override
        public boolean matches(MetricId metric) {
            return !term.matches(metric);
        }
    }

    /// `"t2.micro"`, as it stands there; of one property, or of any.
    record Exact(Optional<String> property, String text) implements Term {
        @Override
        public boolean matches(MetricId metric) {
            return texts(metric, property).anyMatch(text::equals);
        }
    }

    /// `micro`: each token of it is one of the text's, whatever their case.
    record Partial(Optional<String> property, String text) implements Term {
        @Override
        public boolean matches(MetricId metric) {
            return texts(metric, property).anyMatch(this::isIn);
        }

        private boolean isIn(String whole) {
            Set<String> tokens = tokens(whole);
            return tokens.contains(text.toLowerCase(Locale.ROOT))
                    || pieces(text).allMatch(tokens::contains);
        }
    }

    private static Stream<String> texts(MetricId metric, Optional<String> property) {
        if (property.isEmpty()) {
            return Stream.of(
                            Stream.of(metric.namespace(), metric.name()),
                            metric.dimensions().keySet().stream(),
                            metric.dimensions().values().stream())
                    .flatMap(texts -> texts);
        }
        return switch (property.get()) {
            case "Namespace" -> Stream.of(metric.namespace());
            case "MetricName" -> Stream.of(metric.name());
            default -> Optional.ofNullable(metric.dimensions().get(property.get())).stream();
        };
    }

    private static final Pattern RUN = Pattern.compile("[\\p{L}\\p{N}]+");

    /// Of `HTTPCode2`: `HTTP`, `Code` and `2`.
    private static final Pattern PIECE =
            Pattern.compile("\\p{Lu}+(?!\\p{Ll})|\\p{Lu}?[\\p{L}&&[^\\p{Lu}]]+|\\p{Lu}|\\p{N}+");

    private static Stream<String> pieces(String text) {
        return PIECE.matcher(text).results().map(found -> found.group().toLowerCase(Locale.ROOT));
    }

    /// The whole, what stands between its signs, and the words and numbers in these.
    private static Set<String> tokens(String text) {
        var tokens = new HashSet<String>();
        tokens.add(text.toLowerCase(Locale.ROOT));
        RUN.matcher(text)
                .results()
                .forEach(run -> tokens.add(run.group().toLowerCase(Locale.ROOT)));
        pieces(text).forEach(tokens::add);
        return tokens;
    }
}
