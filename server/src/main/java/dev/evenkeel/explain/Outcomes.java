package dev.evenkeel.explain;

import dev.evenkeel.model.Action;
import dev.evenkeel.model.ClassicLoadBalancer;
import dev.evenkeel.model.ClassicLoadBalancer.ListenerPorts;
import dev.evenkeel.model.ClassicLoadBalancer.Registration;
import dev.evenkeel.model.Instance;
import dev.evenkeel.model.Target;
import dev.evenkeel.model.TargetGroup;
import dev.evenkeel.model.TargetHealth;
import dev.evenkeel.model.World;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

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

    /// Where the listener of a Classic Load Balancer at `port` leads.
    Explanation of(ClassicLoadBalancer loadBalancer, int port) {
        var lines = new ArrayList<String>();
        var instances = new ArrayList<Map<String, Object>>();
        for (ListenerPorts listener : loadBalancer.listeners()) {
            if (listener.port() == port) {
                String there = listener.instanceProtocol() + " port " + listener.instancePort();
                lines.add("forward to the registered instances, " + there);
                loadBalancer
                        .instances()
                        .forEach(each -> {
                            String state = state(loadBalancer, each);
                            instances.add(Map.of("id", each.instance().value(), "state", state));
                            lines.add(
                                    "  "
                                            + each.instance()
                                            + ":"
                                            + listener.instancePort()
                                            + " "
                                            + state);
                        });
            }
        }
        if (instances.isEmpty()) {
            lines.add("  without an instance: answered 503");
        }
        var facts = new LinkedHashMap<String, Object>();
        facts.put("type", "forward");
        facts.put("instances", instances);
        return new Explanation(facts, lines);
    }

    private String state(ClassicLoadBalancer loadBalancer, Registration registration) {
        if (registration.drainsUntil().isPresent()) {
            return "draining";
        }
        Optional<Instance> instance = region.find(Instance.class, registration.instance().value());
        if (instance.isEmpty() || instance.get().state() != Instance.State.RUNNING) {
            return "not running";
        }
        String zone = instance.get().placement().zone();
        return loadBalancer.nodes().stream().anyMatch(node -> node.zone().equals(zone))
                ? words(world.health(loadBalancer.ref(registration.instance())))
                : "in " + zone + ", where the load balancer has no node";
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
        return words(world.health(target.ref()));
    }

    private static String words(TargetHealth health) {
        String state = health.state().name().toLowerCase(Locale.ROOT);
        return health.description().isEmpty() ? state : state + " (" + health.description() + ")";
    }
}
