package dev.evenkeel.proxy.route;

import dev.evenkeel.model.NodeRef;
import dev.evenkeel.model.TargetHealth;
import dev.evenkeel.model.TargetRef;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The registered targets of one group that have an address, whoever looks at them.
record Members(List<Member> list) {
    static final Members NONE = new Members(List.of());

    /// A target outside every zone: nodes of all zones use it.
    static final String EVERY_ZONE = "all";

    Members {
        list = List.copyOf(list);
    }

    /// One of them.
    record Member(
            TargetRef ref, InetSocketAddress address, String zone, Seen seen, boolean draining) {
        boolean healthyTo(NodeRef node) {
            return seen.from(node) == TargetHealth.State.HEALTHY;
        }

        boolean sickTo(NodeRef node) {
            return seen.from(node) == TargetHealth.State.UNHEALTHY;
        }
    }

    /// A target's health without its reasons, of which routing makes nothing.
    record Seen(TargetHealth.State state, Map<NodeRef, TargetHealth.State> dissent) {
        static Seen of(TargetHealth health) {
            return new Seen(health.state(), health.dissent());
        }

        TargetHealth.State from(NodeRef node) {
            return dissent.getOrDefault(node, state);
        }
    }

    /// These members if `others` are the same, so that what was made from them is good.
    Members orSame(List<Member> others) {
        return list.equals(others) ? this : new Members(others);
    }

    /// Those in one of `zones`: where the load balancer has nodes.
    List<Member> in(Set<String> zones) {
        var found = new ArrayList<Member>();
        for (Member member : list) {
            if (member.zone.equals(EVERY_ZONE) || zones.contains(member.zone)) {
                found.add(member);
            }
        }
        return found;
    }
}
