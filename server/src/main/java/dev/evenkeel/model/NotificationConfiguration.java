package dev.evenkeel.model;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// What of a group's activities a topic is told.
public record NotificationConfiguration(
        Scope scope, String group, String topic, Set<Occasion> types) implements Resource {
    public NotificationConfiguration {
        var sorted = EnumSet.noneOf(Occasion.class);
        sorted.addAll(types);
        types = Collections.unmodifiableSet(sorted);
    }

    /// What there is to be told, with the names Auto Scaling gives.
    public enum Occasion {
        LAUNCH("autoscaling:EC2_INSTANCE_LAUNCH"),
        LAUNCH_ERROR("autoscaling:EC2_INSTANCE_LAUNCH_ERROR"),
        TERMINATE("autoscaling:EC2_INSTANCE_TERMINATE"),
        TERMINATE_ERROR("autoscaling:EC2_INSTANCE_TERMINATE_ERROR"),
        TEST("autoscaling:TEST_NOTIFICATION");

        private final String word;

        Occasion(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }

        public static Optional<Occasion> of(String word) {
            return Arrays.stream(values()).filter(type -> type.word.equals(word)).findFirst();
        }
    }

    @Override
    public String id() {
        return prefix(group) + topic;
    }

    /// What the ids of a group's configurations begin with.
    public static String prefix(String group) {
        return group + "/";
    }
}
