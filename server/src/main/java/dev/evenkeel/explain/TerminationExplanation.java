package dev.evenkeel.explain;

import dev.evenkeel.decide.group.GroupView;
import dev.evenkeel.decide.group.TerminationChoice;
import dev.evenkeel.model.AutoScalingGroup;
import dev.evenkeel.model.Consideration;
import dev.evenkeel.model.Instance;
import dev.evenkeel.model.InstanceId;
import dev.evenkeel.model.World;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Who would go if a group were one smaller now, and why: by zone, by policy, by age.
public final class TerminationExplanation {
    private TerminationExplanation() {}

    public static Explanation of(World world, AutoScalingGroup group, Instant now) {
        List<Instance> candidates = GroupView.of(world, group).counted();
        List<Consideration> steps =
                new TerminationChoice(GroupView.of(world, group), now).explain(candidates);
        Optional<InstanceId> victim =
                steps.isEmpty()
                        ? Optional.empty()
                        : Optional.of(steps.getLast().left())
                                .filter(left -> left.size() == 1)
                                .map(List::getFirst);
        return new Explanation(
                facts(group, candidates, steps, victim), lines(group, candidates, steps, victim));
    }

    private static Map<String, Object> facts(
            AutoScalingGroup group,
            List<Instance> candidates,
            List<Consideration> steps,
            Optional<InstanceId> victim) {
        var facts = new LinkedHashMap<String, Object>();
        facts.put("group", group.name());
        facts.put("desiredCapacity", group.capacity().desired());
        facts.put("terminationPolicies", group.terminationPolicies());
        facts.put("candidates", ids(candidates.stream().map(Instance::instanceId).toList()));
        facts.put("steps", Considerations.facts(steps));
        victim.ifPresent(id -> facts.put("next", id.value()));
        return facts;
    }

    private static List<String> ids(List<InstanceId> ids) {
        return ids.stream().map(InstanceId::value).toList();
    }

    private static List<String> lines(
            AutoScalingGroup group,
            List<Instance> candidates,
            List<Consideration> steps,
            Optional<InstanceId> victim) {
        var lines = new ArrayList<String>();
        lines.add(
                "Group "
                        + group.name()
                        + " has "
                        + candidates.size()
                        + (candidates.size() == 1 ? " instance" : " instances")
                        + inUnits(candidates)
                        + " and wants "
                        + group.capacity().desired()
                        + ". Termination policies: "
                        + String.join(", ", group.terminationPolicies())
                        + ".");
        lines.add(
                victim.map(id -> "If it were one smaller now, " + id.value() + " would go:")
                        .orElse("If it were one smaller now, nobody could go:"));
        lines.addAll(Considerations.lines(steps));
        return lines;
    }

    /// What weighted instances come to: the group's size is in units then.
    private static String inUnits(List<Instance> candidates) {
        int units = GroupView.units(candidates);
        return units == candidates.size() ? "" : " of " + units + " units";
    }
}
