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
    void errorsAndOperationsAreConstants() {
        assertThat(new ErrorsSource(toy("query")).text())
                .contains("TORN = new ErrorCode(\"TornException\", \"Torn\", 409);");
        assertThat(new OperationsSource(toy("query")).text())
                .contains("Operation<Rope, Nothing> PULL = new Operation<>(")
                .contains("List.of(ToyErrors.TORN)");
    }

    @Test
    void anUnknownProtocolStopsTheBuild() {
        assertThatThrownBy(() -> new OperationsSource(toy("telex")).text())
                .hasMessageContaining("telex");
    }
}
