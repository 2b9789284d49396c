package dev.evenkeel.api.wire;

import dev.evenkeel.wire.ListOf;
import dev.evenkeel.wire.MapOf;
import dev.evenkeel.wire.Member;
import dev.evenkeel.wire.Scalar;
import dev.evenkeel.wire.Shape;
import dev.evenkeel.wire.Structure;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.smithy.model.node.Node;
import software.amazon.smithy.model.node.ObjectNode;

/// The values a vector stands for, as bags.
final class SmithyParams {
    private SmithyParams() {}

    static <T> T structure(Structure<T> shape, ObjectNode params) {
        List<Member> members = shape.members();
        @Nullable Object[] values = new Object[members.size()];
        for (int i = 0; i < values.length; i++) {
            Member member = members.get(i);
            values[i] =
                    params.getMember(member.name())
                            .filter(node -> !node.isNullNode())
                            .map(node -> value(member.shape(), node))
                            .orElse(null);
        }
        return shape.make(values);
    }

    private static Object value(Shape shape, Node node) {
        return switch (shape) {
            case Shape.Reference reference ->
                    structure(reference.target().get(), node.expectObjectNode());
            case Structure<?> structure -> structure(structure, node.expectObjectNode());
            case ListOf list ->
                    node.expectArrayNode().getElements().stream()
                            .filter(element -> !element.isNullNode())
                            .map(element -> value(list.element(), element))
                            .toList();
            case MapOf map -> map(map, node.expectObjectNode());
            case Scalar scalar -> scalar(scalar.type(), node);
        };
    }

    private static Map<String, Object> map(MapOf map, ObjectNode node) {
        Map<String, Object> entries = new LinkedHashMap<>();
        node.getStringMap()
                .forEach((key, value) -> {
                    if (!value.isNullNode()) {
                        entries.put(key, value(map.value(), value));
                    }
                });
        return entries;
    }

    private static Object scalar(Scalar.Type type, Node node) {
        return switch (type) {
            case STRING -> node.expectStringNode().getValue();
            case INTEGER -> node.expectNumberNode().getValue().intValue();
            case LONG -> node.expectNumberNode().getValue().longValue();
            case FLOAT -> (float) decimal(node);
            case DOUBLE -> decimal(node);
            case BOOLEAN -> node.expectBooleanNode().getValue();
            case BLOB -> node.expectStringNode().getValue().getBytes(StandardCharsets.UTF_8);
            case TIMESTAMP ->
                    Moments.ofEpochSeconds(
                            new BigDecimal(node.expectNumberNode().getValue().toString()));
        };
    }

    private static double decimal(Node node) {
        return node.isStringNode()
                ? Double.parseDouble(node.expectStringNode().getValue())
                : node.expectNumberNode().getValue().doubleValue();
    }
}
