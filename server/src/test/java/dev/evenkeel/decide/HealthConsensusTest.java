package dev.evenkeel.decide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.model.NodeRef;
import dev.evenkeel.model.TargetHealth;
import dev.evenkeel.model.TargetHealth.State;
import dev.evenkeel.scenario.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HealthConsensusTest {
    static List<Scenario> scenarios() {
        return Scenario.read(HealthConsensusTest.class, "health-consensus.txt");
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void theNodesFindingsMakeOneVerdict(Scenario scenario) {
        var found = new TreeMap<NodeRef, TargetHealth>();
        for (String line : scenario.input()) {
            String[] words = line.split(" ");
            found.put(new NodeRef("lb", words[0]), finding(words[0], words[1]));
        }
        assertThat(told(HealthConsensus.of(found))).isEqualTo(scenario.expected());
    }

    @Test
    void aTargetThatNoNodeChecksIsInitial() {
        assertThat(HealthConsensus.of(new TreeMap<>())).isEqualTo(TargetHealth.INITIAL);
    }

    private static TargetHealth finding(String node, String word) {
        return switch (State.valueOf(word.toUpperCase(Locale.ROOT))) {
            case INITIAL -> TargetHealth.INITIAL;
            case HEALTHY -> TargetHealth.HEALTHY;
            case UNHEALTHY -> new TargetHealth(State.UNHEALTHY, node + " said so", "");
        };
    }

    private static List<String> told(TargetHealth health) {
        var told = new ArrayList<String>();
        boolean why = health.state() == State.UNHEALTHY;
        told.add(word(health.state()) + (why ? ": " + health.reason() : ""));
        new TreeMap<>(health.dissent())
                .forEach((node, state) -> told.add(node.zone() + " " + word(state)));
        return told;
    }

    private static String word(State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
