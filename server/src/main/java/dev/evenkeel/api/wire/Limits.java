package dev.evenkeel.api.wire;

/// How much one request may ask of us.
///
/// @param parameters query parameters in all
/// @param depth levels of nesting, in any protocol
public record Limits(int parameters, int depth) {
    public static final Limits DEFAULT = new Limits(20_000, 40);
}
