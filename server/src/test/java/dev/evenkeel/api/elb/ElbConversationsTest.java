package dev.evenkeel.api.elb;

import dev.evenkeel.api.Conversation;
import dev.evenkeel.scenario.Scenario;
import org.junit.jupiter.api.Test;

/// What a client of Classic Load Balancers sends and reads, letter by letter.
class ElbConversationsTest {
    @Test
    void everyAnswerIsAsItWas() {
        var conversation = new Conversation(Elb.operations());
        Scenario.read(getClass(), "conversations/classic.txt").forEach(conversation::play);
    }
}
