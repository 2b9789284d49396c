package dev.evenkeel.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A record as the codec sees it: its members in the model's order, and how to make one from their
/// values.
public final class Structure<T> implements Shape {
    private final Class<T> type;
    private final String element;
    private final Namespace namespace;
    private final List<Member> members;
    private final Function<@Nullable Object[], T> constructor;

    private Structure(Builder<T> builder) {
        type = builder.type;
        element = builder.element;
        namespace = builder.namespace;
        members = List.copyOf(builder.members);
        constructor = builder.constructor;
    }

    public String name() {
        return type.getSimpleName();
    }

    /// What its element is called where nothing around it says so: as the root of a REST body.
    public String element() {
        return element;
    }

    public Namespace namespace() {
        return namespace;
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
        private String element;
        private Namespace namespace = Namespace.NONE;

        private Builder(Class<T> type, Function<@Nullable Object[], T> constructor) {
            this.type = type;
            this.constructor = constructor;
            this.element = type.getSimpleName();
        }

        /// Where the model calls its element differently, or puts it into a namespace.
        public Builder<T> element(String name, Namespace declared) {
            element = name;
            namespace = declared;
            return this;
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
            members.add(new Member(name, wire, required, untyped, shape));
            return this;
        }

        public Structure<T> build() {
            return new Structure<>(this);
        }
    }

    /// A member's name in requests and in XML answers, where it stands and what namespace it
    /// declares.
    public record Wire(String request, String response, Place place, Namespace namespace) {
        public Wire at(Place other) {
            return new Wire(request, response, other, namespace);
        }

        public Wire in(Namespace declared) {
            return new Wire(request, response, place, declared);
        }
    }

    public static Wire named(String both) {
        return named(both, both);
    }

    public static Wire named(String request, String response) {
        return new Wire(request, response, Place.BODY, Namespace.NONE);
    }
}
