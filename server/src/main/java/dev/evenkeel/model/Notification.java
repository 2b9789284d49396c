package dev.evenkeel.model;

/// A message that is on its way: it stays until it was delivered, over every restart.
///
/// `order` sorts messages as they came about. `topic` is the ARN of the topic it is published to;
/// empty for an event. `text` is one line of JSON, complete.
public record Notification(Scope scope, String order, String messageId, String topic, String text)
        implements Resource {
    @Override
    public String id() {
        return order;
    }

    public boolean isEvent() {
        return topic.isEmpty();
    }
}
