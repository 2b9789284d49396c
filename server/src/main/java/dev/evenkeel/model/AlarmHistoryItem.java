package dev.evenkeel.model;

import java.time.Instant;

/// Something that happened to an alarm: it was configured, changed its state, or acted. Kept for a
/// while after the alarm is gone. `data` is JSON.
public record AlarmHistoryItem(
        Scope scope,
        String itemId,
        String alarm,
        boolean composite,
        Instant at,
        Type type,
        String summary,
        String data)
        implements Resource {
    /// What happened, with the name CloudWatch gives.
    public enum Type {
        CONFIGURATION_UPDATE("ConfigurationUpdate"),
        STATE_UPDATE("StateUpdate"),
        ACTION("Action");

        private final String word;

        Type(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    @Override
    public String id() {
        return itemId;
    }

    /// What the ids of all items of an alarm begin with. They sort by time.
    public static String prefix(String alarm) {
        return alarm + "\n";
    }
}
