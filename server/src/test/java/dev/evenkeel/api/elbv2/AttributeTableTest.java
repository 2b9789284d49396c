package dev.evenkeel.api.elbv2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.scenario.Scenario;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Which values each attribute takes, which AWS refuses, and which have no effect here yet.
class AttributeTableTest {
    static List<Scenario> cases() {
        return Scenario.read(AttributeTableTest.class, "attribute-values.txt");
    }

    /// The title is `table kind key`; the input its values, the expected lines what becomes of
    /// each.
    @ParameterizedTest
    @MethodSource("cases")
    void eachValueIsTakenOrRefusedAsWritten(Scenario scenario) {
        String[] title = scenario.title().split(" ");
        List<String> verdicts =
                scenario.input().stream()
                        .map(value -> value + " " + verdict(title, value))
                        .toList();
        assertThat(verdicts).isEqualTo(scenario.expected());
    }

    private static String verdict(String[] title, String value) {
        try {
            table(title[0]).check(title[1], Map.of(title[2], value));
            return "ok";
        } catch (ApiFault refused) {
            return refused.code();
        }
    }

    private static AttributeTable table(String name) {
        return switch (name) {
            case "load-balancer" -> AttributeTable.LOAD_BALANCER;
            case "target-group" -> AttributeTable.TARGET_GROUP;
            case "listener" -> AttributeTable.LISTENER;
            default -> throw new IllegalArgumentException(name);
        };
    }

    @Test
    void everyDefaultIsAValueThatIsTaken() {
        Stream.of(
                        AttributeTable.LOAD_BALANCER,
                        AttributeTable.TARGET_GROUP,
                        AttributeTable.LISTENER)
                .flatMap(table -> table.rows().stream())
                .forEach(row -> {
                    assertThat(row.allowed().hold(row.initial())).as(row.key()).isTrue();
                    assertThat(row.done().hold(row.initial())).as(row.key()).isTrue();
                });
    }

    @Test
    void everyAttributeWithAChoiceIsTried() {
        List<String> tried = cases().stream().map(one -> one.title().split(" ")[2]).toList();
        assertThat(AttributeTable.LOAD_BALANCER.rows())
                .filteredOn(row -> !row.allowed().choice().equals("*"))
                .allMatch(row -> tried.contains(row.key()), "is tried in attribute-values.txt");
        assertThat(AttributeTable.TARGET_GROUP.rows())
                .filteredOn(row -> !row.allowed().choice().equals("*"))
                .allMatch(row -> tried.contains(row.key()), "is tried in attribute-values.txt");
    }
}
