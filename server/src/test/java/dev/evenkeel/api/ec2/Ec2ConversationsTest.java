package dev.evenkeel.api.ec2;

import dev.evenkeel.api.Conversation;
import dev.evenkeel.scenario.Scenario;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a client of EC2 sends and reads, letter by letter.
class Ec2ConversationsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "launch-templates",
                "run-instances",
                "instance-states",
                "network",
                "security-groups",
                "catalogue",
                "tags",
                "attributes"
            })
    void everyAnswerIsAsItWas(String name) {
        var conversation = new Conversation(Ec2.operations(new FakeMachines()));
        Scenario.read(getClass(), "conversations/" + name + ".txt").forEach(conversation::play);
    }
}
