package dev.evenkeel.api.wire;

import dev.evenkeel.wire.Member;
import dev.evenkeel.wire.Structure;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A record whose members are known only at run time.
final class Bag {
    private final @Nullable Object[] values;

    Bag(@Nullable Object[] values) {
        this.values = values;
    }

    static Function<Bag, @Nullable Object> member(int index) {
        return bag -> bag.values[index];
    }

    /// The same as maps, lists and text, so that two can be compared and shown.
    Map<String, Object> plain(Structure<Bag> shape) {
        Map<String, Object> result = new LinkedHashMap<>();
        List<Member> members = shape.members();
        for (int i = 0; i < members.size(); i++) {
            Object value = values[i];
            if (value != null) {
                result.put(members.get(i).name(), plain(members.get(i).shape(), value));
            }
        }
        return result;
    }

    @SuppressWarnings("unchecked") // Every structure of a vector makes bags.
    private static Object plain(dev.evenkeel.wire.Shape shape, Object value) {
        return switch (shape) {
            case dev.evenkeel.wire.Shape.Reference reference ->
                    ((Bag) value).plain((Structure<Bag>) reference.target().get());
            case Structure<?> structure -> ((Bag) value).plain((Structure<Bag>) structure);
            case dev.evenkeel.wire.ListOf list ->
                    ((List<?>) value)
                            .stream().map(element -> plain(list.element(), element)).toList();
            case dev.evenkeel.wire.MapOf map -> {
                Map<String, Object> entries = new TreeMap<>();
                ((Map<?, ?>) value)
                        .forEach((key, element) ->
                                entries.put(String.valueOf(key), plain(map.value(), element)));
                yield entries;
            }
            case dev.evenkeel.wire.Scalar scalar ->
                    value instanceof byte[] bytes ? "0x" + HexFormat.of().formatHex(bytes) : value;
        };
    }

    @Override
    public String toString() {
        return Arrays.toString(values);
    }
}
