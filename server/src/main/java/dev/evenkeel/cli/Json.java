package dev.evenkeel.cli;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads text fields of the flat JSON that a server's own paths answer.
final class Json {
    private static final Pattern FIELD = Pattern.compile("\"(\\w+)\":\"((?:[^\"\\\\]|\\\\.)*)\"");

    private Json() {}

    static Optional<String> field(String json, String name) {
        Matcher field = FIELD.matcher(json);
        while (field.find()) {
            if (field.group(1).equals(name)) {
                return Optional.of(field.group(2).replaceAll("\\\\(.)", "$1"));
            }
        }
        return Optional.empty();
    }
}
