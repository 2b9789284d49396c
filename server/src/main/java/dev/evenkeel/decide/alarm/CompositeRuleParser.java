package dev.evenkeel.decide.alarm;

import dev.evenkeel.model.Alarm.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/// Reads the rule of a composite alarm. `NOT` binds closest, then `AND`, then `OR`.
public final class CompositeRuleParser {
    /// What is wrong with a rule, in words for its author.
    public static final class Malformed extends Exception {
        private static final long serialVersionUID = 1L;

        private Malformed(String why) {
            super(why, null, false, false);
        }
    }

    private static final int DEEPEST = 100;

    private final String text;
    private int at;
    private int depth;

    private CompositeRuleParser(String text) {
        this.text = text;
    }

    public static CompositeRule parse(String text) throws Malformed {
        var parser = new CompositeRuleParser(text);
        CompositeRule rule = parser.any();
        parser.skipSpace();
        if (parser.at < text.length()) {
            throw parser.unexpected();
        }
        return rule;
    }

    private CompositeRule any() throws Malformed {
        return joined("OR", this::all, CompositeRule.Any::new);
    }

    private CompositeRule all() throws Malformed {
        return joined("AND", this::one, CompositeRule.All::new);
    }

    /// One level of the grammar.
    @FunctionalInterface
    private interface Level {
        CompositeRule read() throws Malformed;
    }

    private CompositeRule joined(
            String word, Level level, Function<List<CompositeRule>, CompositeRule> join)
            throws Malformed {
        var rules = new ArrayList<CompositeRule>();
        rules.add(level.read());
        while (peekWord().equals(word)) {
            word();
            rules.add(level.read());
        }
        return rules.size() == 1 ? rules.getFirst() : join.apply(List.copyOf(rules));
    }

    private CompositeRule one() throws Malformed {
        if (++depth > DEEPEST) {
            throw new Malformed("AlarmRule is nested too deeply");
        }
        try {
            return unguarded();
        } finally {
            depth--;
        }
    }

    private CompositeRule unguarded() throws Malformed {
        if (isNext('(')) {
            expect('(');
            CompositeRule inner = any();
            expect(')');
            return inner;
        }
        return switch (peekWord()) {
            case "NOT" -> {
                word();
                yield new CompositeRule.Not(one());
            }
            case "TRUE" -> {
                word();
                yield new CompositeRule.Constant(true);
            }
            case "FALSE" -> {
                word();
                yield new CompositeRule.Constant(false);
            }
            case "AT_LEAST" -> {
                word();
                yield atLeast();
            }
            default -> inState();
        };
    }

    private CompositeRule inState() throws Malformed {
        State state = state();
        expect('(');
        String alarm = name(')');
        expect(')');
        return new CompositeRule.In(state, alarm);
    }

    private CompositeRule atLeast() throws Malformed {
        expect('(');
        String number = until(',');
        expect(',');
        boolean isNegated = peekWord().equals("NOT");
        if (isNegated) {
            word();
        }
        State state = state();
        expect(',');
        expect('(');
        var rules = new ArrayList<CompositeRule>();
        do {
            CompositeRule in = new CompositeRule.In(state, listedName());
            rules.add(isNegated ? new CompositeRule.Not(in) : in);
        } while (skipped(','));
        expect(')');
        expect(')');
        return atLeast(number, rules);
    }

    private static CompositeRule atLeast(String number, List<CompositeRule> rules)
            throws Malformed {
        boolean inPercent = number.endsWith("%");
        String digits = inPercent ? number.substring(0, number.length() - 1) : number;
        if (!digits.matches("[0-9]{1,3}")) {
            throw new Malformed("AT_LEAST needs a number or a percentage, not " + number);
        }
        int least = Integer.parseInt(digits);
        if (least < 1 || least > (inPercent ? 100 : rules.size())) {
            throw new Malformed("AT_LEAST cannot be " + number + " of " + rules.size());
        }
        return new CompositeRule.AtLeast(least, inPercent, List.copyOf(rules));
    }

    private String listedName() throws Malformed {
        skipSpace();
        int comma = text.indexOf(',', at);
        int bracket = text.indexOf(')', at);
        return name(comma >= 0 && (comma < bracket || bracket < 0) ? ',' : ')');
    }

    private boolean skipped(char c) {
        boolean is = isNext(c);
        at += is ? 1 : 0;
        return is;
    }

    private State state() throws Malformed {
        String word = word();
        for (State state : State.values()) {
            if (state.name().equals(word)) {
                return state;
            }
        }
        throw word.isEmpty()
                ? unexpected()
                : new Malformed("AlarmRule knows no function or operator " + word);
    }

    /// A name in quotation marks, or up to `end`; of an ARN, its last part.
    private String name(char end) throws Malformed {
        skipSpace();
        String name;
        if (isNext('"')) {
            at++;
            name = until('"');
            expect('"');
        } else {
            name = until(end);
        }
        if (name.isEmpty()) {
            throw new Malformed("AlarmRule has a function without an alarm");
        }
        int cut = name.startsWith("arn:") ? name.indexOf(":alarm:") : -1;
        return cut < 0 ? name : name.substring(cut + ":alarm:".length());
    }

    private String until(char end) throws Malformed {
        int stop = text.indexOf(end, at);
        if (stop < 0) {
            throw new Malformed("AlarmRule ends before " + end);
        }
        String found = text.substring(at, stop).strip();
        at = stop;
        return found;
    }

    private String peekWord() {
        int before = at;
        String word = word();
        at = before;
        return word;
    }

    private String word() {
        skipSpace();
        int start = at;
        while (at < text.length()
                && (Character.isLetter(text.charAt(at)) || text.charAt(at) == '_')) {
            at++;
        }
        return text.substring(start, at).toUpperCase(Locale.ROOT);
    }

    private boolean isNext(char c) {
        skipSpace();
        return at < text.length() && text.charAt(at) == c;
    }

    private void expect(char c) throws Malformed {
        if (!isNext(c)) {
            throw unexpected();
        }
        at++;
    }

    private Malformed unexpected() {
        skipSpace();
        return new Malformed(
                at < text.length()
                        ? "AlarmRule is not understood at '" + text.substring(at) + "'"
                        : "AlarmRule ends too early");
    }

    private void skipSpace() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }
}
