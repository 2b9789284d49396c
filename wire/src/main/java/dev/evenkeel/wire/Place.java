package dev.evenkeel.wire;

/// Where a member stands in an HTTP message. Only REST protocols spread a structure over the whole
/// message; in all others every member is in the body.
public enum Place {
    /// An element of the body's document.
    BODY,
    /// An attribute of the element around it.
    ATTRIBUTE,
    /// A segment of the path, or the rest of it.
    LABEL,
    /// A query parameter; for a map, all of them.
    QUERY,
    HEADER,
    /// Every header whose name begins with the member's.
    HEADERS,
    /// The answer's status code.
    STATUS,
    /// The body itself, instead of a document with one element per member.
    PAYLOAD
}
