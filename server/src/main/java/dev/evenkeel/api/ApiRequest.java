package dev.evenkeel.api;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One HTTP request to the API, complete and within the limits.
///
/// @param path as it came, still percent-encoded
/// @param query as it came, without the question mark; empty if there is none
/// @param headers by lower-case name, values in the order they came
public record ApiRequest(
        String method, String path, String query, Map<String, List<String>> headers, Body body) {

    public Optional<String> header(String lowerCaseName) {
        List<String> values = headers.getOrDefault(lowerCaseName, List.of());
        return values.isEmpty() ? Optional.empty() : Optional.of(values.getFirst());
    }
}
