package dev.evenkeel.api.wire;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/// The model's patterns, each compiled once. They are AWS's, not the caller's, but the text is the
/// caller's: long texts are not matched against them, because a model also limits the length
/// wherever it matters.
final class Patterns {
    private static final int LONGEST = 16_384;

    private final Map<String, Pattern> compiled = new ConcurrentHashMap<>();

    /// Any thread.
    boolean matches(String pattern, String text) {
        if (text.length() > LONGEST) {
            return true;
        }
        try {
            return compiled.computeIfAbsent(pattern, Pattern::compile).matcher(text).matches();
        } catch (StackOverflowError tooDeep) {
            // Java matches a repeated group by recursion; a text that exhausts the stack has at
            // least been read so far.
            return true;
        }
    }
}
