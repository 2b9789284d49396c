package dev.evenkeel.api.elbv2;

import dev.evenkeel.api.ApiFault;
import dev.evenkeel.api.Page;
import dev.evenkeel.model.Listener;
import dev.evenkeel.model.ListenerRule;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.TargetGroup;
import dev.evenkeel.model.World;
import dev.evenkeel.wire.elbv2.Elbv2Errors;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Finds what an ARN or a name stands for, or answers with AWS's not-found error.
final class Lookup {
    private static final int PAGE = 400;

    private Lookup() {}

    static LoadBalancer loadBalancer(World.Region region, String arn) {
        ArnKind.LOAD_BALANCER.check(arn);
        return region.find(LoadBalancer.class, arn)
                .orElseThrow(() ->
                        new ApiFault(
                                Elbv2Errors.LOAD_BALANCER_NOT_FOUND,
                                "Load balancer '" + arn + "' not found"));
    }

    static Optional<LoadBalancer> loadBalancerNamed(World.Region region, String name) {
        return region.all(LoadBalancer.class).stream()
                .filter(lb -> lb.name().equals(name))
                .findFirst();
    }

    static Listener listener(World.Region region, String arn) {
        ArnKind.LISTENER.check(arn);
        return region.find(Listener.class, arn)
                .orElseThrow(() ->
                        new ApiFault(
                                Elbv2Errors.LISTENER_NOT_FOUND, "One or more listeners not found"));
    }

    static ListenerRule rule(World.Region region, String arn) {
        ArnKind.RULE.check(arn);
        return region.find(ListenerRule.class, arn).orElseThrow(Lookup::noSuchRule);
    }

    static ApiFault noSuchRule() {
        return new ApiFault(Elbv2Errors.RULE_NOT_FOUND, "One or more rules not found");
    }

    static TargetGroup targetGroup(World.Region region, String arn) {
        ArnKind.TARGET_GROUP.check(arn);
        return region.find(TargetGroup.class, arn)
                .orElseThrow(() ->
                        new ApiFault(
                                Elbv2Errors.TARGET_GROUP_NOT_FOUND,
                                "One or more target groups not found"));
    }

    static Optional<TargetGroup> targetGroupNamed(World.Region region, String name) {
        return region.all(TargetGroup.class).stream()
                .filter(group -> group.name().equals(name))
                .findFirst();
    }

    /// The listeners of a load balancer.
    static Collection<Listener> listeners(World.Region region, LoadBalancer loadBalancer) {
        return region.withPrefix(
                Listener.class, loadBalancer.arn().sibling("listener").value() + "/");
    }

    /// The rules of a listener by priority, without its default rule.
    static List<ListenerRule> rules(World.Region region, Listener listener) {
        String prefix = listener.arn().sibling("listener-rule").value() + "/";
        return region.withPrefix(ListenerRule.class, prefix).stream()
                .sorted(Comparator.comparingInt(ListenerRule::priority))
                .toList();
    }

    static Page.Request page(@Nullable String marker, @Nullable Integer size) {
        return Page.Request.of(marker, size, PAGE, "ValidationError");
    }
}
