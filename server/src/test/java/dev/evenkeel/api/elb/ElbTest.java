package dev.evenkeel.api.elb;

import dev.evenkeel.api.Scenario;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Plays the scenario files of Classic Load Balancers.
class ElbTest {
    @ParameterizedTest
    @ValueSource(strings = {"load-balancers", "listeners", "instances", "settings", "zones"})
    void theScenarioHolds(String name) {
        new Scenario(Elb.operations()).play("dev/evenkeel/api/elb/scenarios/" + name + ".txt");
    }
}
