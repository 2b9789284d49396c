package dev.evenkeel.api.wire;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.wire.ListOf;
import dev.evenkeel.wire.MapOf;
import dev.evenkeel.wire.Member;
import dev.evenkeel.wire.Place;
import dev.evenkeel.wire.Scalar;
import dev.evenkeel.wire.Shape;
import dev.evenkeel.wire.Structure;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// XML to records. Elements and attributes no shape knows are ignored, as AWS does.
final class XmlReader {

    <T> T structure(Structure<T> structure, XmlElement element) {
        List<Member> members = structure.members();
        @Nullable Object[] values = new Object[members.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = member(members.get(i), element);
        }
        return structure.make(values);
    }

    /// A member's value among the attributes and children of its structure's element.
    @Nullable Object member(Member member, XmlElement element) {
        String name = member.requestName();
        if (member.place() == Place.ATTRIBUTE) {
            String text = element.attributes().get(name.substring(name.indexOf(':') + 1));
            return text == null ? null : scalar((Scalar) member.shape(), text, name);
        }
        if (isFlattened(member.shape())) {
            List<XmlElement> all = element.children(name);
            return all.isEmpty() ? null : flattened(member.shape(), all);
        }
        XmlElement child = element.child(name);
        return child == null ? null : value(member.shape(), child);
    }

    private static boolean isFlattened(Shape shape) {
        return shape instanceof ListOf list && list.flattened()
                || shape instanceof MapOf map && map.flattened();
    }

    private Object flattened(Shape shape, List<XmlElement> all) {
        return shape instanceof MapOf map ? entries(map, all) : elements((ListOf) shape, all);
    }

    Object value(Shape shape, XmlElement element) {
        return switch (shape) {
            case Shape.Reference reference -> structure(reference.target().get(), element);
            case Structure<?> structure -> structure(structure, element);
            case ListOf list -> elements(list, element.children(list.elementName()));
            case MapOf map -> entries(map, element.children("entry"));
            case Scalar scalar -> {
                if (!element.children().isEmpty()) {
                    throw malformed(
                            "Unexpected list element or structure in " + element.name() + ".");
                }
                yield scalar(scalar, element.text(), element.name());
            }
        };
    }

    private List<Object> elements(ListOf list, List<XmlElement> all) {
        return all.stream().map(element -> value(list.element(), element)).toList();
    }

    private Map<String, Object> entries(MapOf map, List<XmlElement> all) {
        Map<String, Object> result = new LinkedHashMap<>();
        for (XmlElement entry : all) {
            XmlElement key = entry.child(map.keyName());
            XmlElement value = entry.child(map.valueName());
            if (key == null || value == null) {
                throw malformed(
                        "An entry has no " + (key == null ? map.keyName() : map.valueName()) + ".");
            }
            result.put(key.text(), value(map.value(), value));
        }
        return result;
    }

    private static Object scalar(Scalar scalar, String text, String name) {
        try {
            return ScalarText.parse(scalar.type(), text);
        } catch (IllegalArgumentException wrong) {
            String noun = ScalarText.noun(scalar.type());
            throw malformed("'" + text + "' in " + name + " is not a valid " + noun + ".");
        }
    }

    private static ApiFault malformed(String message) {
        return new ApiFault("MalformedInput", message);
    }
}
