package dev.evenkeel.explain;

import dev.evenkeel.model.Action;
import dev.evenkeel.model.Target;
import dev.evenkeel.model.TargetGroup;
import dev.evenkeel.model.TargetHealth;
import dev.evenkeel.model.World;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What a rule does with a request that it matches, down to the targets and how they stand.
record Outcomes(World world, World.Region region) {

    Explanation of(List<Action> actions) {
        return switch (actions.getLast()) {
            case Action.Forward forward -> forward(forward);
            case Action.Redirect to ->
                    said(
                            "redirect",
                            to.status()
                                    + " to "
                                    + to.protocol()
                                    + "://"
                                    + to.host()
                                    + ":"
                                    + to.port()
                                    + to.path()
                                    + (to.query().isEmpty() ? "" : "?" + to.query()));
            case Action.FixedResponse fixed ->
                    said("fixed-response", fixed.status() + " " + fixed.contentType());
        };
    }

    private static Explanation said(String type, String words) {
        var facts = new LinkedHashMap<String, Object>();
        facts.put("type", type);
        facts.put("answer", words);
        return new Explanation(facts, List.of(type + " " + words));
    }

    private Explanation forward(Action.Forward forward) {
        var lines = new ArrayList<String>();
        var groups = new ArrayList<Map<String, Object>>();
        for (Action.Forward.Weighted each : forward.targetGroups()) {
            region.find(TargetGroup.class, each.targetGroup().value())
                    .ifPresent(group -> groups.add(group(group, each.weight(), lines)));
        }
        var facts = new LinkedHashMap<String, Object>();
        facts.put("type", "forward");
        facts.put("targetGroups", groups);
        return new Explanation(facts, lines);
    }

    private Map<String, Object> group(TargetGroup group, int weight, List<String> lines) {
        var targets = new ArrayList<Map<String, Object>>();
        lines.add("forward to target group " + group.name() + ", weight " + weight);
        for (Target target : region.withPrefix(Target.class, Target.prefix(group.arn()))) {
            String state = state(target);
            var fact = new LinkedHashMap<String, Object>();
            fact.put("id", target.targetId());
            fact.put("port", target.port());
            fact.put("state", state);
            targets.add(fact);
            lines.add("  " + target.targetId() + ":" + target.port() + " " + state);
        }
        if (targets.isEmpty()) {
            lines.add("  without a target: answered 503");
        }
        var facts = new LinkedHashMap<String, Object>();
        facts.put("name", group.name());
        facts.put("arn", group.arn().value());
        facts.put("weight", weight);
        facts.put("targets", targets);
        return facts;
    }

    private String state(Target target) {
        if (target.isDraining()) {
            return "draining";
        }
        TargetHealth health = world.health(target.ref());
        String state = health.state().name().toLowerCase(Locale.ROOT);
        return health.description().isEmpty() ? state : state + " (" + health.description() + ")";
    }
}
