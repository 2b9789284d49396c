package dev.evenkeel.proxy.http;

import dev.evenkeel.proxy.balance.Algorithm;
import dev.evenkeel.proxy.balance.Counter;
import dev.evenkeel.proxy.balance.Endpoint;
import dev.evenkeel.proxy.balance.PoolOptions;
import dev.evenkeel.proxy.balance.Stickiness;
import dev.evenkeel.proxy.balance.TargetPool;
import dev.evenkeel.proxy.message.HeadBuffer;
import dev.evenkeel.proxy.message.RequestHead;
import dev.evenkeel.proxy.message.ResponseHead;
import dev.evenkeel.proxy.route.Action;
import dev.evenkeel.proxy.route.Route;
import dev.evenkeel.proxy.sticky.StickyCookies;
import dev.evenkeel.proxy.sticky.StickyCookies.Kind;
import org.jspecify.annotations.Nullable;

/// Where a request goes: to the group and the target its client was with before, where stickiness
/// is on and they can take it, else to the next in turn. And the cookies that bring the client
/// back.
///
/// One for each exchange, used again for each request. Costs two comparisons where stickiness is
/// off.
final class Affinity {
    private final StickyCookies cookies;
    private final AccessRecord record;
    private final CurrentClient current;
    private int groupSeconds;
    private long client;
    private boolean inSession;
    private boolean missed;

    Affinity(StickyCookies cookies, AccessRecord record, CurrentClient current) {
        this.cookies = cookies;
        this.record = record;
        this.current = current;
    }

    /// The pool of the group that the action, or the client's cookie, says; null if none gets
    /// traffic.
    @Nullable TargetPool pool(RequestHead head, Action.Forward action, Route.Http route) {
        missed = false;
        inSession = false;
        client = 0;
        groupSeconds = action.stickySeconds();
        if (groupSeconds > 0) {
            TargetPool before = poolBefore(head, action, route);
            if (before != null) {
                return before;
            }
            missed = true;
        }
        int share = action.split().next();
        return share < 0 ? null : pool(share, action, route);
    }

    private static TargetPool pool(int share, Action.Forward action, Route.Http route) {
        return route.pools().get(action.places().indexes().get(share));
    }

    /// A group whose weight became 0 keeps the clients it has.
    private @Nullable TargetPool poolBefore(
            RequestHead head, Action.Forward action, Route.Http route) {
        long key = cookies.read(head, Kind.GROUP);
        if (key == StickyCookies.NOTHING) {
            return null;
        }
        for (int share = 0; share < action.places().indexes().size(); share++) {
            TargetPool pool = pool(share, action, route);
            if (pool.key() == key && pool.size() > 0) {
                return pool;
            }
        }
        return null;
    }

    /// The target of `pool` for this request; null if it has none.
    @Nullable Endpoint target(RequestHead head, TargetPool pool, long nanos) {
        PoolOptions options = pool.options();
        Stickiness stickiness = options.stickiness();
        if (options.algorithm() == Algorithm.CONSISTENT_HASH) {
            client =
                    ClientHash.of(
                            head,
                            options.extensions().hashHeader(),
                            current.get().peer().address());
        }
        if (!stickiness.isOn() && !missed) {
            return pool.pick(null, nanos, client);
        }
        Endpoint before = before(head, pool, stickiness, nanos);
        if (before != null) {
            return before;
        }
        record.acted(Counter.NON_STICKY_REQUESTS);
        return pool.pick(null, nanos, client);
    }

    /// What stands for the client of this request, where the choice of its target hangs on that.
    long client() {
        return client;
    }

    private @Nullable Endpoint before(
            RequestHead head, TargetPool pool, Stickiness stickiness, long nanos) {
        return switch (stickiness) {
            case Stickiness.Off _ -> null;
            case Stickiness.Duration _ -> pool.sticky(cookies.read(head, Kind.TARGET), nanos);
            case Stickiness.Application own -> {
                long key = cookies.read(head, Kind.APPLICATION);
                inSession = key != StickyCookies.NOTHING && cookies.carries(head, own.name());
                yield inSession ? pool.sticky(key, nanos) : null;
            }
            case Stickiness.Classic own -> {
                Endpoint kept =
                        !own.followsApplication() || cookies.carries(head, own.application())
                                ? pool.sticky(cookies.read(head, Kind.CLASSIC), nanos)
                                : null;
                inSession = kept != null;
                yield kept;
            }
        };
    }

    /// Whether the response needs cookies of ours: none of an application that has no session with
    /// the client.
    boolean gives(ResponseHead head) {
        TargetPool pool = record.pool();
        if (pool == null) {
            return false;
        }
        Stickiness stickiness = pool.options().stickiness();
        if (!stickiness.isOn()) {
            return groupSeconds > 0;
        }
        if (stickiness instanceof Stickiness.Application own && !inSession) {
            inSession = cookies.sets(head, own.name());
        }
        if (stickiness instanceof Stickiness.Classic own) {
            return own.followsApplication() ? cookies.sets(head, own.application()) : !inSession;
        }
        return groupSeconds > 0 || inSession || stickiness instanceof Stickiness.Duration;
    }

    /// Appends the cookies that bring the client back to where the response comes from.
    void append(HeadBuffer out) {
        TargetPool pool = record.pool();
        Endpoint target = record.endpoint();
        if (pool == null || target == null) {
            return;
        }
        boolean secure = current.get().peer().tls().isEncrypted();
        if (groupSeconds > 0) {
            cookies.append(Kind.GROUP, pool.key(), groupSeconds, secure, out);
        }
        switch (pool.options().stickiness()) {
            case Stickiness.Off _ -> {}
            case Stickiness.Duration own ->
                    cookies.append(Kind.TARGET, target.key(), own.seconds(), secure, out);
            case Stickiness.Application own -> {
                if (inSession) {
                    cookies.append(Kind.APPLICATION, target.key(), own.seconds(), secure, out);
                }
            }
            case Stickiness.Classic own ->
                    cookies.append(Kind.CLASSIC, target.key(), own.seconds(), secure, out);
        }
    }
}
