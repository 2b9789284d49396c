package dev.evenkeel.decide.message;

import dev.evenkeel.model.Arn;
import dev.evenkeel.model.Notification;
import dev.evenkeel.model.Scope;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

/// What there is to tell, before it has a place in the order of messages. `about` tells it from
/// everything else that is told at the same instant.
sealed interface Told {
    DateTimeFormatter MILLIS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    Scope scope();

    String about();

    /// An event on the bus; `detail` is JSON.
    record Event(
            Scope scope,
            String about,
            String source,
            String type,
            List<String> resources,
            String detail)
            implements Told {}

    /// Something published to a topic.
    record Published(Scope scope, String about, String topic, String subject, String message)
            implements Told {}

    /// The message as it is sent, in the form in which AWS delivers it over HTTP. It is the same
    /// message whenever the same is told again.
    default Notification at(Instant now, String place) {
        String id =
                UUID.nameUUIDFromBytes((place + about()).getBytes(StandardCharsets.UTF_8))
                        .toString();
        String order = place + id;
        return switch (this) {
            case Event event -> new Notification(scope(), order, id, "", text(event, id, now));
            case Published published ->
                    new Notification(
                            scope(), order, id, published.topic(), text(published, id, now));
        };
    }

    private static String text(Event event, String id, Instant now) {
        return new JsonObject()
                .text("version", "0")
                .text("id", id)
                .text("detail-type", event.type())
                .text("source", event.source())
                .text("account", event.scope().account())
                .text("time", now.truncatedTo(ChronoUnit.SECONDS).toString())
                .text("region", event.scope().region())
                .texts("resources", event.resources())
                .json("detail", event.detail())
                .done();
    }

    private static String text(Published published, String id, Instant now) {
        return new JsonObject()
                .text("Type", "Notification")
                .text("MessageId", id)
                .text("TopicArn", published.topic())
                .text("Subject", published.subject())
                .text("Message", published.message())
                .text("Timestamp", MILLIS.format(now))
                .done();
    }

    /// Whether an ARN names a topic, the only thing messages are published to.
    static boolean isTopic(String arn) {
        return Arn.isArn(arn) && new Arn(arn).service().equals("sns");
    }
}
