package dev.evenkeel.api.ec2;

import dev.evenkeel.api.Scenario;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Requests and answers of EC2; a new case needs only a text file.
class Ec2ScenariosTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "launch-templates",
                "launch-template-versions",
                "launch-template-limits",
                "run-instances",
                "run-instances-refused",
                "instance-states",
                "spot",
                "describe-instances",
                "network",
                "security-groups",
                "tags",
                "filters",
                "unsupported",
                "attributes",
                "catalogue"
            })
    void answersAsWritten(String name) {
        new Scenario(Ec2.operations(new FakeMachines())).play("scenarios/ec2/" + name + ".txt");
    }
}
