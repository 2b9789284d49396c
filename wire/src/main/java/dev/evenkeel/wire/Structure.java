package dev.evenkeel.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A record as the codec sees it: its members in the model's order, and how to make one from their
/// values.
public final class Structure<T> implements Shape {
    private final Class<T> type;
    private final List<Member> members;
    private final Function<@Nullable Object[], T> constructor;

    private Structure(Builder<T> builder) {
        type = builder.type;
        members = List.copyOf(builder.members);
        constructor = builder.constructor;
    }

    public String name() {
        return type.getSimpleName();
    }

    public List<Member> members() {
        return members;
    }

    /// Makes the record from one value per member, in their order; null is an absent one.
    public T make(@Nullable Object[] values) {
        return constructor.apply(values);
    }

    public static <T> Builder<T> of(Class<T> type, Function<@Nullable Object[], T> constructor) {
        return new Builder<>(type, constructor);
    }

    @Override
    public String toString() {
        return "Structure " + name();
    }

    /// Collects members in the order in which the constructor wants their values.
    public static final class Builder<T> {
        private final Class<T> type;
        private final Function<@Nullable Object[], T> constructor;
        private final List<Member> members = new ArrayList<>();

        private Builder(Class<T> type, Function<@Nullable Object[], T> constructor) {
            this.type = type;
            this.constructor = constructor;
        }

        public Builder<T> required(
                String name, Wire wire, Function<T, @Nullable Object> get, Shape shape) {
            return add(name, wire, true, get, shape);
        }

        public Builder<T> optional(
                String name, Wire wire, Function<T, @Nullable Object> get, Shape shape) {
            return add(name, wire, false, get, shape);
        }

        private Builder<T> add(
                String name,
                Wire wire,
                boolean required,
                Function<T, @Nullable Object> get,
                Shape shape) {
            Function<Object, @Nullable Object> untyped = record -> get.apply(type.cast(record));
            members.add(
                    new Member(name, wire.request(), wire.response(), required, untyped, shape));
            return this;
        }

        public Structure<T> build() {
            return new Structure<>(this);
        }
    }

    /// A member's name among query parameters and in XML answers.
    public record Wire(String request, String response) {}

    public static Wire named(String both) {
        return new Wire(both, both);
    }

    public static Wire named(String request, String response) {
        return new Wire(request, response);
    }
}
