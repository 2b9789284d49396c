package dev.evenkeel.api.autoscaling;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.api.Call;
import dev.evenkeel.api.Decision;
import dev.evenkeel.model.AutoScalingGroup;
import dev.evenkeel.model.Change;
import dev.evenkeel.model.World;
import dev.evenkeel.wire.Nothing;
import dev.evenkeel.wire.Present;
import dev.evenkeel.wire.autoscaling.ProcessType;
import dev.evenkeel.wire.autoscaling.ProcessesType;
import dev.evenkeel.wire.autoscaling.ScalingProcessQuery;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// The processes of a group that can be suspended one by one; naming none means all.
final class Processes {
    private static final List<String> ALL =
            List.of(
                    "AZRebalance",
                    "AddToLoadBalancer",
                    "AlarmNotification",
                    "HealthCheck",
                    "InstanceRefresh",
                    "Launch",
                    "ReplaceUnhealthy",
                    "ScheduledActions",
                    "Terminate");

    private Processes() {}

    static ProcessesType types(World world, Call call, Nothing input) {
        return new ProcessesType(ALL.stream().map(ProcessType::new).toList());
    }

    static Decision<Nothing> suspend(World world, Call call, ScalingProcessQuery input) {
        AutoScalingGroup group =
                new GroupLookup(world, call).findToChange(input.autoScalingGroupName());
        var suspended = new TreeSet<>(group.suspendedProcesses());
        suspended.addAll(named(input));
        return with(group, suspended);
    }

    static Decision<Nothing> resume(World world, Call call, ScalingProcessQuery input) {
        AutoScalingGroup group =
                new GroupLookup(world, call).findToChange(input.autoScalingGroupName());
        var suspended = new TreeSet<>(group.suspendedProcesses());
        named(input).forEach(suspended::remove);
        return with(group, suspended);
    }

    private static List<String> named(ScalingProcessQuery input) {
        List<String> named = Present.orEmpty(input.scalingProcesses());
        for (String process : named) {
            if (!ALL.contains(process)) {
                throw ApiFault.validation("Unknown scaling process " + process + ".");
            }
        }
        return named.isEmpty() ? ALL : named;
    }

    private static Decision<Nothing> with(AutoScalingGroup group, Set<String> suspended) {
        AutoScalingGroup next = group.edit().suspendedProcesses(suspended).done();
        return new Decision<>(List.of(new Change.Put(next)), Nothing.NOTHING);
    }
}
