package dev.evenkeel.decide;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Optional;

/// A user's regular expression in the dialect of AWS's rules: without looking around, without back
/// references, without Unicode classes. Matching takes time linear in the text, whatever the
/// expression. Any thread.
public final class RegularExpression {
    /// What one repetition within another may come to: each step of it is memory and time.
    private static final int MOST_REPEATS = 1_000;

    private final Pattern pattern;

    private RegularExpression(Pattern pattern) {
        this.pattern = pattern;
    }

    /// Empty if `text` is none of this dialect.
    public static Optional<RegularExpression> of(String text, boolean ignoringCase) {
        if (repeats(text) > MOST_REPEATS || hasUnicodeClass(text)) {
            return Optional.empty();
        }
        try {
            int flags = ignoringCase ? Pattern.CASE_INSENSITIVE : 0;
            return Optional.of(new RegularExpression(Pattern.compile(text, flags)));
        } catch (PatternSyntaxException notOurs) {
            return Optional.empty();
        }
    }

    /// The product of all counted repetitions: no fewer than what nested ones come to.
    private static long repeats(String text) {
        long product = 1;
        for (int at = text.indexOf('{'); at >= 0; at = text.indexOf('{', at + 1)) {
            product = Math.min(product * Math.max(1, largest(text, at + 1)), Integer.MAX_VALUE);
        }
        return product;
    }

    /// The larger number in `n}`, `n,}` or `n,m}`.
    private static long largest(String text, int from) {
        long largest = 0;
        long number = 0;
        for (int at = from; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c >= '0' && c <= '9') {
                number = Math.min(number * 10 + (c - '0'), Integer.MAX_VALUE);
                largest = Math.max(largest, number);
            } else if (c == ',') {
                number = 0;
            } else {
                break;
            }
        }
        return largest;
    }

    private static boolean hasUnicodeClass(String text) {
        for (int at = text.indexOf('\\'); at >= 0; at = text.indexOf('\\', at + 2)) {
            if (at + 1 < text.length() && (text.charAt(at + 1) | 0x20) == 'p') {
                return true;
            }
        }
        return false;
    }

    /// Whether it matches anywhere in `text`.
    public boolean isFoundIn(CharSequence text) {
        return pattern.matcher(text).find();
    }

    /// Whether `replacement` speaks only of groups there are: `$1`, `$2`, ...
    public boolean canReplaceBy(String replacement) {
        for (int at = 0; at + 1 < replacement.length(); at++) {
            char next = replacement.charAt(at + 1);
            if (replacement.charAt(at) == '\\') {
                at++;
            } else if (replacement.charAt(at) == '$'
                    && (next == '{' || next > '0' + pattern.groupCount() && next <= '9')) {
                return false;
            }
        }
        return true;
    }

    /// The text with the first match replaced; empty if nothing matches.
    ///
    /// @param replacement one that [#canReplaceBy] allows
    public Optional<String> replaced(String text, String replacement) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            return Optional.empty();
        }
        var result = new StringBuilder(text.length() + replacement.length());
        matcher.appendReplacement(result, replacement);
        matcher.appendTail(result);
        return Optional.of(result.toString());
    }

    @Override
    public String toString() {
        return pattern.pattern();
    }
}
