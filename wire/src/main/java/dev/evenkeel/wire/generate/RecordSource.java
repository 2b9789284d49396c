package dev.evenkeel.wire.generate;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/// Writes one structure as a record with its `SHAPE` and its builder.
final class RecordSource {
    private final ServiceModel model;
    private final String type;
    private final JsonNode shape;
    private final Set<String> required = new HashSet<>();
    private final List<Component> components = new ArrayList<>();

    /// A member of the structure: `name` in AWS's spelling, `java` in ours.
    private record Component(String name, String java, String type, JsonNode reference) {}

    RecordSource(ServiceModel model, String name) {
        this.model = model;
        this.type = ServiceModel.className(name);
        this.shape = model.shape(name);
        shape.path("required").forEach(member -> required.add(member.asString()));
        for (Map.Entry<String, JsonNode> member : shape.path("members").properties()) {
            String of = model.javaType(member.getValue().path("shape").asString());
            components.add(
                    new Component(
                            member.getKey(),
                            Names.component(member.getKey()),
                            of,
                            member.getValue()));
        }
    }

    String text() {
        return """
        package %s;

        import dev.evenkeel.wire.Constraints;
        import dev.evenkeel.wire.ListOf;
        import dev.evenkeel.wire.MapOf;
        import dev.evenkeel.wire.Namespace;
        import dev.evenkeel.wire.Place;
        import dev.evenkeel.wire.Scalar;
        import dev.evenkeel.wire.Shape;
        import dev.evenkeel.wire.Structure;
        import java.time.Instant;
        import java.util.List;
        import java.util.Map;
        import org.jspecify.annotations.Nullable;

        @SuppressWarnings("unchecked")
        public record %s(%s) {
            public static final Structure<%2$s> SHAPE = Structure.of(
                            %2$s.class, v -> new %2$s(%s))
        %s%s            .build();

            public static Builder builder() {
                return new Builder(new Object[%d]);
            }

            public Builder toBuilder() {
                return new Builder(new Object[] {%s});
            }

            public static final class Builder {
                private final @Nullable Object[] v;

                private Builder(@Nullable Object[] v) {
                    this.v = v;
                }

        %s
                public %2$s build() {
                    return SHAPE.make(v);
                }
            }
        }
        """
                .formatted(
                        model.packageName(),
                        type,
                        each(
                                ", ",
                                component -> nullable(component.type()) + " " + component.java()),
                        casts(),
                        element(),
                        each("", this::member),
                        components.size(),
                        each(", ", Component::java),
                        setters());
    }

    private String each(String between, java.util.function.Function<Component, String> text) {
        return components.stream().map(text).collect(Collectors.joining(between));
    }

    private String casts() {
        return IntStream.range(0, components.size())
                .mapToObj(i -> "(" + components.get(i).type() + ") v[" + i + "]")
                .collect(Collectors.joining(", "));
    }

    /// What the structure's own element is called, where that is not its name alone.
    private String element() {
        String name = shape.path("locationName").asString(type);
        String namespace = Sources.namespace(shape);
        return name.equals(type) && namespace.isEmpty()
                ? ""
                : "            .element(%s, %s)\n"
                        .formatted(
                                Sources.quoted(name),
                                namespace.isEmpty() ? "Namespace.NONE" : namespace);
    }

    private String member(Component component) {
        String kind = required.contains(component.name()) ? "required" : "optional";
        String of = Sources.shape(model, component.reference().path("shape").asString());
        return "            .%s(%s, %s, %s::%s, %s)\n"
                .formatted(
                        kind,
                        Sources.quoted(component.name()),
                        wireNames(component),
                        type,
                        component.java(),
                        of);
    }

    /// Request and answer differ only in EC2, where a request's names are capitalised.
    private String wireNames(Component component) {
        JsonNode reference = component.reference();
        String response = reference.path("locationName").asString(component.name());
        String capitalised = model.isEc2() ? ServiceModel.className(response) : response;
        String request = reference.path("queryName").asString(capitalised);
        String names =
                request.equals(response)
                        ? Sources.quoted(request)
                        : Sources.quoted(request) + ", " + Sources.quoted(response);
        return "Structure.named(" + names + ")" + place(component) + namespace(reference);
    }

    private String place(Component component) {
        boolean isPayload = shape.path("payload").asString("").equals(component.name());
        String place = isPayload ? "PAYLOAD" : Sources.place(component.reference());
        return place.isEmpty() ? "" : ".at(Place." + place + ")";
    }

    private static String namespace(JsonNode reference) {
        String namespace = Sources.namespace(reference);
        return namespace.isEmpty() ? "" : ".in(" + namespace + ")";
    }

    private String setters() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < components.size(); i++) {
            Component component = components.get(i);
            text.append(
                    "        public Builder %s(%s value) {\n"
                            .formatted(component.java(), nullable(component.type())));
            text.append(
                    "            v[%d] = value;\n            return this;\n        }\n\n"
                            .formatted(i));
        }
        return text.toString();
    }

    private static String nullable(String type) {
        return type.equals("byte[]") ? "byte @Nullable []" : "@Nullable " + type;
    }
}
