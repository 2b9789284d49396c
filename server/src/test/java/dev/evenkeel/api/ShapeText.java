package dev.evenkeel.api;

import dev.evenkeel.wire.ListOf;
import dev.evenkeel.wire.MapOf;
import dev.evenkeel.wire.Member;
import dev.evenkeel.wire.Scalar;
import dev.evenkeel.wire.Shape;
import dev.evenkeel.wire.Structure;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Records to text and back for scenarios: `Instances.1.State.Name=pending`. Members have the names
/// of the model, lists count from 1.
public final class ShapeText {
    private ShapeText() {}

    /// @throws IllegalArgumentException for a name that the shape does not have, so that a scenario
    ///   cannot lie
    public static <T> T read(Structure<T> shape, Map<String, String> text) {
        var used = new HashSet<String>();
        @SuppressWarnings("unchecked") // A structure makes its own type.
        T record = (T) readStructure(shape, "", text, used);
        var unknown = new ArrayList<>(text.keySet());
        unknown.removeAll(used);
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException(shape + " has no " + unknown);
        }
        return record;
    }

    private static Object readStructure(
            Structure<?> shape, String prefix, Map<String, String> text, Set<String> used) {
        @Nullable Object[] values = new Object[shape.members().size()];
        for (int i = 0; i < values.length; i++) {
            Member member = shape.members().get(i);
            values[i] = read(member.shape(), prefix + member.name(), text, used);
        }
        return shape.make(values);
    }

    private static @Nullable Object read(
            Shape shape, String path, Map<String, String> text, Set<String> used) {
        boolean there =
                text.keySet().stream().anyMatch(k -> k.equals(path) || k.startsWith(path + "."));
        if (!there) {
            return null;
        }
        return switch (shape) {
            case Scalar scalar -> {
                used.add(path);
                yield scalar(scalar, text.getOrDefault(path, ""));
            }
            case ListOf list -> {
                var elements = new ArrayList<Object>();
                var next = read(list.element(), path + ".1", text, used);
                while (next != null) {
                    elements.add(next);
                    String at = path + "." + (elements.size() + 1);
                    next = read(list.element(), at, text, used);
                }
                yield elements;
            }
            case Structure<?> structure -> readStructure(structure, path + ".", text, used);
            case Shape.Reference(var target) -> read(target.get(), path, text, used);
            case MapOf map -> throw new IllegalArgumentException("no maps in scenarios: " + map);
        };
    }

    private static Object scalar(Scalar scalar, String text) {
        return switch (scalar.type()) {
            case STRING -> text;
            case INTEGER -> Integer.valueOf(text);
            case LONG -> Long.valueOf(text);
            case FLOAT -> Float.valueOf(text);
            case DOUBLE -> Double.valueOf(text);
            case BOOLEAN -> Boolean.valueOf(text);
            case TIMESTAMP -> Instant.parse(text);
            case BLOB -> Base64.getDecoder().decode(text);
        };
    }

    public static SortedMap<String, String> write(Structure<?> shape, Object record) {
        var text = new TreeMap<String, String>();
        write(shape, "", record, text);
        return text;
    }

    private static void write(
            Shape shape, String path, @Nullable Object value, Map<String, String> text) {
        if (value == null) {
            return;
        }
        switch (shape) {
            case Scalar scalar ->
                    text.put(
                            path,
                            value instanceof byte[] bytes
                                    ? Base64.getEncoder().encodeToString(bytes)
                                    : value.toString());
            case ListOf list -> {
                int i = 0;
                for (Object element : (List<?>) value) {
                    write(list.element(), path + "." + ++i, element, text);
                }
                if (i == 0) {
                    text.put(path, "[]");
                }
            }
            case Structure<?> structure -> {
                String prefix = path.isEmpty() ? "" : path + ".";
                for (Member member : structure.members()) {
                    write(member.shape(), prefix + member.name(), member.get().apply(value), text);
                }
            }
            case Shape.Reference(var target) -> write(target.get(), path, value, text);
            case MapOf map ->
                    ((Map<?, ?>) value)
                            .forEach((key, each) ->
                                    write(map.value(), path + "." + key, each, text));
        }
    }
}
