package dev.evenkeel.wire.generate;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// Java expressions for what the model says.
final class Sources {
    private Sources() {}

    static String quoted(String text) {
        StringBuilder result = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            switch (c) {
                case '"' -> result.append("\\\"");
                case '\\' -> result.append("\\\\");
                case '\n' -> result.append("\\n");
                case '\r' -> result.append("\\r");
                case '\t' -> result.append("\\t");
                default ->
                        result.append(
                                c < 0x20 || c > 0x7e
                                        ? "\\u%04x".formatted((int) c)
                                        : String.valueOf(c));
            }
        }
        return result.append('"').toString();
    }

    static boolean isConstrained(JsonNode shape) {
        return shape.has("min") || shape.has("max") || shape.has("pattern") || shape.has("enum");
    }

    /// `.within(...)` where the shape has limits, nothing where it has none.
    static String limits(JsonNode shape) {
        if (!isConstrained(shape)) {
            return "";
        }
        List<String> arguments = new ArrayList<>();
        arguments.add(bound(shape.path("min")));
        arguments.add(bound(shape.path("max")));
        arguments.add(shape.has("pattern") ? quoted(shape.path("pattern").asString()) : "null");
        shape.path("enum").forEach(value -> arguments.add(quoted(value.asString())));
        String hidden = shape.path("sensitive").asBoolean(false) ? ".hidden()" : "";
        return ".within(Constraints.of(" + String.join(", ", arguments) + ")" + hidden + ")";
    }

    private static String bound(JsonNode number) {
        return number.isMissingNode()
                ? "null"
                : (long) Math.min(number.asDouble(), Long.MAX_VALUE) + "L";
    }

    /// The shape of a member as an expression over `Scalar`, `ListOf`, `MapOf` and
    /// `Shape.reference`.
    static String shape(ServiceModel model, String name) {
        JsonNode shape = model.shape(name);
        return switch (model.typeOf(name)) {
            case "structure" -> "Shape.reference(() -> " + ServiceModel.className(name) + ".SHAPE)";
            case "list" -> list(model, shape) + limits(shape);
            case "map" -> map(model, shape) + limits(shape);
            default -> isConstrained(shape) ? "Scalars." + Names.constant(name) : scalar(shape);
        };
    }

    private static String list(ServiceModel model, JsonNode shape) {
        String element = shape.path("member").path("locationName").asString("member");
        String of = shape(model, ServiceModel.target(shape, "member"));
        return "ListOf.of(%s, %s, %s)".formatted(quoted(element), shape.has("flattened"), of);
    }

    private static String map(ServiceModel model, JsonNode shape) {
        String key = shape.path("key").path("locationName").asString("key");
        String value = shape.path("value").path("locationName").asString("value");
        String of = shape(model, ServiceModel.target(shape, "value"));
        return "MapOf.of(%s, %s, %s, %s)"
                .formatted(quoted(key), quoted(value), shape.has("flattened"), of);
    }

    static String scalar(JsonNode shape) {
        String constant = "Scalar." + Names.constant(shape.path("type").asString());
        return switch (shape.path("timestampFormat").asString("")) {
            case "" -> constant;
            case "iso8601" -> constant + ".written(Scalar.TimeFormat.DATE_TIME)";
            case "unixTimestamp" -> constant + ".written(Scalar.TimeFormat.EPOCH_SECONDS)";
            case "rfc822" -> constant + ".written(Scalar.TimeFormat.HTTP_DATE)";
            case String other -> throw new IllegalArgumentException("timestamp format " + other);
        };
    }

    /// Where a member stands if not in the body's document, as a constant of `Place`.
    static String place(JsonNode member) {
        if (member.path("xmlAttribute").asBoolean(false)) {
            return "ATTRIBUTE";
        }
        return switch (member.path("location").asString("")) {
            case "" -> "";
            case "uri" -> "LABEL";
            case "querystring" -> "QUERY";
            case "header" -> "HEADER";
            case "headers" -> "HEADERS";
            case "statusCode" -> "STATUS";
            case String other -> throw new IllegalArgumentException("location " + other);
        };
    }

    /// The namespace a member or shape declares as an expression, empty if none.
    static String namespace(JsonNode declaring) {
        JsonNode namespace = declaring.path("xmlNamespace");
        return namespace.isMissingNode()
                ? ""
                : "new Namespace(%s, %s)"
                        .formatted(
                                quoted(namespace.path("prefix").asString("")),
                                quoted(namespace.path("uri").asString("")));
    }
}
