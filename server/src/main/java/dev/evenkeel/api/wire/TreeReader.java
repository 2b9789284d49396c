package dev.evenkeel.api.wire;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.wire.ListOf;
import dev.evenkeel.wire.MapOf;
import dev.evenkeel.wire.Member;
import dev.evenkeel.wire.Scalar;
import dev.evenkeel.wire.Shape;
import dev.evenkeel.wire.Structure;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// JSON and CBOR to records. Members no shape knows are ignored; null is absent.
final class TreeReader {

    <T> T read(Structure<T> structure, JsonNode tree) {
        if (!tree.isObject()) {
            throw malformed("the body is not an object");
        }
        try {
            return structure(structure, tree);
        } catch (JacksonException | DateTimeException | ArithmeticException wrong) {
            throw malformed(String.valueOf(wrong.getMessage()));
        }
    }

    private <T> T structure(Structure<T> structure, JsonNode tree) {
        if (!tree.isObject()) {
            throw malformed(structure.name() + " is not an object");
        }
        List<Member> members = structure.members();
        @Nullable Object[] values = new Object[members.size()];
        for (int i = 0; i < values.length; i++) {
            JsonNode child = tree.path(members.get(i).name());
            if (!child.isMissingNode() && !child.isNull()) {
                values[i] = value(members.get(i).shape(), child);
            }
        }
        return structure.make(values);
    }

    private Object value(Shape shape, JsonNode tree) {
        return switch (shape) {
            case Shape.Reference reference -> structure(reference.target().get(), tree);
            case Structure<?> structure -> structure(structure, tree);
            case ListOf list -> list(list, tree);
            case MapOf map -> map(map, tree);
            case Scalar scalar -> scalar(scalar, tree);
        };
    }

    private List<Object> list(ListOf list, JsonNode tree) {
        if (!tree.isArray()) {
            throw malformed("expected a list, found " + tree.getNodeType());
        }
        List<Object> result = new ArrayList<>(tree.size());
        for (JsonNode element : tree) {
            if (!element.isNull()) {
                result.add(value(list.element(), element));
            }
        }
        return result;
    }

    private Map<String, Object> map(MapOf map, JsonNode tree) {
        if (!tree.isObject()) {
            throw malformed("expected a map, found " + tree.getNodeType());
        }
        Map<String, Object> result = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : tree.properties()) {
            if (!entry.getValue().isNull()) {
                result.put(entry.getKey(), value(map.value(), entry.getValue()));
            }
        }
        return result;
    }

    private static Object scalar(Scalar scalar, JsonNode node) {
        return switch (scalar.type()) {
            case STRING -> node.stringValue();
            case INTEGER -> Math.toIntExact(whole(node));
            case LONG -> whole(node);
            case FLOAT -> (float) decimal(node);
            case DOUBLE -> decimal(node);
            case BOOLEAN -> node.booleanValue();
            case TIMESTAMP -> moment(node);
            case BLOB -> node.binaryValue();
        };
    }

    /// Some languages have one kind of number only, and write 60 as 60.0.
    private static long whole(JsonNode node) {
        return node.isNumber() ? node.decimalValue().longValueExact() : node.longValue();
    }

    /// `NaN` and the infinities are strings in JSON.
    private static double decimal(JsonNode node) {
        if (!node.isString()) {
            return node.isNumber() ? node.doubleValue() : unexpected(node);
        }
        return switch (node.stringValue()) {
            case "NaN" -> Double.NaN;
            case "Infinity" -> Double.POSITIVE_INFINITY;
            case "-Infinity" -> Double.NEGATIVE_INFINITY;
            default -> unexpected(node);
        };
    }

    private static double unexpected(JsonNode node) {
        throw malformed("expected a number, found " + node.getNodeType());
    }

    private static Instant moment(JsonNode node) {
        if (node.isString()) {
            return Moments.parse(node.stringValue());
        }
        if (node.isNumber() && !(node.isDouble() && !Double.isFinite(node.doubleValue()))) {
            return Moments.ofEpochSeconds(node.decimalValue());
        }
        throw malformed("expected a timestamp, found " + node.getNodeType());
    }

    private static ApiFault malformed(String message) {
        return new ApiFault("SerializationException", message);
    }
}
