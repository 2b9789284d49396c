package dev.evenkeel.decide.group;

import dev.evenkeel.model.AutoScalingGroup;
import dev.evenkeel.model.GroupMembership;
import dev.evenkeel.model.GroupMembership.Lifecycle;
import dev.evenkeel.model.GroupRules.Maintenance;
import dev.evenkeel.model.Instance;
import dev.evenkeel.model.InstanceRefresh;
import dev.evenkeel.model.InstanceRefresh.Progress;
import dev.evenkeel.model.InstanceRefresh.Spared;
import dev.evenkeel.model.InstanceRefresh.Status;
import dev.evenkeel.model.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A refresh in the light of the members there are: who is to be replaced, who is done, and how
/// many may be replaced before the next checkpoint.
final class Refreshes {
    private static final int LEAST_HEALTHY_PERCENT = 90;
    private static final int MOST_HEALTHY_PERCENT = 100;

    private final GroupView view;
    private final InstanceRefresh refresh;
    private final AutoScalingGroup target;

    Refreshes(GroupView view, InstanceRefresh refresh) {
        this.view = view;
        this.refresh = refresh;
        this.target = launching(view.group(), Optional.of(refresh));
    }

    /// The refresh of a group that has not ended.
    static Optional<InstanceRefresh> active(World world, AutoScalingGroup group) {
        String name = InstanceRefresh.activeIn(group.name());
        return world.in(group.scope()).by(InstanceRefresh.class, name).stream().findFirst();
    }

    /// The refresh that may replace members now.
    static Optional<Refreshes> moving(GroupView view) {
        boolean isSuspended =
                Stream.of("InstanceRefresh", "Launch", "Terminate").anyMatch(view::isSuspended);
        return active(view.world(), view.group())
                .filter(r ->
                        r.status() == Status.IN_PROGRESS
                                || r.status() == Status.ROLLBACK_IN_PROGRESS)
                .filter(_ -> !isSuspended)
                .map(refresh -> new Refreshes(view, refresh));
    }

    /// The group with what it launches while a refresh wants something else.
    static AutoScalingGroup launching(World world, AutoScalingGroup group) {
        return launching(group, active(world, group));
    }

    private static AutoScalingGroup launching(
            AutoScalingGroup group, Optional<InstanceRefresh> refresh) {
        return refresh.filter(r -> r.status() != Status.CANCELLING)
                .flatMap(InstanceRefresh::desired)
                .map(source -> group.edit().launchSource(source).done())
                .orElse(group);
    }

    /// When a member counts as launched: now, but where the clock was set back not before the
    /// refresh for which it is launched, or it would be replaced again.
    static Instant launchTime(World world, AutoScalingGroup group, Instant now) {
        return active(world, group)
                .map(InstanceRefresh::turnedAt)
                .filter(turned -> turned.isAfter(now))
                .orElse(now);
    }

    Maintenance rule() {
        Optional<Maintenance> ofGroup = view.group().rules().maintenance();
        return new Maintenance(
                refresh.preferences()
                        .minHealthyPercent()
                        .or(() -> ofGroup.map(Maintenance::minHealthyPercent))
                        .orElse(LEAST_HEALTHY_PERCENT),
                refresh.preferences()
                        .maxHealthyPercent()
                        .or(() -> ofGroup.map(Maintenance::maxHealthyPercent))
                        .orElse(MOST_HEALTHY_PERCENT));
    }

    Duration warmup() {
        return refresh.preferences()
                .warmup()
                .or(view.group()::defaultWarmup)
                .orElse(view.group().health().gracePeriod());
    }

    boolean isOutdated(Instance member) {
        if (!member.launchedAt().isBefore(refresh.turnedAt())) {
            return false;
        }
        boolean skips = refresh.preferences().skipsMatching() || refresh.rollback().isPresent();
        return !(skips && matches(member));
    }

    private boolean matches(Instance member) {
        return Offers.of(view.world(), target).include(view.world(), member);
    }

