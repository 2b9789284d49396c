package dev.evenkeel.model;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// An alarm on the states of other alarms. `rule` is the expression as the user wrote it.
public record CompositeAlarm(
        Arn arn,
        Scope scope,
        String name,
        String description,
        String rule,
        Alarm.Actions actions,
        Optional<Suppressor> suppressor,
        Instant configuredAt,
        Alarm.Status status,
        Tags tags)
        implements Resource, AnyAlarm {
    /// An alarm (its name or ARN) that, while in state ALARM, keeps the composite one from acting.
    public record Suppressor(String alarm, Duration waitPeriod, Duration extensionPeriod) {
        private static final String BEFORE_NAME = ":alarm:";

        public String alarmName() {
            return nameIn(alarm);
        }

        /// The name in an alarm's name or ARN.
        public static String nameIn(String nameOrArn) {
            int cut = nameOrArn.indexOf(BEFORE_NAME);
            return nameOrArn.startsWith("arn:") && cut > 0
                    ? nameOrArn.substring(cut + BEFORE_NAME.length())
                    : nameOrArn;
        }
    }

    @Override
    public String id() {
        return name;
    }

    @Override
    public CompositeAlarm withStatus(Alarm.Status next) {
        return new CompositeAlarm(
                arn, scope, name, description, rule, actions, suppressor, configuredAt, next, tags);
    }

    @Override
    public CompositeAlarm withActions(Alarm.Actions next) {
        return new CompositeAlarm(
                arn, scope, name, description, rule, next, suppressor, configuredAt, status, tags);
    }

    @Override
    public CompositeAlarm withTags(Tags next) {
        return new CompositeAlarm(
                arn,
                scope,
                name,
                description,
                rule,
                actions,
                suppressor,
                configuredAt,
                status,
                next);
    }

    @Override
    public Key key() {
        return Resource.super.key();
    }

    @Override
    public Change.Put put() {
        return new Change.Put(this);
    }
}
