package dev.evenkeel.model;

import java.util.List;
import java.util.Optional;

/// What a request must look like for a rule to match. Any one of a condition's values is enough;
/// all conditions must hold.
public sealed interface Condition {
    /// Case-insensitive; `*` and `?` are wildcards.
    record HostHeader(List<String> values) implements Condition {}

    /// Case-sensitive, the path only; `*` and `?` are wildcards.
    record PathPattern(List<String> values) implements Condition {}

    /// Name and values are case-insensitive; `*` and `?` are wildcards.
    record HttpHeader(String name, List<String> values) implements Condition {}

    /// Regular expressions, found anywhere in the host, without regard to case.
    record HostRegex(List<String> expressions) implements Condition {}

    /// Regular expressions, found anywhere in the path, with regard to case.
    record PathRegex(List<String> expressions) implements Condition {}

    /// Regular expressions, found anywhere in a value of the header, without regard to case.
    record HeaderRegex(String name, List<String> expressions) implements Condition {}

    /// Exact and case-sensitive.
    record HttpRequestMethod(List<String> values) implements Condition {}

    /// Case-insensitive, with wildcards; a pair without a key matches any key.
    record QueryString(List<Pair> values) implements Condition {
        /// One `key=value` to find in the query.
        public record Pair(Optional<String> key, String value) {}
    }

    /// CIDR blocks that hold the address of the peer, never X-Forwarded-For.
    record SourceIp(List<String> values) implements Condition {}
}
