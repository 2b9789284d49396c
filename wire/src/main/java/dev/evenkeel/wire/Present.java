package dev.evenkeel.wire;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads members that may be absent where absent and empty mean the same.
public final class Present {
    private Present() {}

    public static <T> List<T> orEmpty(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }

    public static <V> Map<String, V> orEmpty(@Nullable Map<String, V> map) {
        return map == null ? Map.of() : map;
    }

    public static boolean isTrue(@Nullable Boolean value) {
        return value != null && value;
    }
}
