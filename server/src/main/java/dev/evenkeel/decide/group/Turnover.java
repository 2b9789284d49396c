package dev.evenkeel.decide.group;

import dev.evenkeel.decide.group.InstancePlanner.Leave;
import dev.evenkeel.decide.group.TerminationQuestion.Cause;
import dev.evenkeel.decide.instance.SpotCapacity;
import dev.evenkeel.model.GroupMembership.Lifecycle;
import dev.evenkeel.model.GroupRules.Maintenance;
import dev.evenkeel.model.Instance;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Replaces members little by little: those that lived long enough or that a refresh renews, and,
/// where a maintenance policy says how, those that a balancer calls sick.
///
/// Replacements come first as far as the group may grow, members go first as far as enough others
/// serve. If neither leaves any room, one goes at a time.
final class Turnover {
    /// As without a policy: a tenth is ended first, then replaced.
    private static final Maintenance USUAL = new Maintenance(90, 100);

    /// A Spot instance at risk is replaced ahead of its end.
    private static final Maintenance AHEAD = new Maintenance(100, 110);

    private final GroupView view;
    private final Ballot ballot;
    private final Maintenance rule;
    private final Duration warmup;
    private final Instant now;
    private final List<Due> due;
    private final List<Leave> leaves = new ArrayList<>();

    /// A member to replace. `what` is the response in the words of its activities; a function may
    /// have a say where there is a `cause`.
    record Due(Instance member, boolean isSick, String what, Optional<Cause> cause) {
        Due(Instance member, boolean isSick, String what) {
            this(member, isSick, what, Optional.empty());
        }
    }

    private Turnover(
            GroupView view,
            Ballot ballot,
            Optional<Refreshes> refresh,
            List<Due> due,
            Instant now) {
        this.view = view;
        this.ballot = ballot;
        this.due = due;
        this.now = now;
        this.rule =
                refresh.map(Refreshes::rule)
                        .or(() -> view.group().rules().maintenance())
                        .orElse(atRisk(view).isEmpty() ? USUAL : AHEAD);
        this.warmup =
                refresh.map(Refreshes::warmup)
                        .or(view.group()::defaultWarmup)
                        .orElse(Duration.ZERO);
    }

    static Turnover of(GroupView view, Ballot ballot, List<Instance> staying, Instant now) {
        Optional<Refreshes> refresh = Refreshes.moving(view);
        List<Due> due =
                due(view, refresh, now).stream().filter(d -> staying.contains(d.member())).toList();
        var turnover = new Turnover(view, ballot, refresh, due, now);
        turnover.choose(staying);
        return turnover;
    }

    private static List<Due> due(GroupView view, Optional<Refreshes> refresh, Instant now) {
        Stream<Due> sick =
                view.group().rules().maintenance().isPresent()
                        ? Replacement.doubtful(view, now).stream()
                                .map(m -> new Due(m, true, GroupView.membership(m).unhealthyWhy()))
                        : Stream.empty();
        Stream<Due> others =
                refresh.map(r ->
                                r.due(now).stream()
                                        .map(m ->
                                                due(
                                                        m,
                                                        ActivityText.REFRESH,
                                                        Cause.INSTANCE_REFRESH)))
                        .orElseGet(() -> expired(view, now));
        List<Instance> atRisk = atRisk(view);
        return Stream.of(
                        sick,
                        atRisk.stream().map(m -> new Due(m, false, ActivityText.REBALANCE)),
                        others.filter(d -> !atRisk.contains(d.member())))
                .flatMap(each -> each)
                .toList();
    }

    private static Due due(Instance member, String what, Cause cause) {
        return new Due(member, false, what, Optional.of(cause));
    }

    /// Those that were told that they may be reclaimed, of a group that wants to be ahead of it.
    private static List<Instance> atRisk(GroupView view) {
        if (!view.group().rules().capacityRebalance()
                || view.isSuspended("Terminate")
                || view.isSuspended("Launch")) {
            return List.of();
        }
        return view.in(Lifecycle.IN_SERVICE).stream()
                .filter(m -> GroupView.membership(m).isHealthy())
                .filter(m -> SpotCapacity.notice(view.world(), m).isPresent())
                .toList();
    }

