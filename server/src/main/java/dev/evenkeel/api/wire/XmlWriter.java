package dev.evenkeel.api.wire;

import dev.evenkeel.wire.ListOf;
import dev.evenkeel.wire.MapOf;
import dev.evenkeel.wire.Member;
import dev.evenkeel.wire.Namespace;
import dev.evenkeel.wire.Place;
import dev.evenkeel.wire.Scalar;
import dev.evenkeel.wire.Shape;
import dev.evenkeel.wire.Structure;
import java.util.List;
import java.util.Map;

/// Records to XML. What is unset is left out, a list that is set is written even if empty: clients
/// tell them apart.
final class XmlWriter {
    private final XmlText xml;
    private final Scalar.TimeFormat usual;

    /// As query and EC2 write.
    XmlWriter(XmlText xml) {
        this(xml, Scalar.TimeFormat.OF_PROTOCOL);
    }

    /// @param usual how a moment is written where the model does not say
    XmlWriter(XmlText xml, Scalar.TimeFormat usual) {
        this.xml = xml;
        this.usual = usual;
    }

    /// The content of an element that was just opened: attributes first, then what is inside.
    void structure(Structure<?> structure, Object instance) {
        for (Member member : structure.members()) {
            Object value = member.place() == Place.ATTRIBUTE ? member.get().apply(instance) : null;
            if (value != null && member.shape() instanceof Scalar scalar) {
                xml.attribute(member.responseName(), ScalarText.of(scalar, value, usual));
            }
        }
        for (Member member : structure.members()) {
            Object value = isElement(member) ? member.get().apply(instance) : null;
            if (value != null) {
                value(member.shape(), member.responseName(), member.namespace(), value);
            }
        }
    }

    /// Labels and query parameters are places of requests; in an answer such a member is an
    /// element.
    static boolean isElement(Member member) {
        return switch (member.place()) {
            case BODY, LABEL, QUERY -> true;
            case ATTRIBUTE, HEADER, HEADERS, STATUS, PAYLOAD -> false;
        };
    }

    private void value(Shape shape, String name, Namespace namespace, Object value) {
        switch (shape) {
            case Shape.Reference reference ->
                    value(reference.target().get(), name, namespace, value);
            case Structure<?> structure -> {
                xml.open(name).declare(namespace.isNone() ? structure.namespace() : namespace);
                structure(structure, value);
                xml.close(name);
            }
            case ListOf list -> list(list, name, namespace, (List<?>) value);
            case MapOf map -> map(map, name, namespace, (Map<?, ?>) value);
            case Scalar scalar -> {
                xml.open(name).declare(namespace);
                xml.text(ScalarText.of(scalar, value, usual)).close(name);
            }
        }
    }

    private void list(ListOf list, String name, Namespace namespace, List<?> elements) {
        if (list.flattened()) {
            elements.forEach(element -> value(list.element(), name, namespace, element));
            return;
        }
        xml.open(name).declare(namespace);
        elements.forEach(
                element -> value(list.element(), list.elementName(), Namespace.NONE, element));
        xml.close(name);
    }

    private void map(MapOf map, String name, Namespace namespace, Map<?, ?> entries) {
        if (map.flattened()) {
            entries.forEach((key, value) -> {
                xml.open(name).declare(namespace);
                entry(map, String.valueOf(key), value);
                xml.close(name);
            });
            return;
        }
        xml.open(name).declare(namespace);
        entries.forEach((key, value) -> {
            xml.open("entry");
            entry(map, String.valueOf(key), value);
            xml.close("entry");
        });
        xml.close(name);
    }

    private void entry(MapOf map, String key, Object value) {
        xml.leaf(map.keyName(), key);
        value(map.value(), map.valueName(), Namespace.NONE, value);
    }
}
