package dev.evenkeel.decide;

import java.util.List;
import java.util.stream.Collectors;

/// JSON, written: what is told in it is small and flat.
public final class JsonText {
    private JsonText() {}

    public static String member(String name, String value) {
        return quoted(name) + ":" + quoted(value);
    }

    public static String list(List<String> values) {
        return values.stream().map(JsonText::quoted).collect(Collectors.joining(",", "[", "]"));
    }

    public static String quoted(String text) {
        var written = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                written.append('\\').append(c);
            } else if (c < ' ') {
                written.append(String.format("\\u%04x", (int) c));
            } else {
                written.append(c);
            }
        }
        return written.append('"').toString();
    }
}
