package dev.evenkeel.notify;

import dev.evenkeel.model.Notification;
import dev.evenkeel.sim.Fleet;
import java.util.List;
import java.util.stream.IntStream;

/// Messages to deliver.
final class Some {
    static final String TOPIC = "arn:aws:sns:us-east-1:000000000000:ops";

    private Some() {}

    static Notification event(int number) {
        return message(number, "");
    }

    static Notification published(int number) {
        return message(number, TOPIC);
    }

    private static Notification message(int number, String topic) {
        String id = String.format("%06d", number);
        return new Notification(Fleet.SCOPE, id, "id-" + number, topic, "{\"n\":" + number + "}");
    }

    static List<Notification> events(int count) {
        return IntStream.range(0, count).mapToObj(Some::event).toList();
    }
}
