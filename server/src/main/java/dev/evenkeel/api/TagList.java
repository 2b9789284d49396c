package dev.evenkeel.api;

import static dev.evenkeel.wire.Present.orEmpty;

import dev.evenkeel.model.Tags;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The tags of a request, in whatever shape its service has for them. A tag without a value has the
/// empty one.
public final class TagList {
    private TagList() {}

    /// How a service's shape says what a tag is.
    public record Shape<T>(
            Function<T, @Nullable String> key, Function<T, @Nullable String> value) {}

    /// Refuses with `twice` a key that is given more than once.
    public static <T> Tags of(
            @Nullable List<T> given, Shape<T> shape, Function<String, ApiFault> twice) {
        var tags = new TreeMap<String, String>();
        for (T tag : orEmpty(given)) {
            String key = text(shape.key().apply(tag));
            if (tags.put(key, text(shape.value().apply(tag))) != null) {
                throw twice.apply(key);
            }
        }
        return new Tags(tags);
    }

    private static String text(@Nullable String given) {
        return given == null ? "" : given;
    }
}
