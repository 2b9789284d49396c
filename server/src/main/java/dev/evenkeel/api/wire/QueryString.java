package dev.evenkeel.api.wire;

import dev.evenkeel.api.ApiFault;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A request's query string as REST protocols see it: names with all their values, in order.
final class QueryString {
    private QueryString() {}

    /// @throws ApiFault when there are too many parameters, or one is not well encoded
    static Map<String, List<String>> parse(String query, Limits limits) {
        Map<String, List<String>> result = new LinkedHashMap<>();
        int count = 0;
        for (String pair : query.split("&")) {
            if (pair.isEmpty()) {
                continue;
            }
            if (++count > limits.parameters()) {
                throw new ApiFault(
                        "MalformedQueryString",
                        "The request has more than " + limits.parameters() + " parameters.");
            }
            int equals = pair.indexOf('=');
            String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
            String value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
            result.computeIfAbsent(name, first -> new ArrayList<>()).add(value);
        }
        return result;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException broken) {
            throw new ApiFault("MalformedQueryString", "The query string is malformed.");
        }
    }
}