    private static Stream<Due> expired(GroupView view, Instant now) {
        Optional<Duration> lifetime = view.group().rules().maxLifetime();
        if (lifetime.isEmpty() || view.isSuspended("Terminate") || view.isSuspended("Launch")) {
            return Stream.empty();
        }
        return view.in(Lifecycle.IN_SERVICE).stream()
                .filter(m -> GroupView.membership(m).isHealthy())
                .filter(m -> !m.launchedAt().plus(lifetime.get()).isAfter(now))
                .sorted(Comparator.comparing(Instance::launchedAt))
                .map(m -> due(m, ActivityText.LIFETIME, Cause.MAX_INSTANCE_LIFETIME));
    }

    private void choose(List<Instance> staying) {
        if (due.isEmpty()) {
            return;
        }
        List<Due> mayGo = due.stream().filter(this::isReadyToGo).toList();
        within(staying, mayGo).forEach(this::leave);
        for (Cause cause : Cause.values()) {
            List<Due> waiting = due.stream().filter(d -> isFor(d, cause)).toList();
            if (mayGo.stream().noneMatch(d -> isFor(d, cause))) {
                ballot.ask(cause, members(within(staying, waiting)), members(waiting));
            }
        }
    }

    private static boolean isFor(Due due, Cause cause) {
        return due.cause().equals(Optional.of(cause));
    }

    private boolean isReadyToGo(Due next) {
        return next.cause().filter(cause -> !ballot.isReady(cause, next.member())).isEmpty();
    }

    private static List<Instance> members(List<Due> due) {
        return due.stream().map(Due::member).toList();
    }

    /// As many of the first as may go now.
    private List<Due> within(List<Instance> staying, List<Due> some) {
        int least = rule.least(view.desired());
        int ready = GroupView.units(staying.stream().filter(this::isReady).toList());
        var going = new ArrayList<Due>();
        for (Due next : some) {
            int cost = isReady(next.member()) ? GroupView.weight(next.member()) : 0;
            if (ready - cost >= least) {
                ready -= cost;
                going.add(next);
            }
        }
        boolean othersAreReady =
                staying.stream()
                        .filter(m -> GroupView.membership(m).isHealthy())
                        .allMatch(this::isReady);
        if (going.isEmpty() && !some.isEmpty() && othersAreReady && launches(staying) == 0) {
            going.add(some.getFirst());
        }
        return going;
    }

    private void leave(Due next) {
        String cause =
                next.isSick()
                        ? ActivityText.takenOutOfService(now, next.what())
                        : ActivityText.replacedFor(now, next.what(), next.member().instanceId());
        leaves.add(
                new Leave(
                        next.member(),
                        cause,
                        next.cause().map(c -> ballot.why(c, members(due))).orElse(List.of())));
    }

    /// In service, healthy and warmed up: what a user counts on.
    private boolean isReady(Instance member) {
        return GroupView.lifecycle(member) == Lifecycle.IN_SERVICE
                && GroupView.membership(member).isHealthy()
                && !view.isWarming(member, warmup, now)
                && Traffic.isReady(view, member);
    }

    List<Leave> leaves() {
        return leaves;
    }

    List<Instance> leaving() {
        return leaves.stream().map(Leave::member).toList();
    }

    /// Those of `left` that are not to be replaced.
    List<Instance> remaining(List<Instance> left) {
        List<Instance> replaced = due.stream().map(Due::member).toList();
        return left.stream().filter(m -> !replaced.contains(m)).toList();
    }

    /// How many units to launch, replacements and what is missing anyway together.
    int launches(List<Instance> left) {
        int wanted = view.desired() - GroupView.units(remaining(left));
        int room = rule.most(view.desired()) - GroupView.units(left);
        return due.isEmpty() ? wanted : Math.max(0, Math.min(wanted, room));
    }

    /// How many units are too many, also while replacements overlap with what they replace. What
    /// the last launch was larger than its room is not.
    int surplus(List<Instance> left) {
        int most = Math.max(rule.most(view.desired()), view.desired());
        return due.isEmpty()
                ? GroupView.units(left) - view.desired()
                : Math.max(
                        GroupView.units(remaining(left)) - view.desired(),
                        GroupView.units(left) - most - GroupView.heaviest(left) + 1);
    }

    String launchCause() {
        Due first = due.getFirst();
        return first.isSick()
                ? ActivityText.startedAsReplacement(now)
                : ActivityText.startedFor(now, first.what());
    }
}
