package dev.evenkeel.decide.alarm;

import dev.evenkeel.decide.JsonText;
import dev.evenkeel.model.Alarm;
import dev.evenkeel.model.Alarm.State;
import dev.evenkeel.model.AnyAlarm;
import dev.evenkeel.model.CompositeAlarm;
import dev.evenkeel.model.World;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Finds the states of composite alarms from the states of the alarms they speak of.
public final class CompositeEvaluator {
    private static final DateTimeFormatter SPOKEN =
            DateTimeFormatter.ofPattern("EEEE dd MMMM, yyyy HH:mm:ss 'UTC'", Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC);

    private CompositeEvaluator() {}

    /// An alarm of either kind, by name.
    public static Optional<AnyAlarm> find(World.Region region, String name) {
        return region.find(Alarm.class, name)
                .map(AnyAlarm.class::cast)
                .or(() -> region.find(CompositeAlarm.class, name));
    }

    /// What an alarm's rule says; FALSE if it cannot be read, which no stored rule is.
    public static CompositeRule rule(CompositeAlarm alarm) {
        try {
            return CompositeRuleParser.parse(alarm.rule());
        } catch (CompositeRuleParser.Malformed _) {
            return new CompositeRule.Constant(false);
        }
    }

    /// The composite alarms of a region so that each comes after those it speaks of. Alarms that
    /// lead back to themselves are left out: they have no answer.
    public static List<CompositeAlarm> inOrder(World.Region region) {
        var visits = new HashMap<String, Boolean>();
        var ordered = new ArrayList<CompositeAlarm>();
        for (CompositeAlarm alarm : region.all(CompositeAlarm.class)) {
            visit(region, alarm, visits, ordered);
        }
        return ordered;
    }

    /// Whether the alarm, and all it speaks of, lead nowhere back. A visit that has not ended is
    /// `false`.
    private static boolean visit(
            World.Region region,
            CompositeAlarm alarm,
            Map<String, Boolean> visits,
            List<CompositeAlarm> ordered) {
        Boolean known = visits.putIfAbsent(alarm.name(), false);
        if (known != null) {
            return known;
        }
        boolean isSound = true;
        for (String name : rule(alarm).alarms().distinct().toList()) {
            Optional<CompositeAlarm> child = region.find(CompositeAlarm.class, name);
            isSound &= child.isEmpty() || visit(region, child.get(), visits, ordered);
        }
        if (isSound) {
            ordered.add(alarm);
            visits.put(alarm.name(), true);
        }
        return isSound;
    }

    /// The alarm in the state its rule gives; the same alarm if that is the state it is in.
    public static CompositeAlarm evaluate(World.Region region, CompositeAlarm alarm, Instant now) {
        CompositeRule rule = rule(alarm);
        boolean holds = rule.holds(name -> find(region, name).map(AnyAlarm::state));
        State next = holds ? State.ALARM : State.OK;
        if (next == alarm.status().state()) {
            return alarm;
        }
        List<AnyAlarm> children =
                rule.alarms().distinct().flatMap(name -> find(region, name).stream()).toList();
        return alarm.withStatus(
                new Alarm.Status(next, reason(children, holds), data(children), now, now));
    }

    private static String reason(List<AnyAlarm> children, boolean holds) {
        return children.stream()
                .max(Comparator.comparing(child -> child.status().transitionedAt()))
                .map(child ->
                        child.arn().value()
                                + " transitioned to "
                                + child.state()
                                + " at "
                                + SPOKEN.format(child.status().transitionedAt()))
                .orElse("The alarm rule is " + (holds ? "TRUE" : "FALSE"));
    }

    private static String data(List<AnyAlarm> children) {
        return children.stream()
                .map(child ->
                        "{"
                                + JsonText.member("arn", child.arn().value())
                                + ",\"state\":{"
                                + JsonText.member("value", child.state().name())
                                + ","
                                + JsonText.member(
                                        "timestamp",
                                        AlarmReason.LONG.format(child.status().transitionedAt()))
                                + "}}")
                .collect(Collectors.joining(",", "{\"triggeringAlarms\":[", "]}"));
    }
}
