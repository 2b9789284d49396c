package dev.evenkeel.wire.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RecordSourceTest {
    private static final String MODEL =
            """
            {"metadata": {"name": "%s", "prefix": "Toy", "protocols": ["%s"]},
             "operations": {"Pull": {"name": "Pull", "input": {"shape": "Rope"}, "errors": ["TornException"]}},
             "shapes": {
               "Rope": {"type": "structure", "required": ["Length"], "members": {
                 "Length": {"shape": "Metres", "locationName": "lengthSet"},
                 "Knots": {"shape": "Knots", "locationName": "knot", "queryName": "KnotName"}}},
               "Metres": {"type": "integer", "min": 1, "max": 50},
               "Knots": {"type": "list", "member": {"shape": "Knot", "locationName": "item"}, "max": 3},
               "Knot": {"type": "string", "enum": ["bow\\"line"]},
               "TornException": {"type": "structure", "members": {}, "exception": true,
                 "error": {"code": "Torn", "httpStatusCode": 409}}}}
            """;

    private static ServiceModel toy(String protocol) {
        return ServiceModel.parse(MODEL.formatted("toy", protocol));
    }

    @Test
    void membersBecomeComponentsThatMayBeAbsent() {
        String record = new RecordSource(toy("query"), "Rope").text();
        assertThat(record)
                .contains(
                        "public record Rope(@Nullable Integer length, @Nullable List<String> knots)");
    }

    @Test
    void onlyEc2CapitalisesRequestNames() {
        assertThat(new RecordSource(toy("query"), "Rope").text())
                .contains(
                        ".required(\"Length\", Structure.named(\"lengthSet\"), Rope::length, Scalars.METRES)");
        assertThat(new RecordSource(toy("ec2"), "Rope").text())
                .contains(
                        ".required(\"Length\", Structure.named(\"LengthSet\", \"lengthSet\"), Rope::length,");
    }

    @Test
    void aQueryNameIsTakenAsItIs() {
        assertThat(new RecordSource(toy("ec2"), "Rope").text())
                .contains("Structure.named(\"KnotName\", \"knot\")");
    }

    @Test
    void listsCarryTheirLimits() {
        assertThat(new RecordSource(toy("query"), "Rope").text())
                .contains(
                        "ListOf.of(\"item\", false, Scalars.KNOT).within(Constraints.of(null, 3L, null))");
    }

    @Test
    void limitsOfScalarsAreConstants() {
        assertThat(new ScalarsSource(toy("query")).text())
                .contains(
                        "METRES =\n            Scalar.INTEGER.within(Constraints.of(1L, 50L, null));")
                .contains(
                        "KNOT =\n            Scalar.STRING.within(Constraints.of(null, null, null, \"bow\\\"line\"));");
    }

    @Test
    void whatIsSensitiveIsHidden() {
        String sensitive =
                MODEL.formatted("toy", "query")
                        .replace("\"min\": 1,", "\"min\": 1, \"sensitive\": true,");
        assertThat(new ScalarsSource(ServiceModel.parse(sensitive)).text())
                .contains("Scalar.INTEGER.within(Constraints.of(1L, 50L, null).hidden());");
    }

    @Test
    void errorsAndOperationsAreConstants() {
        assertThat(new ErrorsSource(toy("query")).text())
                .contains("TORN = new ErrorCode(\"TornException\", \"Torn\", 409);");
        assertThat(new OperationsSource(toy("query")).text())
                .contains("Operation<Rope, Nothing> PULL = new Operation<>(")
                .contains("List.of(ToyErrors.TORN)");
    }

    private static final String REST =
            """
            {"metadata": {"name": "toy", "prefix": "Toy", "protocols": ["rest-xml"]},
             "operations": {"Pull": {"name": "Pull", "input": {"shape": "Rope"}, "errors": [],
               "http": {"method": "PUT", "requestUri": "/rope/{Id}", "responseCode": 201}}},
             "shapes": {
               "Rope": {"type": "structure", "payload": "Knot", "locationName": "TheRope",
                 "xmlNamespace": {"uri": "https://rope/"}, "members": {
                 "RopeId": {"shape": "Text", "location": "uri", "locationName": "Id"},
                 "Page": {"shape": "Text", "location": "querystring", "locationName": "page"},
                 "Tag": {"shape": "Text", "location": "header", "locationName": "X-Tag"},
                 "Notes": {"shape": "Notes", "location": "headers", "locationName": "X-Note-"},
                 "Code": {"shape": "Number", "location": "statusCode"},
                 "Knot": {"shape": "Knot", "locationName": "TheKnot"}}},
               "Knot": {"type": "structure", "members": {
                 "Kind": {"shape": "Text", "xmlAttribute": true, "locationName": "xsi:kind",
                   "xmlNamespace": {"prefix": "xsi", "uri": "https://xsi/"}}}},
               "Notes": {"type": "map", "key": {"shape": "Text"}, "value": {"shape": "Text"}},
               "Number": {"type": "integer"},
               "Text": {"type": "string"}}}
            """;

    @Test
    void restPutsMembersInTheirPlaces() {
        assertThat(new RecordSource(ServiceModel.parse(REST), "Rope").text())
                .contains(".element(\"TheRope\", new Namespace(\"\", \"https://rope/\"))")
                .contains("(\"RopeId\", Structure.named(\"Id\").at(Place.LABEL),")
                .contains("(\"Page\", Structure.named(\"page\").at(Place.QUERY),")
                .contains("(\"Tag\", Structure.named(\"X-Tag\").at(Place.HEADER),")
                .contains("(\"Notes\", Structure.named(\"X-Note-\").at(Place.HEADERS),")
                .contains("(\"Code\", Structure.named(\"Code\").at(Place.STATUS),")
                .contains("(\"Knot\", Structure.named(\"TheKnot\").at(Place.PAYLOAD),");
        assertThat(new RecordSource(ServiceModel.parse(REST), "Knot").text())
                .contains("named(\"xsi:kind\").at(Place.ATTRIBUTE).in(new Namespace(\"xsi\",");
    }

    @Test
    void restOperationsKnowTheirUri() {
        assertThat(new OperationsSource(ServiceModel.parse(REST)).text())
                .contains("List.of(), new Http(\"PUT\", \"/rope/{Id}\", 201));")
                .contains("Set.of(Protocol.REST_XML)");
        assertThat(new OperationsSource(toy("query")).text()).doesNotContain("new Http(");
    }

    @Test
    void anUnknownPlaceStopsTheBuild() {
        ServiceModel model = ServiceModel.parse(REST.replace("statusCode", "moon"));
        assertThatThrownBy(() -> new RecordSource(model, "Rope").text())
                .hasMessageContaining("moon");
    }

    @Test
    void anUnknownProtocolStopsTheBuild() {
        assertThatThrownBy(() -> new OperationsSource(toy("telex")).text())
                .hasMessageContaining("telex");
    }
}
