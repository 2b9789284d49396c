package dev.evenkeel.decide.math;

import dev.evenkeel.decide.math.SearchQuery.And;
import dev.evenkeel.decide.math.SearchQuery.Exact;
import dev.evenkeel.decide.math.SearchQuery.Not;
import dev.evenkeel.decide.math.SearchQuery.Or;
import dev.evenkeel.decide.math.SearchQuery.Partial;
import dev.evenkeel.decide.math.SearchQuery.Schema;
import dev.evenkeel.decide.math.SearchQuery.Term;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads what `SEARCH` looks for: `{Namespace,Dimension} term`, where a term is text, `"text"`,
/// `Property=text`, and `AND` (which may be left out), `OR`, `NOT` and parentheses of those.
final class SearchParser {
    private static final int LONGEST = 1024;
    private static final int DEEPEST = 50;
    private static final String SIGNS = "(){}\"=,";

    private final String text;
    private int at;
    private int depth;

    private SearchParser(String text) {
        this.text = text;
    }

    static SearchQuery parse(String text) throws MathFault {
        if (text.length() > LONGEST) {
            throw new MathFault("A search has at most " + LONGEST + " characters");
        }
        var parser = new SearchParser(text);
        Optional<Schema> schema = parser.schema();
        Term term = parser.isAtEnd() ? new And(List.of()) : parser.either(Optional.empty());
        if (!parser.isAtEnd()) {
            throw parser.unexpected();
        }
        if (schema.isEmpty() && term.equals(new And(List.of()))) {
            throw new MathFault("A search needs a metric schema or a term");
        }
        return new SearchQuery(schema, term);
    }

    private Optional<Schema> schema() throws MathFault {
        if (!isNext('{')) {
            return Optional.empty();
        }
        at++;
        String namespace = name();
        Set<String> dimensions = new HashSet<>();
        while (isNext(',')) {
            at++;
            dimensions.add(name());
        }
        expect('}');
        return Optional.of(new Schema(namespace, dimensions));
    }

    private String name() throws MathFault {
        String name = isNext('"') ? quoted() : word();
        if (name.isEmpty()) {
            throw unexpected();
        }
        return name;
    }

    private Term either(Optional<String> property) throws MathFault {
        if (++depth > DEEPEST) {
            throw new MathFault("The search is nested too deeply");
        }
        var terms = new ArrayList<Term>();
        terms.add(both(property));
        while (takes("OR")) {
            terms.add(both(property));
        }
        depth--;
        return terms.size() == 1 ? terms.getFirst() : new Or(List.copyOf(terms));
    }

    private Term both(Optional<String> property) throws MathFault {
        var terms = new ArrayList<Term>();
        terms.add(one(property));
        while (takes("AND") || !isAtEnd() && !isNext(')') && !stands("OR")) {
            terms.add(one(property));
        }
        return terms.size() == 1 ? terms.getFirst() : new And(List.copyOf(terms));
    }

    private Term one(Optional<String> property) throws MathFault {
        boolean isNot = false;
        while (takes("NOT")) {
            isNot = !isNot;
        }
        Term term = plain(property);
        return isNot ? new Not(term) : term;
    }

    private Term plain(Optional<String> property) throws MathFault {
        if (isNext('(')) {
            at++;
            Term inner = either(property);
            expect(')');
            return inner;
        }
        boolean isExact = isNext('"');
        String name = name();
        if (property.isEmpty() && isNext('=')) {
            at++;
            return value(name);
        }
        return isExact ? new Exact(property, name) : new Partial(property, name);
    }

    /// What follows a property's equal sign: text, or parentheses around more.
    private Term value(String property) throws MathFault {
        if (isNext('(')) {
            return plain(Optional.of(property));
        }
        return isNext('"')
                ? new Exact(Optional.of(property), quoted())
                : new Partial(Optional.of(property), name());
    }

    private String quoted() throws MathFault {
        int end = text.indexOf('"', at + 1);
        if (end < 0) {
            throw new MathFault("A quotation mark in the search is not closed");
        }
        String inner = text.substring(at + 1, end);
        at = end + 1;
        return inner;
    }

    private String word() {
        skipSpace();
        int start = at;
        while (at < text.length()
                && !Character.isWhitespace(text.charAt(at))
                && SIGNS.indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return text.substring(start, at);
    }

    /// Whether this operator stands here.
    private boolean stands(String operator) {
        skipSpace();
        int end = at + operator.length();
        return text.startsWith(operator, at)
                && (end >= text.length()
                        || Character.isWhitespace(text.charAt(end))
                        || text.charAt(end) == '('
                        || text.charAt(end) == '"');
    }

    private boolean takes(String operator) {
        boolean stands = stands(operator);
        at += stands ? operator.length() : 0;
        return stands;
    }

    private boolean isNext(char c) {
        skipSpace();
        return at < text.length() && text.charAt(at) == c;
    }

    private boolean isAtEnd() {
        skipSpace();
        return at >= text.length();
    }

    private void expect(char c) throws MathFault {
        if (!isNext(c)) {
            throw unexpected();
        }
        at++;
    }

    private MathFault unexpected() {
        return new MathFault(
                isAtEnd()
                        ? "The search ends too early"
                        : "The search is not understood at '" + text.substring(at) + "'");
    }

    private void skipSpace() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }
}
