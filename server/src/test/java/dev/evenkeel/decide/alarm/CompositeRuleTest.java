package dev.evenkeel.decide.alarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evenkeel.model.Alarm.State;
import dev.evenkeel.scenario.Scenario;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Rules of composite alarms, read and applied.
class CompositeRuleTest {
    private static final Pattern IN_STATE =
            Pattern.compile("(\\S.*?)=(ALARM|OK|INSUFFICIENT_DATA) ");

    static List<Scenario> rules() {
        return Scenario.read(CompositeRuleTest.class, "composite-rules.txt");
    }

    @ParameterizedTest
    @MethodSource("rules")
    void aRuleHoldsOrNotByTheStatesOfItsAlarms(Scenario scenario) throws Exception {
        CompositeRule rule = CompositeRuleParser.parse(scenario.input().getFirst());
        for (String line : scenario.expected()) {
            Map<String, State> states = new HashMap<>();
            IN_STATE.matcher(line)
                    .results()
                    .forEach(found -> states.put(found.group(1), State.valueOf(found.group(2))));
            assertThat(rule.holds(name -> Optional.ofNullable(states.get(name))))
                    .as(line)
                    .isEqualTo(line.endsWith("true"));
        }
    }

    static List<Scenario> refused() {
        return Scenario.read(CompositeRuleTest.class, "composite-rules-refused.txt");
    }

    @ParameterizedTest
    @MethodSource("refused")
    void whatIsNoRuleIsToldSo(Scenario scenario) {
        assertThatThrownBy(() -> CompositeRuleParser.parse(scenario.input().getFirst()))
                .isInstanceOf(CompositeRuleParser.Malformed.class)
                .hasMessage(scenario.expected().getFirst());
    }

    @Test
    void aRuleOfAThousandBracketsIsRefusedAndDoesNotBreakTheParser() {
        String deep = "(".repeat(1_000) + "TRUE" + ")".repeat(1_000);
        assertThatThrownBy(() -> CompositeRuleParser.parse(deep))
                .hasMessage("AlarmRule is nested too deeply");
    }

    @Test
    void elementsAndAlarmsAreCounted() throws Exception {
        CompositeRule rule =
                CompositeRuleParser.parse(
                        "NOT ALARM(a) AND (OK(b) OR TRUE) AND AT_LEAST(1, OK, (c))");
        assertThat(rule.alarms()).containsExactly("a", "b", "c");
        assertThat(rule.elements()).isEqualTo(2 + 2 + 3 + 2);
    }
}
