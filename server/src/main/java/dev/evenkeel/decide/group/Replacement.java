package dev.evenkeel.decide.group;

import dev.evenkeel.model.GroupMembership.Lifecycle;
import dev.evenkeel.model.Instance;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/// Which sick members are taken out now.
///
/// Those that do not run, or that a user marked, go at once. A load balancer's verdict may be wrong
/// about many at a time, so it takes out a tenth of the group, and the next when those are settled.
final class Replacement {
    private Replacement() {}

    static List<Instance> due(GroupView view, Instant now) {
        if (view.isSuspended("ReplaceUnhealthy") || view.isSuspended("Terminate")) {
            return List.of();
        }
        List<Instance> sick =
                view.in(Lifecycle.IN_SERVICE).stream()
                        .filter(m -> !GroupView.membership(m).isHealthy())
                        .toList();
        List<Instance> certain = sick.stream().filter(m -> !isByLoadBalancer(m)).toList();
        int batch = Math.max(1, view.desired() / 10);
        int free = Math.max(0, batch - certain.size() - unsettled(view, now));
        List<Instance> likely =
                sick.stream().filter(Replacement::isByLoadBalancer).limit(free).toList();
        return Stream.concat(certain.stream(), likely.stream()).toList();
    }

    private static boolean isByLoadBalancer(Instance member) {
        return GroupView.membership(member).unhealthyWhy().equals(ActivityText.ELB);
    }

    private static int unsettled(GroupView view, Instant now) {
        Duration warmup = view.group().defaultWarmup().orElse(Duration.ZERO);
        return (int) view.members().stream().filter(m -> view.isWarming(m, warmup, now)).count();
    }
}
