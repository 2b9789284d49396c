package dev.evenkeel.proxy.route;

import dev.evenkeel.decide.DnsAnswer.Threshold;
import dev.evenkeel.model.Attributes;
import dev.evenkeel.model.NodeRef;
import dev.evenkeel.proxy.balance.PoolOptions;
import dev.evenkeel.proxy.balance.TargetProtocol;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which of a group's targets a node may use, and how it picks among them. Below the threshold
/// `failOpen` sick ones get traffic too.
record PoolRule(
        Set<String> zones,
        boolean crossZone,
        TargetProtocol protocol,
        PoolOptions options,
        @Nullable Threshold failOpen,
        Ends ends) {
    /// Whether flows end with their target's health, and with its registration.
    record Ends(boolean whenSick, boolean whenDeregistered) {
        /// A request is bounded by itself.
        static final Ends NEVER = new Ends(false, false);

        /// What a Network Load Balancer's target group says about its flows.
        static Ends of(Attributes group) {
            return new Ends(
                    group.isTrue(
                            "target_health_state.unhealthy.connection_termination.enabled", true),
                    group.isTrue("deregistration_delay.connection_termination.enabled", false));
        }
    }

    /// The members that get traffic from `node`, by its own view of their health. Where requests
    /// wait for a healthy target, sick ones get none of them.
    Choice choose(Members members, NodeRef node) {
        var candidates = members.in(crossZone ? zones : Set.of(node.zone()));
        var usable = candidates.stream().filter(member -> !member.draining()).toList();
        var healthy = usable.stream().filter(member -> member.healthyTo(node)).toList();
        boolean open =
                failOpen != null
                        && !(options.parks() && healthy.isEmpty())
                        && healthy.size() < usable.size()
                        && !failOpen.isMetBy(healthy.size(), usable.size());
        var sick =
                ends.whenSick && !open
                        ? candidates.stream().filter(member -> member.sickTo(node)).toList()
                        : List.<Members.Member>of();
        return new Choice(candidates, open ? usable : healthy, healthy, open, sick);
    }

    /// All members a node may ever use, those it uses now, the healthy ones, whether it uses others
    /// for want of them, and those whose flows must end.
    record Choice(
            List<Members.Member> all,
            List<Members.Member> serving,
            List<Members.Member> healthy,
            boolean failedOpen,
            List<Members.Member> severed) {}
}
