package dev.evenkeel.explain;

import dev.evenkeel.model.Condition;
import dev.evenkeel.model.Condition.QueryString;
import java.util.List;

/// Conditions of rules in AWS's words: `path-pattern /api/*`.
final class Conditions {
    private Conditions() {}

    static String words(Condition condition) {
        return switch (condition) {
            case Condition.HostHeader(var values) -> "host-header " + any(values);
            case Condition.PathPattern(var values) -> "path-pattern " + any(values);
            case Condition.HttpHeader(String name, var values) ->
                    "http-header " + name + ": " + any(values);
            case Condition.HostRegex(var values) -> "host-header regex " + any(values);
            case Condition.PathRegex(var values) -> "path-pattern regex " + any(values);
            case Condition.HeaderRegex(String name, var values) ->
                    "http-header regex " + name + ": " + any(values);
            case Condition.HttpRequestMethod(var values) -> "http-request-method " + any(values);
            case Condition.QueryString(var pairs) ->
                    "query-string " + any(pairs.stream().map(Conditions::pair).toList());
            case Condition.SourceIp(var values) -> "source-ip " + any(values);
        };
    }

    private static String pair(QueryString.Pair pair) {
        return pair.key().map(key -> key + "=").orElse("") + pair.value();
    }

    private static String any(List<String> values) {
        return String.join(" or ", values);
    }
}
