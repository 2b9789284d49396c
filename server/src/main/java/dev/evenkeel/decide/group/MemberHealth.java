package dev.evenkeel.decide.group;

import dev.evenkeel.decide.Draft;
import dev.evenkeel.model.Arn;
import dev.evenkeel.model.AutoScalingGroup;
import dev.evenkeel.model.GroupMembership;
import dev.evenkeel.model.GroupMembership.Lifecycle;
import dev.evenkeel.model.Instance;
import dev.evenkeel.model.TargetHealth;
import dev.evenkeel.model.TargetRef;
import dev.evenkeel.model.World;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Marks the members that are sick, with the words for why.
///
/// An instance that does not run is sick at once. A load balancer's verdict counts after the grace
/// period, and only until the balancer thinks better of it; what a user marked stays marked.
public final class MemberHealth {
    private MemberHealth() {}

    public static void mark(Draft draft, GroupView view) {
        if (view.isSuspended("HealthCheck")) {
            return;
        }
        Set<String> suspects = suspects(view);
        for (Instance member : view.in(Lifecycle.IN_SERVICE)) {
            GroupMembership membership = GroupView.membership(member);
            String why = why(view, member, suspects.contains(member.id()), draft.now());
            if (!why.equals(membership.unhealthyWhy())) {
                draft.put(member.withMembership(Optional.of(membership.unhealthy(why))));
            }
        }
    }

    /// The ids of all that any balancer in front of the group calls unhealthy: mostly nobody's, and
    /// found without looking up each member's registrations.
    private static Set<String> suspects(GroupView view) {
        AutoScalingGroup.Traffic traffic = view.group().traffic();
        var suspects = new HashSet<String>();
        Stream.concat(
                        traffic.targetGroups().stream().map(Arn::value),
                        traffic.classicLoadBalancers().stream().map(lb -> TargetRef.CLASSIC + lb))
                .flatMap(checked -> view.world().healthIn(checked).entrySet().stream())
                .filter(seen -> seen.getValue().state() == TargetHealth.State.UNHEALTHY)
                .forEach(seen -> suspects.add(seen.getKey().targetId()));
        return suspects;
    }

    private static String why(GroupView view, Instance member, boolean isSuspect, Instant now) {
        if (member.state() != Instance.State.RUNNING) {
            return ActivityText.REPLACED;
        }
        String known = GroupView.membership(member).unhealthyWhy();
        if (!known.isEmpty() && !known.equals(ActivityText.ELB)) {
            return known;
        }
        return isSuspect && isFailingChecks(view, member, now) ? ActivityText.ELB : "";
    }

    private static boolean isFailingChecks(GroupView view, Instance member, Instant now) {
        if (!view.group().health().byLoadBalancer()
                || view.isWarming(member, view.group().health().gracePeriod(), now)) {
            return false;
        }
        World.Region region = view.world().in(member.scope());
        return Traffic.targets(region, view.group().traffic(), member).stream()
                        .filter(target -> !target.isDraining())
                        .anyMatch(target -> isUnhealthy(view.world(), target.ref()))
                || Traffic.balancers(region, view.group().traffic(), member).stream()
                        .anyMatch(lb -> isUnhealthy(view.world(), lb.ref(member.instanceId())));
    }

    private static boolean isUnhealthy(World world, TargetRef target) {
        return world.health(target).state() == TargetHealth.State.UNHEALTHY;
    }
}
