package dev.evenkeel.proxy.balance;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The targets of one group as one node sees them: all of them, and those that get traffic now.
///
/// Immutable, except for its balancer's turn and its counters, which it hands on to its next
/// version.
public final class TargetPool {
    private final Node node;
    private final String group;
    private final Balancer balancer;
    private final ResponseTimes responseTimes;
    private final List<Endpoint> all;
    private final Endpoint[] serving;
    private final boolean failedOpen;
    private final Severing severing;

    private TargetPool(
            Node node,
            String group,
            Balancer balancer,
            ResponseTimes responseTimes,
            Membership members) {
        this.node = node;
        this.group = group;
        this.balancer = balancer;
        this.responseTimes = responseTimes;
        this.all = members.all;
        this.serving = members.serving.toArray(Endpoint[]::new);
        this.failedOpen = members.failedOpen;
        this.severing = members.severing;
    }

    /// Who belongs to a pool, who of them gets traffic, and whether that is so for want of healthy
    /// ones.
    public record Membership(
            List<Endpoint> all, List<Endpoint> serving, boolean failedOpen, Severing severing) {
        public Membership {
            all = List.copyOf(all);
            serving = List.copyOf(serving);
        }
    }

    /// Whose flows must not go on: those of `sick` targets, and, with `deregistered`, those of
    /// targets that are registered no longer.
    public record Severing(List<Endpoint> sick, boolean deregistered) {
        public static final Severing NONE = new Severing(List.of(), false);

        public Severing {
            sick = List.copyOf(sick);
        }
    }

    /// The first pool of `node` for `group`: a target group's ARN, or `classic:` and a Classic Load
    /// Balancer's name.
    public static TargetPool of(Node node, String group, Balancer balancer, Membership members) {
        return new TargetPool(node, group, balancer, new ResponseTimes(), members);
    }

    /// The next version of this pool.
    public TargetPool with(Balancer nextBalancer, Membership members) {
        return new TargetPool(node, group, nextBalancer, responseTimes, members);
    }

    public boolean has(Membership members) {
        return failedOpen == members.failedOpen
                && severing.equals(members.severing)
                && all.equals(members.all)
                && List.of(serving).equals(members.serving);
    }

    public Node node() {
        return node;
    }

    public String group() {
        return group;
    }

    public Balancer balancer() {
        return balancer;
    }

    public ResponseTimes responseTimes() {
        return responseTimes;
    }

    /// Every registered target it may ever use, draining and sick ones too.
    public List<Endpoint> all() {
        return all;
    }

    /// How many get traffic now.
    public int size() {
        return serving.length;
    }

    /// The one at `index` of those that get traffic now: for a choice by hash.
    public Endpoint serving(int index) {
        return serving[index];
    }

    /// Whether it uses sick targets because too few are healthy.
    public boolean failedOpen() {
        return failedOpen;
    }

    /// Whether flows to `target`, picked from an earlier version of this pool, must end now.
    public boolean severs(Endpoint target) {
        return severing.sick.contains(target) || (severing.deregistered && !all.contains(target));
    }

    /// The target for the next request, or null if there is none at all.
    public @Nullable Endpoint pick(@Nullable Endpoint avoided, long nanos) {
        return serving.length == 0 ? null : balancer.pick(serving, avoided, nanos);
    }
}
