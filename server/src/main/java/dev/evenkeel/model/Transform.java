package dev.evenkeel.model;

/// Changes a request that matched a rule before it goes to a target. What the rule matched, and
/// which target is chosen, stays.
///
/// @param regex found in the host, or in the path with its query
/// @param replacement of the first match; `$1` is its first group
public record Transform(Kind kind, String regex, String replacement) {
    /// What is changed.
    public enum Kind {
        HOST_HEADER,
        URL
    }
}
