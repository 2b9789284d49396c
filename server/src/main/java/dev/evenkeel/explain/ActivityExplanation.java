package dev.evenkeel.explain;

import dev.evenkeel.model.Activity;
import dev.evenkeel.model.Alarm;
import dev.evenkeel.model.GroupMembership;
import dev.evenkeel.model.Instance;
import dev.evenkeel.model.World;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What led to a scaling activity, as it was written down when it was decided: cause after cause,
/// the alarm behind it, and what became of its instance.
public final class ActivityExplanation {
    private static final Pattern CAUSE = Pattern.compile("At \\S+Z .*?(?=(?:\\s+At \\S+Z )|$)");
    private static final Pattern ALARM =
            Pattern.compile("a monitor alarm (.+) in state \\w+ triggered policy ");
    private static final Pattern INSTANCE = Pattern.compile("i-[0-9a-f]{8,17}");

    private ActivityExplanation() {}

    public static Explanation of(World world, Activity activity) {
        var facts = new LinkedHashMap<String, Object>();
        var lines = new ArrayList<String>();
        facts.put("activity", activity.activityId());
        facts.put("group", activity.group());
        facts.put("description", activity.description());
        facts.put("status", activity.status().word());
        facts.put("startedAt", activity.startedAt().toString());
        activity.endedAt().ifPresent(at -> facts.put("endedAt", at.toString()));
        lines.add(activity.description() + ", in group " + activity.group());
        lines.add(
                "  "
                        + activity.status().word()
                        + ", begun at "
                        + activity.startedAt()
                        + activity.endedAt().map(at -> ", ended at " + at).orElse(""));
        if (!activity.statusMessage().isEmpty()) {
            facts.put("statusMessage", activity.statusMessage());
            lines.add("  " + activity.statusMessage());
        }
        List<String> causes = all(CAUSE, activity.cause());
        facts.put("causes", causes);
        lines.add("Because:");
        causes.forEach(cause -> lines.add("  " + cause));
        tellChoice(activity, facts, lines);
        alarm(world, activity).ifPresent(alarm -> tell(alarm, facts, lines));
        instance(world, activity).ifPresent(instance -> tell(instance, facts, lines));
        return new Explanation(facts, lines);
    }

    /// As things stood when it was decided, whatever has become of them since.
    private static void tellChoice(
            Activity activity, Map<String, Object> facts, List<String> lines) {
        if (!activity.choice().isEmpty()) {
            facts.put("choice", Considerations.facts(activity.choice()));
            lines.add("Why it was this one, as things stood then:");
            lines.addAll(Considerations.lines(activity.choice()));
        }
    }

    private static List<String> all(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(found -> found.group().strip()).toList();
    }

    private static Optional<Alarm> alarm(World world, Activity activity) {
        Matcher named = ALARM.matcher(activity.cause());
        return named.find()
                ? world.in(activity.scope()).find(Alarm.class, named.group(1))
                : Optional.empty();
    }

    private static void tell(Alarm alarm, Map<String, Object> facts, List<String> lines) {
        Instant since = alarm.status().transitionedAt();
        facts.put("alarm", alarm.name());
        facts.put("alarmState", alarm.status().state().name());
        facts.put("alarmReason", alarm.status().reason());
        lines.add(
                "Alarm "
                        + alarm.name()
                        + " is in state "
                        + alarm.status().state()
                        + " since "
                        + since);
        lines.add("  " + alarm.status().reason());
    }

    private static Optional<Instance> instance(World world, Activity activity) {
        return all(INSTANCE, activity.description()).stream()
                .findFirst()
                .flatMap(id -> world.in(activity.scope()).find(Instance.class, id));
    }

    private static void tell(Instance instance, Map<String, Object> facts, List<String> lines) {
        String state =
                instance.membership().map(GroupMembership::lifecycle).map(Enum::name).orElse("")
                        + " "
                        + instance.state();
        facts.put("instance", instance.id());
        facts.put("instanceState", state.strip());
        facts.put("availabilityZone", instance.placement().zone());
        lines.add(
                "Instance "
                        + instance.id()
                        + " in "
                        + instance.placement().zone()
                        + " is now "
                        + state.strip()
                        + (instance.stateReason().isEmpty() ? "" : ": " + instance.stateReason()));
    }
}