    /// Who serves, healthy and warmed up, and need not be replaced.
    boolean isDone(Instance member, Instant now) {
        return GroupView.lifecycle(member) == Lifecycle.IN_SERVICE
                && !isOutdated(member)
                && GroupView.membership(member).isHealthy()
                && !view.isWarming(member, warmup(), now)
                && Traffic.isReady(view, member);
    }

    /// The members the refresh is about: those that count, those in standby unless they are
    /// ignored.
    List<Instance> concerned() {
        return view.members().stream()
                .filter(m -> GroupView.membership(m).counts() || isOldInStandby(m))
                .filter(m -> !isSpared(m, Spared.IGNORE))
                .toList();
    }

    private boolean isOldInStandby(Instance member) {
        return isInStandby(member) && isOutdated(member);
    }

    private static boolean isInStandby(Instance member) {
        return GroupView.lifecycle(member) == Lifecycle.STANDBY;
    }

    /// Whether a member may not be replaced just so, and the refresh treats it in this `way`.
    private boolean isSpared(Instance member, Spared way) {
        if (!isOutdated(member)) {
            return false;
        }
        InstanceRefresh.Preferences told = refresh.preferences();
        GroupMembership membership = GroupView.membership(member);
        return (isInStandby(member) && told.standbyMembers() == way)
                || (membership.protectedFromScaleIn() && told.protectedMembers() == way);
    }

    /// Whether nothing is left to do but to wait until somebody lets protected members go.
    boolean isBlocked() {
        List<Instance> outdated = concerned().stream().filter(this::isOutdated).toList();
        return !outdated.isEmpty() && outdated.stream().allMatch(m -> isSpared(m, Spared.WAIT));
    }

    /// Those in standby that the refresh is to end.
    List<Instance> standbyToEnd() {
        return view.in(Lifecycle.STANDBY).stream()
                .filter(this::isOutdated)
                .filter(m -> !isSpared(m, Spared.WAIT) && !isSpared(m, Spared.IGNORE))
                .toList();
    }

    /// Whom to replace before the next checkpoint, balance and termination policies kept.
    List<Instance> due(Instant now) {
        if (refresh.progress().waitsUntil().filter(now::isBefore).isPresent()) {
            return List.of();
        }
        List<Instance> outdated =
                view.in(Lifecycle.IN_SERVICE).stream()
                        .filter(m -> GroupView.membership(m).isHealthy())
                        .filter(this::isOutdated)
                        .filter(m -> !isSpared(m, Spared.WAIT) && !isSpared(m, Spared.IGNORE))
                        .toList();
        List<Instance> inOrder =
                new ArrayList<>(
                        new TerminationChoice(view, now).pick(outdated, GroupView.units(outdated)));
        outdated.stream().filter(m -> !inOrder.contains(m)).forEach(inOrder::add);
        return GroupView.within(inOrder, allowed());
    }

    /// In units of capacity. What a replacement overlaps with is to go in any case: the checkpoint
    /// stops the next launch, not the end of this one.
    private int allowed() {
        int next = nextCheckpoint(refresh.progress());
        int fresh = GroupView.units(concerned().stream().filter(m -> !isOutdated(m)).toList());
        int overlap = Math.max(0, GroupView.units(view.counted()) - view.desired());
        int total = GroupView.units(concerned()) - overlap;
        return Math.max(0, Math.ceilDiv(total * next, 100) - fresh + overlap);
    }

    /// Up to what percentage members are replaced now; the last checkpoint is also the end.
    private int nextCheckpoint(Progress progress) {
        List<Integer> checkpoints = refresh.preferences().checkpoints();
        if (checkpoints.isEmpty() || refresh.rollback().isPresent()) {
            return 100;
        }
        return checkpoints.get(Math.min(progress.checkpointsPassed(), checkpoints.size() - 1));
    }

    /// Whether all is replaced that a last checkpoint below 100 allows.
    boolean isPartDone(Progress progress) {
        return nextCheckpoint(progress) < 100
                && progress.checkpointsPassed() == refresh.preferences().checkpoints().size();
    }

    /// How many units of what counts are none of the refresh's business.
    int ignored() {
        return GroupView.units(
                view.counted().stream().filter(m -> isSpared(m, Spared.IGNORE)).toList());
    }
}
