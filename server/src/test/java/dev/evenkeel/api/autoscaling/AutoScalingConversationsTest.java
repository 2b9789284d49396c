package dev.evenkeel.api.autoscaling;

import dev.evenkeel.api.Conversation;
import dev.evenkeel.metric.MetricStore;
import dev.evenkeel.metric.Retention;
import dev.evenkeel.scenario.Scenario;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a client of Auto Scaling sends and reads, letter by letter.
class AutoScalingConversationsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "groups",
                "launch-configurations",
                "members",
                "policies",
                "tags",
                "traffic",
                "catalogue"
            })
    void everyAnswerIsAsWritten(String name) {
        var conversation =
                new Conversation(AutoScaling.operations(new MetricStore(Retention.CLOUDWATCH)));
        Scenario.read(getClass(), "conversations/" + name + ".txt").forEach(conversation::play);
    }
}
