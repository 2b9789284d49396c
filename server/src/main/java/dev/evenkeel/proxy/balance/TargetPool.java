package dev.evenkeel.proxy.balance;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The targets of one group as one node sees them: all of them, and those that get traffic now.
///
/// Immutable, except for its balancer's turn and its counters, which it hands on to its next
/// version.
public final class TargetPool {
    private static final int SERVER_ERROR = 500;

    private final Identity identity;
    private final PoolOptions options;
    private final Balancer balancer;
    private final List<Endpoint> all;
    private final List<Endpoint> healthy;
    private final Endpoint[] serving;
    private final long[] stickyKeys;
    private final RetryBudget retries;
    private final boolean watches;
    private final boolean failedOpen;
    private final Severing severing;

    private TargetPool(
            Identity identity,
            PoolOptions options,
            Balancer balancer,
            RetryBudget retries,
            Membership members) {
        this.identity = identity;
        this.options = options;
        this.balancer = balancer;
        this.retries = retries;
        this.watches = options.watches();
        this.all = members.all;
        this.healthy = members.healthy;
        this.serving = members.serving.toArray(Endpoint[]::new);
        this.stickyKeys = options.stickiness().isOn() ? keys(serving) : new long[0];
        this.failedOpen = members.failedOpen;
        this.severing = members.severing;
    }

    /// What stays when a pool's options and members change.
    private record Identity(Node node, String group, long key, ResponseTimes responseTimes) {}

    /// Who belongs to a pool, who of them gets traffic, who is healthy, and whether others get
    /// traffic for want of healthy ones.
    public record Membership(
            List<Endpoint> all,
            List<Endpoint> serving,
            List<Endpoint> healthy,
            boolean failedOpen,
            Severing severing) {
        public Membership {
            all = List.copyOf(all);
            serving = List.copyOf(serving);
            healthy = List.copyOf(healthy);
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
    /// Balancer's name. Nobody in it starts slowly.
    public static TargetPool of(Node node, String group, PoolOptions options, Membership members) {
        long key = StableHash.of(group);
        var identity = new Identity(node, group, key, new ResponseTimes());
        var balancer = options.algorithm().balancer(new Balancer.RoundRobin(), key);
        found(members);
        var retries = new RetryBudget(options.extensions().retryPercent());
        return new TargetPool(identity, options, balancer, retries, members);
    }

    /// The next version of this pool; this one if nothing changed.
    public TargetPool with(PoolOptions next, Membership members) {
        if (options.equals(next) && has(members)) {
            return this;
        }
        if (all.isEmpty()) {
            found(members);
        }
        startSlowly(next.slowStart(), members);
        int percent = next.extensions().retryPercent();
        return new TargetPool(
                identity,
                next,
                next.algorithm().balancer(balancer, identity.key),
                retries.percent() == percent ? retries : new RetryBudget(percent),
                members);
    }

    /// These came when there was no other; who is healthy already has begun.
    private static void found(Membership members) {
        for (Endpoint target : members.all) {
            if (!members.healthy.contains(target)) {
                target.found();
            }
        }
    }

    /// Who became healthy starts slowly: if that is wanted and was wanted before, if it did not
    /// come with the first ones, and if somebody gets a full share meanwhile.
    private void startSlowly(Duration duration, Membership members) {
        var healthyBefore = new HashSet<>(healthy);
        var healthyNow = new HashSet<>(members.healthy);
        boolean wanted = !duration.isZero() && !options.slowStart().isZero();
        boolean othersServe =
                members.healthy.stream()
                        .anyMatch(one -> healthyBefore.contains(one) && !one.isStarting());
        for (Endpoint target : members.all) {
            boolean recovered = healthyNow.contains(target) && !healthyBefore.contains(target);
            boolean slowly = recovered && !target.wasFounder() && wanted && othersServe;
            if (slowly) {
                target.startSlowly(duration.toNanos());
            } else if (!wanted || !healthyNow.contains(target)) {
                target.stopStarting();
            }
        }
    }

    private static long[] keys(Endpoint[] targets) {
        long[] keys = new long[targets.length];
        for (int index = 0; index < keys.length; index++) {
            keys[index] = targets[index].key();
        }
        return keys;
    }

    private boolean has(Membership members) {
        return failedOpen == members.failedOpen
                && severing.equals(members.severing)
                && all.equals(members.all)
                && healthy.equals(members.healthy)
                && List.of(serving).equals(members.serving);
    }

    public Node node() {
        return identity.node;
    }

    public String group() {
        return identity.group;
    }

    /// Stands for the group in cookies: the same after a restart, and on every node.
    public long key() {
        return identity.key;
    }

    public PoolOptions options() {
        return options;
    }

    Balancer balancer() {
        return balancer;
    }

    public ResponseTimes responseTimes() {
        return identity.responseTimes;
    }

    /// Every registered target it may ever use, draining and sick ones too.
    public List<Endpoint> all() {
        return all;
    }

    /// Those of them that passed their health checks.
    public List<Endpoint> healthy() {
        return healthy;
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
        return pick(avoided, nanos, 0);
    }

    /// As [#pick]. `client` stands for who asks, where the choice hangs on it.
    public @Nullable Endpoint pick(@Nullable Endpoint avoided, long nanos, long client) {
        return serving.length == 0 ? null : balancer.pick(serving, avoided, nanos, client);
    }

    /// A request came: it may be one of those that are sent again.
    public void requested() {
        retries.save();
    }

    /// Whether a request may be sent again.
    public boolean maySendAgain() {
        return retries.spend();
    }

    /// Whether `other` is a version of the same pool.
    @SuppressWarnings("ReferenceEquality") // One identity for all versions.
    public boolean isVersionOf(TargetPool other) {
        return identity == other.identity;
    }

    /// `target` began its answer, after so many nanoseconds. Whether it is taken out of the round.
    public boolean answered(Endpoint target, int status, long nanos, long now) {
        if (!watches) {
            return false;
        }
        target.latency().observe(nanos, now);
        if (status >= SERVER_ERROR) {
            return failed(target, now);
        }
        target.succeeded();
        return false;
    }

    /// `target` gave no answer. Whether it is taken out of the round.
    public boolean failed(Endpoint target, long now) {
        Outliers outliers = options.extensions().outliers();
        return outliers.isOn() && outliers.failed(target, serving, now);
    }

    /// The target that `key` stands for, if it can take a request; else null.
    public @Nullable Endpoint sticky(long key, long nanos) {
        for (int index = 0; index < stickyKeys.length; index++) {
            if (stickyKeys[index] == key) {
                return serving[index].isWelcome(nanos) ? serving[index] : null;
            }
        }
        return null;
    }

    /// Looks for targets that fail more often than the others. One thread, every few seconds.
    public void judge() {
        AnomalyDetection.judge(healthy, options.mitigation());
    }
}
