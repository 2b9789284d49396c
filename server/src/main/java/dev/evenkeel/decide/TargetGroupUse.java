package dev.evenkeel.decide;

import dev.evenkeel.model.Action;
import dev.evenkeel.model.Arn;
import dev.evenkeel.model.Listener;
import dev.evenkeel.model.ListenerRule;
import dev.evenkeel.model.World;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Which target groups which load balancers forward to, by their listeners' actions and rules.
public final class TargetGroupUse {
    private final Map<Arn, SortedSet<Arn>> groups = new TreeMap<>();

    private TargetGroupUse() {}

    public static TargetGroupUse in(World.Region region) {
        var use = new TargetGroupUse();
        Map<Arn, Arn> loadBalancers = new HashMap<>();
        for (Listener listener : region.all(Listener.class)) {
            loadBalancers.put(listener.arn(), listener.loadBalancer());
            use.add(listener.loadBalancer(), listener.defaultActions());
        }
        for (ListenerRule rule : region.all(ListenerRule.class)) {
            Arn loadBalancer = loadBalancers.get(rule.listener());
            if (loadBalancer != null) {
                use.add(loadBalancer, rule.actions());
            }
        }
        return use;
    }

    private void add(Arn loadBalancer, List<Action> actions) {
        for (Action action : actions) {
            switch (action) {
                case Action.Forward forward -> {
                    var used = groups.computeIfAbsent(loadBalancer, arn -> new TreeSet<>());
                    forward.targetGroups().forEach(weighted -> used.add(weighted.targetGroup()));
                }
                case Action.Redirect redirect -> {}
                case Action.FixedResponse response -> {}
            }
        }
    }

    /// Whether a listener's default action forwards to a group.
    public static boolean uses(Listener listener, Arn targetGroup) {
        var use = new TargetGroupUse();
        use.add(listener.loadBalancer(), listener.defaultActions());
        return use.usedGroups().contains(targetGroup);
    }

    /// The groups a load balancer forwards to, in the order of their ARNs.
    public Set<Arn> groupsOf(Arn loadBalancer) {
        return Collections.unmodifiableSet(
                groups.getOrDefault(loadBalancer, Collections.emptySortedSet()));
    }

    /// The load balancers that forward to a group, in the order of their ARNs.
    public Set<Arn> loadBalancersOf(Arn targetGroup) {
        var users = new TreeSet<Arn>();
        groups.forEach((loadBalancer, used) -> {
            if (used.contains(targetGroup)) {
                users.add(loadBalancer);
            }
        });
        return users;
    }

    /// Every group that some load balancer forwards to, in the order of their ARNs.
    public Set<Arn> usedGroups() {
        var all = new TreeSet<Arn>();
        groups.values().forEach(all::addAll);
        return all;
    }
}
