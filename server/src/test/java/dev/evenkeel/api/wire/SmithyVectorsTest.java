package dev.evenkeel.api.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.api.ApiAnswer;
import dev.evenkeel.api.ApiFault;
import dev.evenkeel.api.Body;
import dev.evenkeel.wire.Nothing;
import dev.evenkeel.wire.Operation;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.cbor.CBORMapper;

/// Smithy's test vectors, from the server's side: what clients send is understood, what we answer
/// is what they expect.
class SmithyVectorsTest {
    private static final List<String> PROTOCOLS =
            List.of("awsQuery", "ec2Query", "awsJson1_0", "awsJson1_1", "rpcv2Cbor", "restXml");

    static Stream<SmithyVector> requests() {
        return PROTOCOLS.stream().flatMap(SmithyVector::requests).filter(SmithyVectorsTest::isOurs);
    }

    static Stream<SmithyVector> answers() {
        return PROTOCOLS.stream().flatMap(SmithyVector::answers).filter(SmithyVectorsTest::isOurs);
    }

    private static boolean isOurs(SmithyVector vector) {
        return NOT_OURS.keySet().stream().noneMatch(vector.id()::contains);
    }

    /// What no service of ours has, by a part of the vector's name, and why.
    private static final Map<String, String> NOT_OURS =
            Map.ofEntries(
                    Map.entry("PopulatesDefault", "our models have no default values"),
                    Map.entry("PopulatesNestedDefault", "our models have no default values"),
                    Map.entry("InlineDocument", "our models have no documents"),
                    Map.entry("rializeNull", "our models have no nulls in lists and maps"),
                    Map.entry("AndRetainsNull", "our models have no nulls in lists and maps"),
                    Map.entry("NullMapValues", "our models have no nulls in lists and maps"),
                    Map.entry(
                            "SDKApp",
                            "says only that clients may compress; a dispatcher test expands a body"),
                    Map.entry(
                            "QueryEmptyQueryMaps",
                            "nothing is sent for an empty map, so nothing can be read"),
                    Map.entry(
                            "Ec2EmptyQueryLists",
                            "nothing is sent for an empty list, so nothing can be read"),
                    Map.entry("ComplexError", "our faults have a code and a message, no members"),
                    Map.entry("TraitsWithMediaType", "our models name no media types"),
                    Map.entry("S3", "S3 has addresses of its own, and is no service of ours"),
                    Map.entry("GetBucketLocation", "S3's answer without an element around it"));

    private static WireProtocol protocol(SmithyVector vector, Body body) {
        return switch (vector.protocol()) {
            case "awsQuery", "ec2Query" ->
                    new QueryProtocol(
                            ParameterTree.parse(List.of(body.text()), Limits.DEFAULT),
                            vector.protocol().equals("ec2Query"),
                            "https://example.com/");
            case "awsJson1_0" -> TreeProtocol.json("1.0", body);
            case "awsJson1_1" -> TreeProtocol.json("1.1", body);
            case "restXml" -> RestVectors.protocol(vector, body);
            default -> TreeProtocol.cbor(body);
        };
    }

