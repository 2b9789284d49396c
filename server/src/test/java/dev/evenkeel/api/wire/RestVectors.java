package dev.evenkeel.api.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.api.ApiAnswer;
import dev.evenkeel.api.ApiRequest;
import dev.evenkeel.api.Body;
import dev.evenkeel.wire.MapOf;
import dev.evenkeel.wire.Member;
import dev.evenkeel.wire.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.smithy.model.node.Node;

/// What a vector of a REST protocol says besides its body: method, path, query, headers, status.
final class RestVectors {
    private RestVectors() {}

    static ApiRequest request(SmithyVector vector, Body body) {
        Map<String, List<String>> headers = new TreeMap<>();
        headers(vector)
                .forEach((name, value) ->
                        headers.put(name.toLowerCase(Locale.ROOT), List.of(value)));
        List<String> query = new ArrayList<>();
        vector.test()
                .getArrayMember("queryParams")
                .ifPresent(all -> all.forEach(one -> query.add(one.expectStringNode().getValue())));
        return new ApiRequest(
                vector.test().getStringMemberOrDefault("method", "GET"),
                vector.test().getStringMemberOrDefault("uri", vector.http().uri()),
                String.join("&", query),
                headers,
                body);
    }

    static WireProtocol protocol(SmithyVector vector, Body body) {
        ApiRequest request = request(vector, body);
        Map<String, String> labels =
                UriTemplate.parse(vector.http().uri())
                        .match(
                                UriTemplate.split(request.path()),
                                QueryString.parse(request.query(), Limits.DEFAULT))
                        .orElse(Map.of());
        return new RestXmlProtocol(new RestRequest(request, labels, Limits.DEFAULT), "");
    }

    /// A server hands out all query parameters where a map stands for them; what clients send is
    /// written down without.
    static Map<String, Object> withoutUnsaidMaps(
            SmithyVector vector, Map<String, Object> read, Map<String, Object> meant) {
        Map<String, Object> result = new TreeMap<>(read);
        for (Member member : vector.shape().members()) {
            if (member.place() == Place.QUERY
                    && member.shape() instanceof MapOf
                    && !meant.containsKey(member.name())) {
                result.remove(member.name());
            }
        }
        return result;
    }

    static void check(SmithyVector vector, ApiAnswer answer) {
        assertThat(answer.status())
                .isEqualTo(vector.test().expectNumberMember("code").getValue().intValue());
        String text = answer.body().text();
        if (vector.body().contains("<")) {
            assertThat(XmlTree.parse(text)).isEqualTo(XmlTree.parse(vector.body()));
        } else {
            assertThat(text).isEqualTo(vector.body());
        }
        Map<String, String> headers = headers(vector);
        // The connection counts the bytes of every answer.
        headers.remove("Content-Length");
        assertThat(answer.headers()).containsAllEntriesOf(headers);
        vector.test()
                .getArrayMember("forbidHeaders")
                .ifPresent(all -> assertThat(answer.headers()).doesNotContainKeys(names(all)));
    }

    private static String[] names(Node nodes) {
        return nodes.expectArrayNode().getElements().stream()
                .map(node -> node.expectStringNode().getValue())
                .toArray(String[]::new);
    }

    private static Map<String, String> headers(SmithyVector vector) {
        Map<String, String> result = new TreeMap<>();
        vector.test()
                .getObjectMember("headers")
                .ifPresent(headers ->
                        headers.getStringMap()
                                .forEach((name, value) ->
                                        result.put(name, value.expectStringNode().getValue())));
        return result;
    }
}
