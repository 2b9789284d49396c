package dev.evenkeel.api.elbv2;

import dev.evenkeel.api.Conversation;
import dev.evenkeel.scenario.Scenario;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a client of Elastic Load Balancing v2 sends and reads, letter by letter.
class Elbv2ConversationsTest {
    @ParameterizedTest
    @ValueSource(strings = {"load-balancers", "target-groups", "listeners"})
    void everyAnswerIsAsItWas(String name) {
        var conversation = new Conversation(Elbv2.operations());
        Scenario.read(getClass(), "conversations/" + name + ".txt").forEach(conversation::play);
    }
}
