package dev.evenkeel.api.autoscaling;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.api.Call;
import dev.evenkeel.api.Decision;
import dev.evenkeel.api.Page;
import dev.evenkeel.decide.group.LaunchTicket;
import dev.evenkeel.model.AutoScalingGroup;
import dev.evenkeel.model.Change;
import dev.evenkeel.model.GroupMembership.Lifecycle;
import dev.evenkeel.model.GroupMembership.Phase;
import dev.evenkeel.model.Instance;
import dev.evenkeel.model.LaunchSource;
import dev.evenkeel.model.WarmPool;
import dev.evenkeel.model.World;
import dev.evenkeel.wire.Present;
import dev.evenkeel.wire.autoscaling.AutoScalingErrors;
import dev.evenkeel.wire.autoscaling.DeleteWarmPoolAnswer;
import dev.evenkeel.wire.autoscaling.DeleteWarmPoolType;
import dev.evenkeel.wire.autoscaling.DescribeWarmPoolAnswer;
import dev.evenkeel.wire.autoscaling.DescribeWarmPoolType;
import dev.evenkeel.wire.autoscaling.InstanceReusePolicy;
import dev.evenkeel.wire.autoscaling.PutWarmPoolAnswer;
import dev.evenkeel.wire.autoscaling.PutWarmPoolType;
import dev.evenkeel.wire.autoscaling.WarmPoolConfiguration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The warm pools of groups.
final class WarmPools {
    private static final int NOT_SET = -1;

    private WarmPools() {}

    static Decision<PutWarmPoolAnswer> put(World world, Call call, PutWarmPoolType input) {
        var lookup = new GroupLookup(world, call);
        AutoScalingGroup group = lookup.findToChange(input.autoScalingGroupName());
        if (InstanceRefreshes.active(lookup, group).isPresent()) {
            throw new ApiFault(
                    AutoScalingErrors.INSTANCE_REFRESH_IN_PROGRESS,
                    "An Instance Refresh is in progress and blocks changes of the warm pool.");
        }
        LaunchSource.Single _ = requireSingle(group.launchSource());
        Integer prepared = input.maxGroupPreparedCapacity();
        int min = input.minSize() == null ? 0 : input.minSize();
        if (min < 0 || (prepared != null && prepared < NOT_SET)) {
            throw ApiFault.validation(
                    "MinSize must not be negative, nor MaxGroupPreparedCapacity less than -1.");
        }
        InstanceReusePolicy reuse = input.instanceReusePolicy();
        var pool =
                new WarmPool(
                        group.scope(),
                        group.name(),
                        min,
                        Optional.ofNullable(prepared).filter(p -> p != NOT_SET),
                        state(world, group, input.poolState()),
                        reuse != null && Present.isTrue(reuse.reuseOnScaleIn()),
                        false);
        return new Decision<>(List.of(new Change.Put(pool)), new PutWarmPoolAnswer());
    }

    /// What a group may launch, as long as it has a pool.
    static LaunchSource mayHave(World.Region region, AutoScalingGroup group, LaunchSource source) {
        return region.find(WarmPool.class, group.name()).isPresent()
                ? requireSingle(source)
                : source;
    }

    private static LaunchSource.Single requireSingle(LaunchSource source) {
        return switch (source) {
            case LaunchSource.Single single -> single;
            case LaunchSource.Mixed _ ->
                    throw ApiFault.validation(
                            "You can't add a warm pool to an Auto Scaling group that has a mixed"
                                    + " instances policy.");
        };
    }

    private static WarmPool.State state(
            World world, AutoScalingGroup group, @Nullable String word) {
        if (word == null) {
            return WarmPool.State.STOPPED;
        }
        WarmPool.State state =
                Arrays.stream(WarmPool.State.values())
                        .filter(one -> one.word().equals(word))
                        .findFirst()
                        .orElseThrow(() ->
                                ApiFault.validation(
                                        "Unsupported warm pool state '"
                                                + word
                                                + "': use Stopped, Running or Hibernated."));
        if (state == WarmPool.State.HIBERNATED && !hibernates(world, group)) {
            throw ApiFault.validation(
                    "The warm pool state 'Hibernated' is not supported: the instances are not"
                            + " configured for hibernation.");
        }
        return state;
    }

    private static boolean hibernates(World world, AutoScalingGroup group) {
        return LaunchTicket.of(world, group.scope(), requireSingle(group.launchSource()))
                .filter(ticket -> ticket.settings().canHibernate())
                .isPresent();
    }

    static DescribeWarmPoolAnswer describe(World world, Call call, DescribeWarmPoolType input) {
        var lookup = new GroupLookup(world, call);
        AutoScalingGroup group = lookup.find(input.autoScalingGroupName());
        Optional<WarmPool> pool = lookup.region().find(WarmPool.class, group.name());
        List<Instance> warm = lookup.members(group).stream().filter(WarmPools::isWarm).toList();
        var page =
                Page.of(
                        warm,
                        Instance::id,
                        Pages.request(input.nextToken(), input.maxRecords(), Pages.USUAL));
        return new DescribeWarmPoolAnswer(
                pool.map(WarmPools::shape).orElse(null),
                page.items().stream().map(m -> GroupShapes.member(m, false)).toList(),
                page.next());
    }

    /// Whether it waits in a pool, is on its way there, or is ended from there.
    static boolean isWarm(Instance member) {
        return GroupLookup.membership(member).phase() == Phase.WARM
                || GroupLookup.membership(member).lifecycle() == Lifecycle.WARMED_TERMINATING;
    }

    static WarmPoolConfiguration shape(WarmPool pool) {
        return WarmPoolConfiguration.builder()
                .maxGroupPreparedCapacity(pool.maxPrepared().orElse(null))
                .minSize(pool.minSize())
                .poolState(pool.state().word())
                .status(pool.deleting() ? "PendingDelete" : null)
                .instanceReusePolicy(pool.reusesOnScaleIn() ? new InstanceReusePolicy(true) : null)
                .build();
    }

    static Decision<DeleteWarmPoolAnswer> delete(World world, Call call, DeleteWarmPoolType input) {
        var lookup = new GroupLookup(world, call);
        AutoScalingGroup group = lookup.findToChange(input.autoScalingGroupName());
        WarmPool pool =
                lookup.region()
                        .find(WarmPool.class, group.name())
                        .orElseThrow(() ->
                                ApiFault.validation(
                                        "No warm pool found for AutoScalingGroup '"
                                                + group.name()
                                                + "'."));
        boolean isEmpty = lookup.members(group).stream().noneMatch(WarmPools::isWarm);
        if (!isEmpty && !Present.isTrue(input.forceDelete())) {
            throw new ApiFault(
                    AutoScalingErrors.RESOURCE_IN_USE,
                    "You cannot delete a warm pool while there are instances in it.");
        }
        return new Decision<>(
                List.of(new Change.Put(pool.inDeletion())), new DeleteWarmPoolAnswer());
    }
}
