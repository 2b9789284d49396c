package dev.evenkeel.api.cloudwatch;

import dev.evenkeel.api.Conversation;
import dev.evenkeel.metric.MetricStore;
import dev.evenkeel.metric.Retention;
import dev.evenkeel.scenario.Scenario;
import org.junit.jupiter.api.Test;

/// What a client of CloudWatch's query protocol sends and reads, letter by letter.
class CloudWatchConversationsTest {
    @Test
    void everyAnswerIsAsItWas() {
        var store = new MetricStore(Retention.CLOUDWATCH);
        var conversation = new Conversation(CloudWatch.operations(store, store));
        Scenario.read(getClass(), "conversations/cloudwatch.txt").forEach(conversation::play);
    }
}
