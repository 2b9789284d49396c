package dev.evenkeel.decide.group;

import dev.evenkeel.decide.JsonText;
import dev.evenkeel.model.AutoScalingGroup;
import dev.evenkeel.model.FunctionArn;
import dev.evenkeel.model.Instance;
import dev.evenkeel.model.InstanceId;
import dev.evenkeel.model.InstanceType;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What a group asks its function: who of `suggested` is ready to go, where as much should go as
/// `leaving` comes to - those who would go if there were no function.
public record TerminationQuestion(
        AutoScalingGroup group,
        FunctionArn function,
        Cause cause,
        List<Instance> leaving,
        List<Instance> suggested) {
    private static final int MOST_TOLD = 30_000;

    public TerminationQuestion {
        leaving = List.copyOf(leaving);
        suggested = List.copyOf(suggested);
    }

    /// Why members are to go, in Auto Scaling's words.
    public enum Cause {
        SCALE_IN,
        REBALANCE,
        INSTANCE_REFRESH,
        MAX_INSTANCE_LIFETIME
    }

    public Set<InstanceId> shown() {
        return suggested.stream()
                .limit(MOST_TOLD)
                .map(Instance::instanceId)
                .collect(Collectors.toUnmodifiableSet());
    }

    /// The question as the function gets it, in JSON.
    public String event() {
        String more = suggested.size() > MOST_TOLD ? ",\"HasMoreInstances\":true" : "";
        return "{"
                + JsonText.member("AutoScalingGroupARN", group.arn().value())
                + ","
                + JsonText.member("AutoScalingGroupName", group.name())
                + ",\"CapacityToTerminate\":"
                + array(capacities(leaving))
                + ",\"Instances\":"
                + array(
                        suggested.stream()
                                .limit(MOST_TOLD)
                                .map(TerminationQuestion::instance)
                                .toList())
                + ","
                + JsonText.member("Cause", cause.name())
                + more
                + "}";
    }

    /// In units of capacity, for each zone and purchase option.
    private static List<String> capacities(Collection<Instance> leaving) {
        Map<String, Integer> units = new TreeMap<>();
        leaving.forEach(m -> units.merge(place(m), GroupView.weight(m), Integer::sum));
        return units.entrySet().stream()
                .map(e -> "{" + e.getKey() + ",\"Capacity\":" + e.getValue() + "}")
                .toList();
    }

    private static String instance(Instance member) {
        return "{"
                + place(member)
                + ","
                + JsonText.member("InstanceId", member.id())
                + ","
                + JsonText.member("InstanceType", InstanceType.of(member.settings()))
                + "}";
    }

    private static String place(Instance member) {
        return JsonText.member("AvailabilityZone", member.placement().zone())
                + ","
                + JsonText.member(
                        "InstanceMarketOption", Allocation.isSpot(member) ? "spot" : "on-demand");
    }

    private static String array(List<String> values) {
        return values.stream().collect(Collectors.joining(",", "[", "]"));
    }
}
