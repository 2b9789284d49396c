package dev.evenkeel.api.wire;

import dev.evenkeel.wire.ListOf;
import dev.evenkeel.wire.MapOf;
import dev.evenkeel.wire.Member;
import dev.evenkeel.wire.Scalar;
import dev.evenkeel.wire.Shape;
import dev.evenkeel.wire.Structure;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/// Records to XML. What is unset is left out, a list that is set is written even if empty: clients
/// tell them apart.
final class XmlWriter {
    private final XmlText xml;

    XmlWriter(XmlText xml) {
        this.xml = xml;
    }

    void structure(Structure<?> structure, Object instance) {
        for (Member member : structure.members()) {
            Object value = member.get().apply(instance);
            if (value != null) {
                value(member.shape(), member.responseName(), value);
            }
        }
    }

    private void value(Shape shape, String name, Object value) {
        switch (shape) {
            case Shape.Reference reference -> value(reference.target().get(), name, value);
            case Structure<?> structure -> {
                xml.open(name);
                structure(structure, value);
                xml.close(name);
            }
            case ListOf list -> list(list, name, (List<?>) value);
            case MapOf map -> map(map, name, (Map<?, ?>) value);
            case Scalar scalar -> xml.leaf(name, text(scalar, value));
        }
    }

    private void list(ListOf list, String name, List<?> elements) {
        if (list.flattened()) {
            elements.forEach(element -> value(list.element(), name, element));
            return;
        }
        xml.open(name);
        elements.forEach(element -> value(list.element(), list.elementName(), element));
        xml.close(name);
    }

    private void map(MapOf map, String name, Map<?, ?> entries) {
        if (map.flattened()) {
            entries.forEach((key, value) -> entry(map, name, String.valueOf(key), value));
            return;
        }
        xml.open(name);
        entries.forEach((key, value) -> entry(map, "entry", String.valueOf(key), value));
        xml.close(name);
    }

    private void entry(MapOf map, String name, String key, Object value) {
        xml.open(name).leaf(map.keyName(), key);
        value(map.value(), map.valueName(), value);
        xml.close(name);
    }

    private static String text(Scalar scalar, Object value) {
        return switch (value) {
            case Instant moment -> moment(scalar.timeFormat(), moment);
            case byte[] bytes -> Base64.getEncoder().encodeToString(bytes);
            case Double number -> decimal(number);
            default -> value.toString();
        };
    }

    private static String moment(Scalar.TimeFormat format, Instant moment) {
        return switch (format) {
            case OF_PROTOCOL -> Moments.millis(moment);
            case DATE_TIME -> Moments.dateTime(moment);
            case HTTP_DATE -> Moments.httpDate(moment);
            case EPOCH_SECONDS -> Moments.epochSeconds(moment).toPlainString();
        };
    }

    /// Whole numbers without Java's exponent, which not every client reads.
    private static String decimal(double number) {
        boolean plain = number == Math.rint(number) && Math.abs(number) < 1e15;
        return plain ? (long) number + ".0" : Double.toString(number);
    }
}
