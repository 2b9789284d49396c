package dev.evenkeel.model;

import java.time.Instant;

/// What metric alarms and composite alarms have in common. Their names are of one kind: no two
/// alarms of an account and region share one.
public sealed interface AnyAlarm permits Alarm, CompositeAlarm {
    Arn arn();

    Scope scope();

    String name();

    String description();

    Alarm.Actions actions();

    Instant configuredAt();

    Alarm.Status status();

    Tags tags();

    Key key();

    AnyAlarm withStatus(Alarm.Status next);

    AnyAlarm withActions(Alarm.Actions next);

    AnyAlarm withTags(Tags next);

    /// The change that makes this alarm part of the world.
    Change.Put put();

    default Alarm.State state() {
        return status().state();
    }
}
