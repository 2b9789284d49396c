package dev.evenkeel.api.autoscaling;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.model.InstanceRefresh.Preferences;
import dev.evenkeel.model.InstanceRefresh.Spared;
import dev.evenkeel.wire.Present;
import dev.evenkeel.wire.autoscaling.AlarmSpecification;
import dev.evenkeel.wire.autoscaling.RefreshPreferences;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How a refresh is to go: read from a request and shown again.
final class RefreshPreferencesShape {
    private static final int MOST_CHECKPOINTS = 100;
    private static final int MOST_ALARMS = 10;
    private static final Duration USUAL_DELAY = Duration.ofHours(1);
    private static final int TWO_DAYS = 172_800;

    private RefreshPreferencesShape() {}

    static Preferences read(@Nullable RefreshPreferences asked) {
        RefreshPreferences told = asked == null ? RefreshPreferences.builder().build() : asked;
        percentages(told);
        return new Preferences(
                Optional.ofNullable(told.minHealthyPercentage()),
                Optional.ofNullable(told.maxHealthyPercentage()),
                Optional.ofNullable(told.instanceWarmup()).map(Duration::ofSeconds),
                checkpoints(Present.orEmpty(told.checkpointPercentages())),
                told.checkpointDelay() == null
                        ? USUAL_DELAY
                        : seconds("CheckpointDelay", told.checkpointDelay()),
                Present.isTrue(told.skipMatching()),
                Present.isTrue(told.autoRollback()),
                spared(told.scaleInProtectedInstances(), "Refresh"),
                spared(told.standbyInstances(), "Terminate"),
                alarms(told.alarmSpecification()),
                told.bakeTime() == null ? Duration.ZERO : seconds("BakeTime", told.bakeTime()));
    }

    private static void percentages(RefreshPreferences told) {
        Integer max = told.maxHealthyPercentage();
        Integer min = told.minHealthyPercentage();
        if (max != null && min == null) {
            throw ApiFault.validation(
                    "MinHealthyPercentage must be specified with MaxHealthyPercentage.");
        }
        if (min != null && (min < 0 || min > 100)) {
            throw ApiFault.validation("MinHealthyPercentage must be between 0 and 100.");
        }
        if (max != null && min != null) {
            LifeRules.checked(min, max);
        }
    }

    private static List<Integer> checkpoints(List<Integer> asked) {
        if (asked.isEmpty()) {
            return asked;
        }
        boolean ascending = true;
        for (int i = 1; i < asked.size(); i++) {
            ascending &= asked.get(i - 1) < asked.get(i);
        }
        if (!ascending || asked.getFirst() < 1 || asked.getLast() > 100) {
            throw ApiFault.validation(
                    "CheckpointPercentages must be unique, ascending, and between 1 and 100.");
        }
        if (asked.size() > MOST_CHECKPOINTS) {
            throw ApiFault.validation("There are too many CheckpointPercentages.");
        }
        return asked;
    }

    private static Duration seconds(String name, int seconds) {
        if (seconds < 0 || seconds > TWO_DAYS) {
            throw ApiFault.validation(name + " must be between 0 and " + TWO_DAYS + " seconds.");
        }
        return Duration.ofSeconds(seconds);
    }

    private static Spared spared(@Nullable String word, String replace) {
        if (word == null || word.equals("Wait")) {
            return Spared.WAIT;
        }
        if (word.equals("Ignore")) {
            return Spared.IGNORE;
        }
        if (word.equals(replace)) {
            return Spared.REPLACE;
        }
        throw ApiFault.validation("'" + word + "' is not one of Wait, Ignore and " + replace + ".");
    }

    private static List<String> alarms(@Nullable AlarmSpecification asked) {
        List<String> alarms = asked == null ? List.of() : Present.orEmpty(asked.alarms());
        if (alarms.size() > MOST_ALARMS) {
            throw ApiFault.validation("There are more than " + MOST_ALARMS + " alarms.");
        }
        return alarms;
    }

    static RefreshPreferences shape(Preferences told) {
        return RefreshPreferences.builder()
                .minHealthyPercentage(told.minHealthyPercent().orElse(null))
                .maxHealthyPercentage(told.maxHealthyPercent().orElse(null))
                .instanceWarmup(told.warmup().map(w -> (int) w.toSeconds()).orElse(null))
                .checkpointPercentages(told.checkpoints())
                .checkpointDelay(
                        told.checkpoints().isEmpty()
                                ? null
                                : (int) told.checkpointDelay().toSeconds())
                .skipMatching(told.skipsMatching())
                .autoRollback(told.autoRollback())
                .scaleInProtectedInstances(word(told.protectedMembers(), "Refresh"))
                .standbyInstances(word(told.standbyMembers(), "Terminate"))
                .alarmSpecification(
                        told.alarms().isEmpty() ? null : new AlarmSpecification(told.alarms()))
                .bakeTime((int) told.bakeTime().toSeconds())
                .build();
    }

    private static String word(Spared way, String replace) {
        return switch (way) {
            case WAIT -> "Wait";
            case REPLACE -> replace;
            case IGNORE -> "Ignore";
        };
    }
}
