package dev.evenkeel.decide.math;

import dev.evenkeel.decide.math.Formula.Operator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Reads an expression of metric math, by precedence.
final class FormulaParser {
    private static final int DEEPEST = 100;

    private final String text;
    private int at;
    private int depth;

    private FormulaParser(String text) {
        this.text = text;
    }

    static Formula parse(String text) throws MathFault {
        var parser = new FormulaParser(text);
        Formula formula = parser.expression(0);
        parser.skipSpace();
        if (parser.at < text.length()) {
            throw parser.unexpected();
        }
        return formula;
    }

    /// What operators that bind closer than `least` join.
    private Formula expression(int least) throws MathFault {
        if (++depth > DEEPEST) {
            throw new MathFault("The expression is nested too deeply");
        }
        Formula left = operand();
        for (Optional<Operator> next = operator(); next.isPresent(); next = operator()) {
            Operator operator = next.get();
            if (operator.binding <= least) {
                break;
            }
            at += signLength(operator);
            int bound = operator == Operator.POWER ? operator.binding - 1 : operator.binding;
            left = new Formula.Binary(operator, left, expression(bound));
        }
        depth--;
        return left;
    }

    /// The operator that stands here; the words AND and OR count as their signs.
    private Optional<Operator> operator() {
        skipSpace();
        for (Operator operator : Operator.values()) {
            if (signLength(operator) > 0) {
                return Optional.of(operator);
            }
        }
        return Optional.empty();
    }

    /// How long the sign, or the word, of an operator is that stands here; 0 if it does not.
    private int signLength(Operator operator) {
        if (text.startsWith(operator.sign, at)) {
            return operator.sign.length();
        }
        String word = operator.name();
        int end = at + word.length();
        boolean isWord =
                (operator == Operator.AND || operator == Operator.OR)
                        && text.regionMatches(true, at, word, 0, word.length())
                        && (end >= text.length() || !Character.isLetterOrDigit(text.charAt(end)));
        return isWord ? word.length() : 0;
    }

    private Formula operand() throws MathFault {
        skipSpace();
        if (at >= text.length()) {
            throw unexpected();
        }
        char c = text.charAt(at);
        if (c == '-') {
            at++;
            return new Formula.Negative(expression(Operator.SIGN));
        }
        if (c == '(') {
            at++;
            Formula inner = expression(0);
            expect(')');
            return inner;
        }
        if (c == '[') {
            at++;
            return new Formula.Several(list(']'));
        }
        if (c == '"' || c == '\'') {
            return quoted(c);
        }
        return Character.isDigit(c) || c == '.' ? number() : word();
    }

    private Formula quoted(char mark) throws MathFault {
        int end = text.indexOf(mark, at + 1);
        if (end < 0) {
            throw new MathFault("A quotation mark is not closed");
        }
        String inner = text.substring(at + 1, end);
        at = end + 1;
        return new Formula.Text(inner);
    }

    private Formula number() throws MathFault {
        int start = at;
        while (at < text.length()
                && isPartOfNumber(text.charAt(at), text.charAt(Math.max(0, at - 1)))) {
            at++;
        }
        String digits = text.substring(start, at);
        try {
            return new Formula.Constant(Double.parseDouble(digits));
        } catch (NumberFormatException _) {
            throw new MathFault("'" + digits + "' is no number");
        }
    }

    private static boolean isPartOfNumber(char c, char before) {
        return Character.isDigit(c)
                || c == '.'
                || c == 'e'
                || c == 'E'
                || (c == '-' || c == '+') && (before == 'e' || before == 'E');
    }

    private Formula word() throws MathFault {
        int start = at;
        while (at < text.length()
                && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_')) {
            at++;
        }
        if (at == start) {
            throw unexpected();
        }
        String word = text.substring(start, at);
        if (!isNext('(')) {
            return new Formula.Name(word);
        }
        at++;
        return new Formula.Call(word.toUpperCase(Locale.ROOT), list(')'));
    }

    private List<Formula> list(char end) throws MathFault {
        var parts = new ArrayList<Formula>();
        if (isNext(end)) {
            at++;
            return parts;
        }
        parts.add(expression(0));
        while (isNext(',')) {
            at++;
            parts.add(expression(0));
        }
        expect(end);
        return List.copyOf(parts);
    }

    private boolean isNext(char c) {
        skipSpace();
        return at < text.length() && text.charAt(at) == c;
    }

    private void expect(char c) throws MathFault {
        if (!isNext(c)) {
            throw unexpected();
        }
        at++;
    }

    private MathFault unexpected() {
        return new MathFault(
                at < text.length()
                        ? "The expression is not understood at '" + text.substring(at) + "'"
                        : "The expression ends too early");
    }

    private void skipSpace() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }
}
