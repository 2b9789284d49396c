package dev.evenkeel.decide.message;

import dev.evenkeel.decide.JsonText;
import java.util.List;
import java.util.stream.Collectors;

/// One JSON object, written member by member in the order they are given.
final class JsonObject {
    private final StringBuilder written = new StringBuilder("{");

    JsonObject text(String name, String value) {
        return json(name, JsonText.quoted(value));
    }

    /// The member only if there is something to say.
    JsonObject ifGiven(String name, String value) {
        return value.isEmpty() ? this : text(name, value);
    }

    JsonObject texts(String name, List<String> values) {
        return json(name, JsonText.list(values));
    }

    /// A value that is JSON already.
    JsonObject json(String name, String value) {
        if (written.length() > 1) {
            written.append(',');
        }
        written.append(JsonText.quoted(name)).append(':').append(value);
        return this;
    }

    static String array(List<String> values) {
        return values.stream().collect(Collectors.joining(",", "[", "]"));
    }

    String done() {
        return written + "}";
    }
}
