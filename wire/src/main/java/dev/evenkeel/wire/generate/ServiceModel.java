package dev.evenkeel.wire.generate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// One trimmed service model, and what its shapes are called in Java.
final class ServiceModel {
    private final JsonNode root;

    private ServiceModel(JsonNode root) {
        this.root = root;
    }

    static ServiceModel parse(String json) {
        return new ServiceModel(JsonMapper.shared().readTree(json));
    }

    String metadata(String key) {
        return root.path("metadata").path(key).asString("");
    }

    List<String> protocols() {
        return root.path("metadata")
                .path("protocols")
                .valueStream()
                .map(JsonNode::asString)
                .toList();
    }

    String prefix() {
        return metadata("prefix");
    }

    String packageName() {
        return "dev.evenkeel.wire." + metadata("name");
    }

    boolean isEc2() {
        return protocols().contains("ec2");
    }

    Map<String, JsonNode> operations() {
        return root.path("operations").properties().stream()
                .collect(
                        Collectors.toMap(
                                Map.Entry::getKey,
                                Map.Entry::getValue,
                                (a, b) -> a,
                                java.util.TreeMap::new));
    }

    JsonNode shape(String name) {
        JsonNode shape = root.path("shapes").path(name);
        if (shape.isMissingNode()) {
            throw new IllegalArgumentException("no shape " + name);
        }
        return shape;
    }

    String typeOf(String shape) {
        return shape(shape).path("type").asString();
    }

    /// Every structure that gets a record; errors are codes, not records.
    List<String> structures() {
        return shapes(shape ->
                shape.path("type").asString().equals("structure") && !shape.has("exception"));
    }

    List<String> errors() {
        return shapes(shape -> shape.has("exception"));
    }

    /// Scalars with limits of their own; each gets one constant that many members share.
    List<String> constrainedScalars() {
        Set<String> compound = Set.of("structure", "list", "map");
        return shapes(shape ->
                !compound.contains(shape.path("type").asString()) && Sources.isConstrained(shape));
    }

    private List<String> shapes(Predicate<JsonNode> wanted) {
        List<String> names = new ArrayList<>();
        for (Map.Entry<String, JsonNode> entry : root.path("shapes").properties()) {
            if (wanted.test(entry.getValue())) {
                names.add(entry.getKey());
            }
        }
        return names;
    }

    static String className(String shape) {
        return Character.toUpperCase(shape.charAt(0)) + shape.substring(1);
    }

    /// The Java type of a shape: a record's name, `List<...>`, `Map<String, ...>` or a boxed
    /// scalar.
    String javaType(String name) {
        JsonNode shape = shape(name);
        return switch (shape.path("type").asString()) {
            case "structure" -> className(name);
            case "list" -> "List<" + javaType(target(shape, "member")) + ">";
            case "map" -> "Map<String, " + javaType(target(shape, "value")) + ">";
            case "integer" -> "Integer";
            case "long" -> "Long";
            case "float" -> "Float";
            case "double" -> "Double";
            case "boolean" -> "Boolean";
            case "timestamp" -> "Instant";
            case "blob" -> "byte[]";
            case "string" -> "String";
            case String other ->
                    throw new IllegalArgumentException("shape " + name + " of type " + other);
        };
    }

    static String target(JsonNode shape, String key) {
        return shape.path(key).path("shape").asString();
    }
}