    private static byte[] bytes(SmithyVector vector) {
        return vector.protocol().equals("rpcv2Cbor")
                ? Base64.getDecoder().decode(vector.body())
                : vector.body().getBytes(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @MethodSource("requests")
    void whatClientsSendIsUnderstood(SmithyVector vector) {
        Bag read = protocol(vector, Body.of(bytes(vector))).read(vector.shape());
        Bag bag = SmithyParams.structure(vector.shape(), vector.params());
        Map<String, Object> meant = bag.plain(vector.shape());
        assertThat(RestVectors.withoutUnsaidMaps(vector, read.plain(vector.shape()), meant))
                .isEqualTo(meant);
    }

    @ParameterizedTest
    @MethodSource("answers")
    void whatWeAnswerIsWhatClientsExpect(SmithyVector vector) {
        ApiAnswer answer = answer(vector);
        if (vector.protocol().equals("restXml")) {
            RestVectors.check(vector, answer);
            return;
        }
        switch (vector.protocol()) {
            case "awsQuery", "ec2Query" ->
                    assertThat(XmlTree.parse(answer.body().text()))
                            .isEqualTo(XmlTree.parse(expected(vector)));
            default ->
                    assertThat(tree(vector, answer.body().bytes()))
                            .isEqualTo(tree(vector, bytes(vector)));
        }
        assertThat(answer.headers()).containsAllEntriesOf(headers(vector));
    }

    private static ApiAnswer answer(SmithyVector vector) {
        WireProtocol protocol = protocol(vector, Body.EMPTY);
        if (vector.isUnit()) {
            Operation<Nothing, Nothing> operation =
                    new Operation<>(
                            vector.operation(),
                            () -> Nothing.SHAPE,
                            () -> Nothing.SHAPE,
                            "",
                            List.of(),
                            vector.http());
            return protocol.answer(operation, Nothing.NOTHING, "requestid");
        }
        Operation<Bag, Bag> operation =
                new Operation<>(
                        vector.operation(),
                        vector::shape,
                        vector::shape,
                        vector.operation() + "Result",
                        List.of(),
                        vector.http());
        Bag output = SmithyParams.structure(vector.shape(), vector.params());
        return protocol.answer(operation, output, "requestid");
    }

    /// Some vectors say nothing of the body of an answer without members.
    private static String expected(SmithyVector vector) {
        String name = vector.operation() + "Response";
        boolean wrapped = vector.protocol().equals("awsQuery") && !vector.isUnit();
        String result = wrapped ? "<" + vector.operation() + "Result/>" : "";
        return vector.body().isBlank()
                ? "<" + name + ">" + result + "</" + name + ">"
                : vector.body();
    }

    private static Map<String, String> headers(SmithyVector vector) {
        Map<String, String> result = new TreeMap<>();
        vector.test()
                .getObjectMember("headers")
                .ifPresent(headers ->
                        headers.getStringMap()
                                .forEach((name, value) -> {
                                    if (List.of("Content-Type", "smithy-protocol").contains(name)) {
                                        result.put(name, value.expectStringNode().getValue());
                                    }
                                }));
        return result;
    }

    private static Object tree(SmithyVector vector, byte[] bytes) {
        if (bytes.length == 0) {
            return Map.of();
        }
        JsonNode node =
                vector.protocol().equals("rpcv2Cbor")
                        ? CBORMapper.builder().build().readTree(bytes)
                        : JsonMapper.shared().readTree(bytes);
        return plain(node);
    }

    private static Object plain(JsonNode node) {
        return switch (node.getNodeType()) {
            case OBJECT -> {
                Map<String, Object> entries = new TreeMap<>();
                node.properties()
                        .forEach(entry -> entries.put(entry.getKey(), plain(entry.getValue())));
                yield entries;
            }
            case ARRAY -> node.valueStream().map(SmithyVectorsTest::plain).toList();
            case NUMBER -> node.doubleValue();
            case BINARY -> Base64.getEncoder().encodeToString(node.binaryValue());
            default -> node.asString();
        };
    }

    static Stream<SmithyVector> faults() {
        return SmithyVector.faults("restXml").filter(SmithyVectorsTest::isOurs);
    }

    @ParameterizedTest
    @MethodSource("faults")
    void aFaultIsWrittenAsClientsExpect(SmithyVector vector) {
        ApiFault fault =
                new ApiFault(
                        vector.operation(),
                        vector.params().expectStringMember("Message").getValue(),
                        vector.test().expectNumberMember("code").getValue().intValue());
        ApiAnswer answer = protocol(vector, Body.EMPTY).fault(fault, "foo-id");
        String expected = vector.body().replaceAll("<AnotherSetting>.*</AnotherSetting>", "");
        assertThat(XmlTree.parse(answer.body().text())).isEqualTo(XmlTree.parse(expected));
        assertThat(answer.status()).isEqualTo(fault.status());
        assertThat(answer.headers()).containsAllEntriesOf(headers(vector));
    }

    @Test
    void everyProtocolHasItsVectors() {
        for (String protocol : PROTOCOLS) {
            assertThat(SmithyVector.requests(protocol)).as(protocol).hasSizeGreaterThan(10);
            assertThat(SmithyVector.answers(protocol)).as(protocol).hasSizeGreaterThan(10);
        }
    }
}
