package dev.evenkeel.api.wire;

import dev.evenkeel.wire.ListOf;
import dev.evenkeel.wire.Scalar;
import java.util.ArrayList;
import java.util.List;

/// Values in headers. A list is one header with commas; a string with a comma in it stands in
/// quotes, and a date has a comma of its own.
final class HeaderText {
    private HeaderText() {}

    static String join(ListOf list, List<?> values) {
        List<String> texts = new ArrayList<>(values.size());
        for (Object value : values) {
            String text = one((Scalar) list.element(), value);
            texts.add(value instanceof String ? quotedIfNeeded(text) : text);
        }
        return String.join(", ", texts);
    }

    static String one(Scalar scalar, Object value) {
        return ScalarText.of(scalar, value, Scalar.TimeFormat.HTTP_DATE);
    }

    private static String quotedIfNeeded(String text) {
        boolean plain = text.indexOf(',') < 0 && text.indexOf('"') < 0;
        return plain ? text : "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    static List<String> split(ListOf list, String text) {
        Scalar scalar = (Scalar) list.element();
        boolean dates =
                scalar.type() == Scalar.Type.TIMESTAMP
                        && (scalar.timeFormat() == Scalar.TimeFormat.OF_PROTOCOL
                                || scalar.timeFormat() == Scalar.TimeFormat.HTTP_DATE);
        List<String> parts = split(text);
        return dates ? pairs(parts) : parts;
    }

    /// `Mon, 16 Dec 2019 23:48:18 GMT` came apart at its comma.
    private static List<String> pairs(List<String> parts) {
        List<String> result = new ArrayList<>();
        for (int i = 0; i < parts.size(); i += 2) {
            boolean whole = i + 1 >= parts.size();
            result.add(whole ? parts.get(i) : parts.get(i) + ", " + parts.get(i + 1));
        }
        return result;
    }

    private static List<String> split(String text) {
        List<String> result = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted && c == '\\' && i + 1 < text.length()) {
                part.append(text.charAt(++i));
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                result.add(part.toString().strip());
                part.setLength(0);
            } else {
                part.append(c);
            }
        }
        result.add(part.toString().strip());
        return text.isBlank() ? List.of() : result;
    }
}
