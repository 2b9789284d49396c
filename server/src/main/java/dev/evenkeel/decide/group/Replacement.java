package dev.evenkeel.decide.group;

import dev.evenkeel.model.GroupMembership.Lifecycle;
import dev.evenkeel.model.Instance;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Which sick members are taken out now.
///
/// Those that do not run, or that a user marked, go at once. A load balancer's verdict may be wrong
/// about many at a time, so it takes out a tenth of the group, and the next when those are settled.
final class Replacement {
    private Replacement() {}

    /// Those whose illness is beyond doubt.
    static List<Instance> certain(GroupView view, Instant now) {
        return sick(view, now).stream().filter(m -> !isByLoadBalancer(m)).toList();
    }

    /// Those a load balancer calls sick, as many as may be taken out now.
    static List<Instance> likely(GroupView view, Instant now) {
        List<Instance> doubtful = doubtful(view, now);
        if (doubtful.isEmpty()) {
            return doubtful;
        }
        int batch = Math.max(1, view.desired() / 10);
        int free = batch - GroupView.units(certain(view, now)) - unsettled(view, now);
        return GroupView.within(doubtful, free);
    }

    /// All that a load balancer calls sick.
    static List<Instance> doubtful(GroupView view, Instant now) {
        return sick(view, now).stream().filter(Replacement::isByLoadBalancer).toList();
    }

    private static List<Instance> sick(GroupView view, Instant now) {
        if (view.isSuspended("ReplaceUnhealthy") || view.isSuspended("Terminate")) {
            return List.of();
        }
        return view.in(Lifecycle.IN_SERVICE).stream()
                .filter(m -> !GroupView.membership(m).isHealthy() && !view.isSpared(m, now))
                .toList();
    }

    private static boolean isByLoadBalancer(Instance member) {
        return GroupView.membership(member).unhealthyWhy().equals(ActivityText.ELB);
    }

    /// Those whose warm-up or first health check is not over.
    private static int unsettled(GroupView view, Instant now) {
        Duration warmup = view.group().defaultWarmup().orElse(Duration.ZERO);
        return GroupView.units(
                view.members().stream()
                        .filter(m ->
                                view.isWarming(m, warmup, now)
                                        || Traffic.awaitsVerdict(view, m, now))
                        .toList());
    }
}
