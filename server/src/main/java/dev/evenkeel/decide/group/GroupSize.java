package dev.evenkeel.decide.group;

import dev.evenkeel.model.AutoScalingGroup;
import dev.evenkeel.model.GroupMembership.Lifecycle;
import dev.evenkeel.model.GroupMembership.Phase;
import dev.evenkeel.model.GroupMetric;
import dev.evenkeel.model.Instance;
import dev.evenkeel.model.WarmPool;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;

/// How large a group is, as its group metrics tell it. A member counts one. Who waits at a launch
/// hook is pending, and who waits at a termination hook is terminating, until the hook is done.
///
/// Source: "Amazon CloudWatch metrics for Amazon EC2 Auto Scaling" in the user guide; a total there
/// is of those in service, pending and terminating. Of a warm pool is told only where there is one.
public final class GroupSize {
    private GroupSize() {}

    /// The value of every metric that can be told of the group now.
    public static Map<GroupMetric, Integer> of(GroupView view) {
        AutoScalingGroup group = view.group();
        Map<GroupMetric, Integer> all = new EnumMap<>(GroupMetric.class);
        all.put(GroupMetric.MIN_SIZE, group.capacity().min());
        all.put(GroupMetric.MAX_SIZE, group.capacity().max());
        all.put(GroupMetric.DESIRED_CAPACITY, group.capacity().desired());
        Map<Standing, Integer> members = sum(view, _ -> 1);
        int inService = members.getOrDefault(Standing.IN_SERVICE, 0);
        int pending = members.getOrDefault(Standing.PENDING, 0);
        int standby = members.getOrDefault(Standing.STANDBY, 0);
        int terminating = members.getOrDefault(Standing.TERMINATING, 0);
        int total = inService + pending + terminating;
        all.put(GroupMetric.IN_SERVICE_INSTANCES, inService);
        all.put(GroupMetric.PENDING_INSTANCES, pending);
        all.put(GroupMetric.STANDBY_INSTANCES, standby);
        all.put(GroupMetric.TERMINATING_INSTANCES, terminating);
        all.put(GroupMetric.TOTAL_INSTANCES, total);
        addCapacity(all, sum(view, GroupView::weight));
        Optional<WarmPool> pool = Pool.of(view.world(), group);
        pool.ifPresent(p -> addPool(all, members, p.size(group.capacity()), total));
        return all;
    }

    /// The same in units of capacity.
    private static void addCapacity(Map<GroupMetric, Integer> all, Map<Standing, Integer> units) {
        int inService = units.getOrDefault(Standing.IN_SERVICE, 0);
        int pending = units.getOrDefault(Standing.PENDING, 0);
        int terminating = units.getOrDefault(Standing.TERMINATING, 0);
        all.put(GroupMetric.IN_SERVICE_CAPACITY, inService);
        all.put(GroupMetric.PENDING_CAPACITY, pending);
        all.put(GroupMetric.STANDBY_CAPACITY, units.getOrDefault(Standing.STANDBY, 0));
        all.put(GroupMetric.TERMINATING_CAPACITY, terminating);
        all.put(GroupMetric.TOTAL_CAPACITY, inService + pending + terminating);
    }

    private static void addPool(
            Map<GroupMetric, Integer> all,
            Map<Standing, Integer> members,
            int wanted,
            int groupTotal) {
        int warmed = members.getOrDefault(Standing.WARMED, 0);
        int pending = members.getOrDefault(Standing.WARM_PENDING, 0);
        int terminating = members.getOrDefault(Standing.WARM_TERMINATING, 0);
        int total = warmed + pending + terminating;
        int desired = all.getOrDefault(GroupMetric.DESIRED_CAPACITY, 0);
        all.put(GroupMetric.WARM_POOL_DESIRED_CAPACITY, wanted);
        all.put(GroupMetric.WARM_POOL_WARMED_CAPACITY, warmed);
        all.put(GroupMetric.WARM_POOL_PENDING_CAPACITY, pending);
        all.put(GroupMetric.WARM_POOL_TERMINATING_CAPACITY, terminating);
        all.put(GroupMetric.WARM_POOL_TOTAL_CAPACITY, total);
        all.put(GroupMetric.WITH_POOL_DESIRED_CAPACITY, desired + wanted);
        all.put(GroupMetric.WITH_POOL_TOTAL_CAPACITY, groupTotal + total);
    }

    /// What a member is counted as.
    private enum Standing {
        IN_SERVICE,
        PENDING,
        STANDBY,
        TERMINATING,
        WARMED,
        WARM_PENDING,
        WARM_TERMINATING,
        NOTHING
    }

    private static Map<Standing, Integer> sum(GroupView view, ToIntFunction<Instance> counted) {
        Map<Standing, Integer> sums = new EnumMap<>(Standing.class);
        for (Instance member : view.members()) {
            Standing standing = standing(GroupView.lifecycle(member));
            sums.merge(standing, counted.applyAsInt(member), Integer::sum);
        }
        return sums;
    }

    private static Standing standing(Lifecycle lifecycle) {
        Phase phase = lifecycle.phase();
        return switch (phase) {
            case COMING -> Standing.PENDING;
            case SERVING -> Standing.IN_SERVICE;
            case ASIDE -> aside(lifecycle);
            case WARM ->
                    lifecycle.word().startsWith(Lifecycle.WARMED_PENDING.word())
                            ? Standing.WARM_PENDING
                            : Standing.WARMED;
            case LEAVING ->
                    lifecycle == Lifecycle.WARMED_TERMINATING
                            ? Standing.WARM_TERMINATING
                            : Standing.TERMINATING;
            case ENDED -> Standing.NOTHING;
        };
    }

    private static Standing aside(Lifecycle lifecycle) {
        return switch (lifecycle) {
            case ENTERING_STANDBY, STANDBY -> Standing.STANDBY;
            case TERMINATING_RETAINED -> Standing.TERMINATING;
            default -> Standing.NOTHING;
        };
    }
}
