package dev.evenkeel.explain;

import dev.evenkeel.decide.alarm.CompositeEvaluator;
import dev.evenkeel.decide.alarm.RuleTree;
import dev.evenkeel.decide.alarm.Suppression;
import dev.evenkeel.model.AnyAlarm;
import dev.evenkeel.model.CompositeAlarm;
import dev.evenkeel.model.World;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Why a composite alarm is in its state: its rule part by part, with the alarms it asks for, which
/// of them decide, and whether a suppressor holds its actions back.
public final class CompositeExplanation {
    private final World.Region region;
    private final CompositeAlarm alarm;
    private final Instant now;
    private final Map<String, Object> facts = new LinkedHashMap<>();
    private final List<String> lines = new ArrayList<>();

    private CompositeExplanation(World.Region region, CompositeAlarm alarm, Instant now) {
        this.region = region;
        this.alarm = alarm;
        this.now = now;
    }

    public static Explanation of(World.Region region, CompositeAlarm alarm, Instant now) {
        return new CompositeExplanation(region, alarm, now).explain();
    }

    private Explanation explain() {
        facts.put("alarm", alarm.name());
        facts.put("state", alarm.state().name());
        facts.put("since", alarm.status().transitionedAt().toString());
        facts.put("reason", alarm.status().reason());
        facts.put("rule", alarm.rule());
        lines.add("Alarm " + standing(alarm));
        if (!alarm.status().reason().isEmpty()) {
            lines.add("  " + alarm.status().reason());
        }
        rule();
        suppressor();
        facts.put("actionsEnabled", alarm.actions().enabled());
        if (!alarm.actions().enabled()) {
            lines.add("Its actions are disabled.");
        }
        return new Explanation(facts, lines);
    }

    private static String standing(AnyAlarm alarm) {
        return alarm.name()
                + " is in state "
                + alarm.state()
                + " since "
                + alarm.status().transitionedAt();
    }

    private void rule() {
        RuleTree tree =
                RuleTree.of(
                        CompositeEvaluator.rule(alarm),
                        name -> CompositeEvaluator.find(region, name).map(AnyAlarm::state));
        lines.add("Its rule " + (tree.holds() ? "holds:" : "does not hold:"));
        facts.put("holds", tree.holds());
        facts.put("parts", told(tree, "  "));
    }

    private Map<String, Object> told(RuleTree part, String indent) {
        Optional<AnyAlarm> child =
                part.alarm().flatMap(name -> CompositeEvaluator.find(region, name));
        lines.add(
                indent
                        + (part.decides() ? "> " : "  ")
                        + (part.holds() ? "yes  " : "no   ")
                        + part.words()
                        + part.alarm()
                                .map(_ ->
                                        ": "
                                                + child.map(CompositeExplanation::standing)
                                                        .orElse("there is no such alarm"))
                                .orElse(part.parts().isEmpty() ? "" : ":"));
        var fact = new LinkedHashMap<String, Object>();
        fact.put("part", part.words());
        fact.put("holds", part.holds());
        fact.put("decides", part.decides());
        child.ifPresent(found -> {
            fact.put("alarm", found.name());
            fact.put("state", found.state().name());
            fact.put("since", found.status().transitionedAt().toString());
        });
        var parts = new ArrayList<Map<String, Object>>();
        for (RuleTree each : part.parts()) {
            parts.add(told(each, indent + "  "));
        }
        fact.put("parts", parts);
        return fact;
    }

    private void suppressor() {
        alarm.suppressor()
                .ifPresent(suppressor -> {
                    var fact = new LinkedHashMap<String, Object>();
                    fact.put("alarm", suppressor.alarmName());
                    Optional<AnyAlarm> other =
                            CompositeEvaluator.find(region, suppressor.alarmName());
                    Optional<String> by =
                            other.flatMap(found -> Suppression.by(alarm, suppressor, found, now));
                    fact.put("suppressedBy", by.orElse("nothing"));
                    facts.put("suppressor", fact);
                    lines.add(
                            "Suppressor "
                                    + other.map(CompositeExplanation::standing)
                                            .orElse(suppressor.alarmName() + " does not exist")
                                    + by.map(CompositeExplanation::held)
                                            .orElse(": it does not hold back the actions"));
                });
    }

    private static String held(String by) {
        return switch (by) {
            case "WaitPeriod" -> ": the actions wait for it to get into ALARM";
            case "ExtensionPeriod" -> ": it left ALARM lately, and still holds back the actions";
            default -> ": it holds back the actions";
        };
    }
}
