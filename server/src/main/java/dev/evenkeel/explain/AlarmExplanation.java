package dev.evenkeel.explain;

import dev.evenkeel.decide.alarm.AlarmEvaluator;
import dev.evenkeel.decide.alarm.AlarmEvaluator.Finding;
import dev.evenkeel.decide.alarm.Observed;
import dev.evenkeel.decide.group.GroupView;
import dev.evenkeel.decide.scaling.PolicyRun;
import dev.evenkeel.decide.scaling.PolicyRun.Fired;
import dev.evenkeel.decide.scaling.PolicyRun.Weighed;
import dev.evenkeel.decide.scaling.Trigger;
import dev.evenkeel.model.Alarm;
import dev.evenkeel.model.AutoScalingGroup;
import dev.evenkeel.model.MetricReader;
import dev.evenkeel.model.MetricReader.Value;
import dev.evenkeel.model.ScalingPolicy;
import dev.evenkeel.model.World;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Why an alarm is in its state, what the next look at it would find and in which datapoints, and
/// what the policies it calls want now.
public final class AlarmExplanation {
    private final World world;
    private final Alarm alarm;
    private final Observed observed;
    private final Instant now;
    private final Map<String, Object> facts = new LinkedHashMap<>();
    private final List<String> lines = new ArrayList<>();

    private AlarmExplanation(World world, Alarm alarm, Observed observed, Instant now) {
        this.world = world;
        this.alarm = alarm;
        this.observed = observed;
        this.now = now;
    }

    /// @param observed the datapoints it is judged by
    public static Explanation of(World world, Alarm alarm, Observed observed, Instant now) {
        return new AlarmExplanation(world, alarm, observed, now).explain();
    }

    private Explanation explain() {
        state();
        datapoints(AlarmEvaluator.find(alarm, observed, now));
        policies();
        return new Explanation(facts, lines);
    }

    private void state() {
        Alarm.Status status = alarm.status();
        facts.put("alarm", alarm.name());
        facts.put("state", status.state().name());
        facts.put("since", status.transitionedAt().toString());
        facts.put("reason", status.reason());
        lines.add(
                "Alarm "
                        + alarm.name()
                        + " is in state "
                        + status.state()
                        + " since "
                        + status.transitionedAt());
        if (!status.reason().isEmpty()) {
            lines.add("  " + status.reason());
        }
        Alarm.Rule rule = alarm.rule();
        String words =
                rule.datapoints()
                        + " of the last "
                        + rule.periods()
                        + " periods of "
                        + alarm.watch().period().toSeconds()
                        + " s "
                        + rule.comparison().word()
                        + " "
                        + threshold()
                        + ", missing data "
                        + rule.missing().word();
        facts.put("rule", words);
        lines.add("Its rule: " + words);
    }

    private String threshold() {
        return alarm.watch() instanceof Alarm.Watch.Banded watch
                ? watch.threshold()
                : "" + alarm.rule().threshold();
    }

    private void datapoints(Finding finding) {
        lines.add("At " + now + " it would be found in state " + finding.state() + ":");
        var points = new ArrayList<Map<String, Object>>();
        for (Value value : finding.counted()) {
            boolean breaches = finding.breaching().contains(value);
            var point = new LinkedHashMap<String, Object>();
            point.put("start", value.start().toString());
            point.put("value", value.value());
            point.put("breaches", breaches);
            points.add(point);
            String band = "";
            if (alarm.watch() instanceof Alarm.Watch.Banded) {
                double lower = observed.band().lower(value.start());
                double upper = observed.band().upper(value.start());
                point.put("lower", lower);
                point.put("upper", upper);
                band = " (" + lower + " to " + upper + ")";
            }
            lines.add(
                    "  "
                            + value.start()
                            + "  "
                            + value.value()
                            + band
                            + (breaches ? "  breaches" : "  does not breach"));
        }
        if (finding.missing() > 0) {
            lines.add("  and " + finding.missing() + " without data");
        }
        lines.add("  " + finding.words());
        facts.put("datapoints", points);
        facts.put("missing", finding.missing());
        facts.put("wouldBe", finding.state().name());
        facts.put("because", finding.words());
    }

    /// Each group decides for itself which of its policies wins.
    private void policies() {
        var told = new ArrayList<Map<String, Object>>();
        Map<String, List<Fired>> byGroup = new TreeMap<>();
        for (ScalingPolicy policy : called()) {
            byGroup.computeIfAbsent(policy.group(), _ -> new ArrayList<>())
                    .add(new Fired(policy, trigger(policy)));
        }
        byGroup.forEach((name, fired) ->
                world.in(alarm.scope())
                        .find(AutoScalingGroup.class, name)
                        .ifPresent(group -> weigh(group, fired, told)));
        if (!alarm.actions().enabled()) {
            lines.add("Its actions are disabled.");
        } else if (byGroup.isEmpty()) {
            lines.add("In this state it calls no scaling policy.");
        }
        facts.put("actionsEnabled", alarm.actions().enabled());
        facts.put("policies", told);
    }

    private List<ScalingPolicy> called() {
        List<String> arns =
                switch (alarm.status().state()) {
                    case OK -> alarm.actions().ok();
                    case ALARM -> alarm.actions().alarm();
                    case INSUFFICIENT_DATA -> alarm.actions().insufficientData();
                };
        return world.in(alarm.scope()).all(ScalingPolicy.class).stream()
                .filter(policy -> arns.contains(policy.arn().value()))
                .toList();
    }

    private Trigger trigger(ScalingPolicy policy) {
        return Trigger.alarm(
                alarm.name(),
                alarm.status().state().name(),
                policy.name(),
                MetricReader.last(observed.values()),
                observed.threshold());
    }

    private void weigh(AutoScalingGroup group, List<Fired> fired, List<Map<String, Object>> told) {
        List<Weighed> weighed = PolicyRun.weigh(GroupView.of(world, group), fired, now);
        Optional<Weighed> winner =
                weighed.stream()
                        .filter(w -> w.wanted().isPresent())
                        .max(Comparator.comparingInt(w -> w.wanted().getAsInt()));
        for (Weighed each : weighed) {
            ScalingPolicy policy = each.fired().policy();
            boolean wins = winner.filter(each::equals).isPresent();
            String verdict =
                    verdict(each, group) + (wins && weighed.size() > 1 ? ", and wins" : "");
            lines.add(
                    "Policy "
                            + policy.name()
                            + " of group "
                            + group.name()
                            + (policy.enabled() ? " " : " is disabled; else it ")
                            + verdict);
            var fact = new LinkedHashMap<String, Object>();
            fact.put("policy", policy.name());
            fact.put("group", group.name());
            fact.put("enabled", policy.enabled());
            fact.put("verdict", verdict);
            fact.put("wins", wins);
            told.add(fact);
        }
    }

    private static String verdict(Weighed weighed, AutoScalingGroup group) {
        int desired = group.capacity().desired();
        if (weighed.waits()) {
            return "waits for a cooldown or an activity to end";
        }
        if (weighed.wanted().isEmpty()) {
            return "is content with " + desired;
        }
        int wanted = weighed.wanted().getAsInt();
        int allowed = group.capacity().wanting(wanted).desired();
        String limits = allowed == wanted ? "" : ", of which the group's limits leave " + allowed;
        return "wants " + wanted + " instead of " + desired + limits;
    }
}
