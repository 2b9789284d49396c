package dev.evenkeel.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the model allows of a value: the range of a number or the length of anything else, a
/// pattern, a list of values. Absent bounds are null, an empty list of values allows all. A secret
/// value is never shown.
public record Constraints(
        @Nullable Long min,
        @Nullable Long max,
        @Nullable String pattern,
        List<String> values,
        boolean secret) {

    public static final Constraints NONE = new Constraints(null, null, null, List.of(), false);

    public static Constraints of(
            @Nullable Long min, @Nullable Long max, @Nullable String pattern, String... values) {
        return new Constraints(min, max, pattern, List.of(values), false);
    }

    /// The same for a secret.
    public Constraints hidden() {
        return new Constraints(min, max, pattern, values, true);
    }

    public boolean isNone() {
        return min == null && max == null && pattern == null && values.isEmpty();
    }
}
