package dev.evenkeel.api.elbv2;

import dev.evenkeel.model.Action;
import dev.evenkeel.model.Arn;
import dev.evenkeel.model.Listener;
import dev.evenkeel.model.ListenerRule;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.World;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// Which load balancers send traffic to which target groups, by their listeners and rules.
final class TargetGroupUsage {
    private final World.Region region;
    private final Map<Arn, SortedSet<Arn>> loadBalancersOf = new HashMap<>();

    private TargetGroupUsage(World.Region region) {
        this.region = region;
        for (Listener listener : region.all(Listener.class)) {
            add(listener.defaultActions(), listener.loadBalancer());
        }
        for (ListenerRule rule : region.all(ListenerRule.class)) {
            region.find(Listener.class, rule.listener().value())
                    .ifPresent(listener -> add(rule.actions(), listener.loadBalancer()));
        }
    }

    static TargetGroupUsage in(World.Region region) {
        return new TargetGroupUsage(region);
    }

    private void add(Collection<Action> actions, Arn loadBalancer) {
        for (Arn group : groupsOf(actions)) {
            loadBalancersOf.computeIfAbsent(group, _ -> new TreeSet<>()).add(loadBalancer);
        }
    }

    /// The load balancers that use a group; none if it is in no action.
    SortedSet<Arn> loadBalancersOf(Arn group) {
        return loadBalancersOf.getOrDefault(group, Collections.emptySortedSet());
    }

    /// The load balancer that uses a group; a group serves one at most.
    Optional<LoadBalancer> loadBalancerOf(Arn group) {
        SortedSet<Arn> all = loadBalancersOf(group);
        return all.isEmpty()
                ? Optional.empty()
                : region.find(LoadBalancer.class, all.first().value());
    }

    /// The groups a load balancer uses.
    SortedSet<Arn> groupsOf(Arn loadBalancer) {
        var groups = new TreeSet<Arn>();
        loadBalancersOf.forEach((group, users) -> {
            if (users.contains(loadBalancer)) {
                groups.add(group);
            }
        });
        return groups;
    }

    static SortedSet<Arn> groupsOf(Collection<Action> actions) {
        var groups = new TreeSet<Arn>();
        for (Action action : actions) {
            if (action instanceof Action.Forward forward) {
                forward.targetGroups().forEach(one -> groups.add(one.targetGroup()));
            }
        }
        return groups;
    }
}
