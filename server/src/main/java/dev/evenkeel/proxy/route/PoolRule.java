package dev.evenkeel.proxy.route;

import dev.evenkeel.model.Attributes;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which of a group's targets a node may use, and how it picks among them.
record PoolRule(
        Set<String> zones,
        boolean crossZone,
        boolean leastOutstanding,
        @Nullable FailOpen failOpen) {
    private static final String HEALTH =
            "target_group_health.unhealthy_state_routing.minimum_healthy_targets.";

    /// With fewer healthy targets than this, sick ones get traffic too.
    record FailOpen(int count, int percentage) {
        static FailOpen of(Attributes group) {
            return new FailOpen(
                    numberOrOff(group.get(HEALTH + "count", "1")),
                    numberOrOff(group.get(HEALTH + "percentage", "off")));
        }

        private static int numberOrOff(String value) {
            return value.equals("off") ? 0 : Integer.parseInt(value);
        }

        boolean applies(int healthy, int registered) {
            return healthy < count || healthy * 100L < (long) percentage * registered;
        }
    }

    /// The members that get traffic from the node in `zone`.
    Choice choose(Members members, String zone) {
        var candidates = members.in(crossZone ? zones : Set.of(zone));
        var usable = candidates.stream().filter(member -> !member.draining()).toList();
        var healthy = usable.stream().filter(Members.Member::healthy).toList();
        boolean open =
                failOpen != null
                        && healthy.size() < usable.size()
                        && failOpen.applies(healthy.size(), usable.size());
        return new Choice(candidates, open ? usable : healthy, open);
    }

    /// All members a node may ever use, those it uses now, and whether for want of healthy ones.
    record Choice(List<Members.Member> all, List<Members.Member> serving, boolean failedOpen) {}
}
