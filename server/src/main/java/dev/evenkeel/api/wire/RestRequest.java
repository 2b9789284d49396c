package dev.evenkeel.api.wire;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.api.ApiRequest;
import dev.evenkeel.wire.ListOf;
import dev.evenkeel.wire.MapOf;
import dev.evenkeel.wire.Member;
import dev.evenkeel.wire.Place;
import dev.evenkeel.wire.Scalar;
import dev.evenkeel.wire.Shape;
import dev.evenkeel.wire.Structure;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A REST request as a record: each member from its place in the path, the query, the headers or
/// the body.
///
/// @param labels what the labels of the operation's path stand for
record RestRequest(ApiRequest request, Map<String, String> labels, Limits limits) {

    <T> T read(Structure<T> structure) {
        Map<String, List<String>> query = QueryString.parse(request.query(), limits);
        XmlElement document = hasDocument(structure) ? document() : null;
        List<Member> members = structure.members();
        @Nullable Object[] values = new Object[members.size()];
        for (int i = 0; i < values.length; i++) {
            Member member = members.get(i);
            values[i] =
                    switch (member.place()) {
                        case BODY, ATTRIBUTE ->
                                document == null ? null : new XmlReader().member(member, document);
                        case LABEL -> label(member);
                        case QUERY -> parameter(member, query);
                        case HEADER -> header(member);
                        case HEADERS -> headers(member.requestName().toLowerCase(Locale.ROOT));
                        case STATUS -> null;
                        case PAYLOAD -> payload(member.shape());
                    };
        }
        return structure.make(values);
    }

    private boolean hasDocument(Structure<?> structure) {
        return request.body().length() > 0
                && structure.members().stream()
                        .anyMatch(member ->
                                member.place() == Place.BODY || member.place() == Place.ATTRIBUTE);
    }

    private XmlElement document() {
        return XmlParser.parse(request.body().bytes(), limits);
    }

    private @Nullable Object label(Member member) {
        String text = labels.get(member.requestName());
        return text == null ? null : scalar(member.shape(), text, member);
    }

    private @Nullable Object parameter(Member member, Map<String, List<String>> query) {
        if (member.shape() instanceof MapOf map) {
            return all(map, query);
        }
        List<String> texts = query.get(member.requestName());
        if (texts == null) {
            return null;
        }
        return member.shape() instanceof ListOf list
                ? scalars(list, texts, member)
                : scalar(member.shape(), texts.getFirst(), member);
    }

    /// A map stands for all parameters, also those that have a member of their own.
    private static @Nullable Object all(MapOf map, Map<String, List<String>> query) {
        Map<String, Object> result = new LinkedHashMap<>();
        query.forEach((name, texts) ->
                result.put(name, map.value() instanceof ListOf ? texts : texts.getFirst()));
        return result.isEmpty() ? null : result;
    }

    private @Nullable Object header(Member member) {
        List<String> lines = request.headers().get(member.requestName().toLowerCase(Locale.ROOT));
        if (lines == null) {
            return null;
        }
        String text = String.join(", ", lines);
        return member.shape() instanceof ListOf list
                ? scalars(list, HeaderText.split(list, text), member)
                : scalar(member.shape(), text, member);
    }

    private @Nullable Object headers(String prefix) {
        Map<String, Object> result = new LinkedHashMap<>();
        request.headers()
                .forEach((name, lines) -> {
                    if (name.startsWith(prefix)) {
                        result.put(name.substring(prefix.length()), String.join(", ", lines));
                    }
                });
        return result.isEmpty() ? null : result;
    }

    private @Nullable Object payload(Shape shape) {
        if (request.body().length() == 0) {
            return null;
        }
        if (shape instanceof Scalar scalar) {
            return scalar.type() == Scalar.Type.BLOB
                    ? request.body().bytes()
                    : request.body().text();
        }
        return new XmlReader().value(shape, document());
    }

    private static List<Object> scalars(ListOf list, List<String> texts, Member member) {
        return texts.stream().map(text -> scalar(list.element(), text, member)).toList();
    }

    private static Object scalar(Shape shape, String text, Member member) {
        Scalar scalar = (Scalar) shape;
        try {
            return ScalarText.parse(scalar.type(), text);
        } catch (IllegalArgumentException wrong) {
            String noun = ScalarText.noun(scalar.type());
            throw new ApiFault(
                    "MalformedInput",
                    "'" + text + "' in " + member.requestName() + " is not a valid " + noun + ".");
        }
    }
}
