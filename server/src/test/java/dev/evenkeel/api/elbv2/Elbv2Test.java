package dev.evenkeel.api.elbv2;

import dev.evenkeel.api.Scenario;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Plays the scenario files of Elastic Load Balancing v2.
class Elbv2Test {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "load-balancers",
                "load-balancer-attributes",
                "target-groups",
                "target-group-attributes",
                "targets",
                "listeners",
                "actions",
                "rules",
                "conditions",
                "tags",
                "account"
            })
    void theScenarioHolds(String name) {
        new Scenario(Elbv2.operations()).play("dev/evenkeel/api/elbv2/scenarios/" + name + ".txt");
    }
}
