package dev.evenkeel.decide.message;

import dev.evenkeel.model.LifecycleHook;
import dev.evenkeel.model.NotificationConfiguration;
import dev.evenkeel.model.Scope;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

/// What a topic is told as soon as it is named: that it can be told.
final class TestMessages {
    private TestMessages() {}

    static List<Told> of(Sight sight, NotificationConfiguration configuration) {
        return test(sight, configuration.scope(), configuration.group(), configuration.topic());
    }

    static List<Told> of(Sight sight, LifecycleHook hook) {
        return hook.target().isEmpty()
                ? List.of()
                : test(sight, hook.scope(), hook.group(), hook.target());
    }

    private static List<Told> test(Sight sight, Scope scope, String name, String topic) {
        return sight
                .group(scope, name)
                .<Told>map(group ->
                        new Told.Published(
                                scope,
                                name + topic,
                                topic,
                                "Auto Scaling: test notification for group \"" + name + "\"",
                                new JsonObject()
                                        .text("AccountId", scope.account())
                                        .text("RequestId", requestId(sight, name + topic))
                                        .text("AutoScalingGroupARN", group.arn().value())
                                        .text("AutoScalingGroupName", name)
                                        .text("Service", ActivityMessages.SERVICE)
                                        .text(
                                                "Event",
                                                NotificationConfiguration.Occasion.TEST.word())
                                        .text("Time", Told.MILLIS.format(sight.now()))
                                        .done()))
                .stream()
                .toList();
    }

    /// No request is told of here, so the moment and what it is about stand for it.
    private static String requestId(Sight sight, String about) {
        return UUID.nameUUIDFromBytes((sight.now() + about).getBytes(StandardCharsets.UTF_8))
                .toString();
    }
}
