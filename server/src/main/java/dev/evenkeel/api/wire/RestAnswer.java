package dev.evenkeel.api.wire;

import dev.evenkeel.api.ApiAnswer;
import dev.evenkeel.api.Body;
import dev.evenkeel.wire.ListOf;
import dev.evenkeel.wire.Member;
import dev.evenkeel.wire.Namespace;
import dev.evenkeel.wire.Place;
import dev.evenkeel.wire.Scalar;
import dev.evenkeel.wire.Shape;
import dev.evenkeel.wire.Structure;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/// A record as a REST answer: each member in its place among status, headers and body.
///
/// @param namespace of the service, for a document that has none of its own
record RestAnswer(Structure<?> structure, Object output, String namespace) {
    static final String XML = "application/xml";

    /// @param status where no member says another
    ApiAnswer write(int status) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.put("Content-Type", contentType());
        // First what a map of headers says, so that a header with a member of its own wins.
        each(Place.HEADERS, (member, value) -> putAll(headers, member, (Map<?, ?>) value));
        each(Place.HEADER, (member, value) -> put(headers, member, value));
        int[] code = {status};
        each(Place.STATUS, (member, value) -> code[0] = (Integer) value);
        return new ApiAnswer(code[0], headers, isDocument() ? document() : payload());
    }

    private void each(Place place, BiConsumer<Member, Object> action) {
        for (Member member : structure.members()) {
            Object value = member.place() == place ? member.get().apply(output) : null;
            if (value != null) {
                action.accept(member, value);
            }
        }
    }

    private static void putAll(Map<String, String> headers, Member member, Map<?, ?> all) {
        all.forEach(
                (name, value) -> headers.put(member.responseName() + name, String.valueOf(value)));
    }

    private static void put(Map<String, String> headers, Member member, Object value) {
        String text =
                member.shape() instanceof ListOf list
                        ? HeaderText.join(list, (List<?>) value)
                        : HeaderText.one((Scalar) member.shape(), value);
        headers.put(member.responseName(), text);
    }

    private String contentType() {
        String[] type = {XML};
        each(
                Place.PAYLOAD,
                (member, value) -> {
                    switch (value) {
                        case byte[] _ -> type[0] = "application/octet-stream";
                        case String _ -> type[0] = "text/plain";
                        default -> {}
                    }
                });
        return type[0];
    }

    private boolean isDocument() {
        return structure.members().stream()
                .anyMatch(
                        member -> XmlWriter.isElement(member) || member.place() == Place.ATTRIBUTE);
    }

    private Body document() {
        return element(structure, structure.element(), structure.namespace(), output);
    }

    private Body payload() {
        Body[] body = {Body.EMPTY};
        each(Place.PAYLOAD, (member, value) -> body[0] = payload(member, value));
        return body[0];
    }

    /// The member's own name counts only if the model gives it one; otherwise the element is called
    /// as its shape.
    private Body payload(Member member, Object value) {
        if (!(member.shape() instanceof Shape.Reference reference)) {
            return value instanceof byte[] bytes ? Body.of(bytes) : Body.of(value.toString());
        }
        Structure<?> payload = reference.target().get();
        boolean unnamed = member.responseName().equals(member.name());
        return element(
                payload,
                unnamed ? payload.element() : member.responseName(),
                member.namespace().isNone() ? payload.namespace() : member.namespace(),
                value);
    }

    private Body element(Structure<?> shape, String name, Namespace own, Object value) {
        XmlText xml = new XmlText().open(name);
        xml.declare(own.isNone() ? Namespace.of(namespace) : own);
        new XmlWriter(xml, Scalar.TimeFormat.DATE_TIME).structure(shape, value);
        return Body.of(xml.close(name).toString());
    }
}
