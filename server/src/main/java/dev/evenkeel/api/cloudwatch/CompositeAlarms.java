package dev.evenkeel.api.cloudwatch;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.api.Call;
import dev.evenkeel.api.Decision;
import dev.evenkeel.decide.alarm.CompositeRule;
import dev.evenkeel.decide.alarm.CompositeRuleParser;
import dev.evenkeel.model.Alarm;
import dev.evenkeel.model.CompositeAlarm;
import dev.evenkeel.model.CompositeAlarm.Suppressor;
import dev.evenkeel.model.World;
import dev.evenkeel.wire.Nothing;
import dev.evenkeel.wire.cloudwatch.PutCompositeAlarmInput;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Alarms on other alarms, put.
final class CompositeAlarms {
    private static final int MOST_ALARMS = 100;
    private static final int MOST_ELEMENTS = 500;

    private CompositeAlarms() {}

    /// Creates the alarm, or replaces its configuration and keeps its state.
    static Decision<Nothing> put(World world, Call call, PutCompositeAlarmInput input) {
        String name = requireNonNull(input.alarmName());
        var lookup = new AlarmLookup(world, call);
        Optional<CompositeAlarm> before = lookup.region().find(CompositeAlarm.class, name);
        lookup.requireNoOther(Alarm.class, name);
        String rule = requireNonNull(input.alarmRule());
        check(lookup, name, rule);
        CompositeAlarm alarm =
                new CompositeAlarm(
                        call.scope().arn("cloudwatch", "alarm:" + name),
                        call.scope(),
                        name,
                        requireNonNullElse(input.alarmDescription(), ""),
                        rule,
                        actions(input),
                        suppressor(lookup, input),
                        call.now(),
                        before.map(CompositeAlarm::status).orElseGet(() -> Alarms.unchecked(call)),
                        before.map(CompositeAlarm::tags)
                                .orElseGet(() -> AlarmTags.of(input.tags())));
        return lookup.configured(alarm, before.isPresent());
    }

    private static void check(AlarmLookup lookup, String name, String text) {
        try {
            CompositeRule rule = CompositeRuleParser.parse(text);
            List<String> alarms = rule.alarms().distinct().toList();
            if (alarms.size() > MOST_ALARMS || rule.elements() > MOST_ELEMENTS) {
                throw ApiFault.validation(
                        "AlarmRule must not have more than 100 alarms and 500 elements");
            }
            List<String> missing =
                    alarms.stream().filter(alarm -> lookup.find(alarm).isEmpty()).toList();
            if (!missing.isEmpty()) {
                throw ApiFault.validation(
                        "Could not save the composite alarm as alarms "
                                + missing
                                + " in the alarm rule do not exist");
            }
            if (alarms.contains(name)) {
                throw ApiFault.validation("AlarmRule must not speak of the alarm itself");
            }
        } catch (CompositeRuleParser.Malformed malformed) {
            throw ApiFault.validation(requireNonNull(malformed.getMessage()));
        }
    }

    private static Alarm.Actions actions(PutCompositeAlarmInput input) {
        return new Alarm.Actions(
                requireNonNullElse(input.actionsEnabled(), true),
                allowed(input.okActions()),
                allowed(input.alarmActions()),
                allowed(input.insufficientDataActions()));
    }

    /// Composite alarms call no scaling policies and no EC2 actions.
    private static List<String> allowed(@Nullable List<String> actions) {
        List<String> all = requireNonNullElse(actions, List.of());
        for (String action : all) {
            if (action.startsWith("arn:aws:autoscaling:")
                    || action.startsWith("arn:aws:automate:")) {
                throw ApiFault.validation(
                        "Invalid arn syntax: " + action + " is no action of a composite alarm");
            }
        }
        return all;
    }

    private static Optional<Suppressor> suppressor(
            AlarmLookup lookup, PutCompositeAlarmInput input) {
        String alarm = input.actionsSuppressor();
        Integer wait = input.actionsSuppressorWaitPeriod();
        Integer extension = input.actionsSuppressorExtensionPeriod();
        if (alarm == null) {
            if (wait != null || extension != null) {
                throw ApiFault.validation(
                        "ActionsSuppressorWaitPeriod and ActionsSuppressorExtensionPeriod need"
                                + " ActionsSuppressor");
            }
            return Optional.empty();
        }
        if (wait == null || extension == null || wait < 0 || extension < 0) {
            throw ApiFault.validation(
                    "ActionsSuppressor needs ActionsSuppressorWaitPeriod and"
                            + " ActionsSuppressorExtensionPeriod");
        }
        if (lookup.find(Suppressor.nameIn(alarm)).isEmpty()) {
            throw ApiFault.validation(
                    "Could not save the composite alarm as the suppressor alarm "
                            + alarm
                            + " does not exist");
        }
        return Optional.of(
                new Suppressor(alarm, Duration.ofSeconds(wait), Duration.ofSeconds(extension)));
    }
}
