package dev.evenkeel.wire;

/// The input or output of an operation that has none.
public record Nothing() {
    public static final Nothing NOTHING = new Nothing();
    public static final Structure<Nothing> SHAPE =
            Structure.of(Nothing.class, values -> NOTHING).build();
}
