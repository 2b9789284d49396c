package dev.evenkeel.proxy.route;

import dev.evenkeel.proxy.balance.Endpoint;
import dev.evenkeel.proxy.balance.TargetPool;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The endpoints of pools that changed: those that get traffic, those that get no new one, and
/// those that are gone. Written once, then read by all event loops.
public final class EndpointChanges {
    private final Set<Endpoint> serving = new HashSet<>();
    private final Set<Endpoint> leaving = new HashSet<>();
    private final Set<Endpoint> gone = new HashSet<>();
    private final List<TargetPool> parking = new ArrayList<>();

    EndpointChanges() {}

    /// A pool as it is now.
    void has(TargetPool pool) {
        leaving.addAll(pool.all());
        for (int index = 0; index < pool.size(); index++) {
            serving.add(pool.serving(index));
            leaving.remove(pool.serving(index));
        }
    }

    /// The same pool, or one that is no more, as it was before. Comes after all that are.
    void had(TargetPool pool) {
        for (Endpoint endpoint : pool.all()) {
            if (!serving.contains(endpoint) && !leaving.contains(endpoint)) {
                gone.add(endpoint);
            }
        }
    }

    /// They get traffic.
    public Set<Endpoint> serving() {
        return serving;
    }

    /// They get no new request, and finish what they have.
    public Set<Endpoint> leaving() {
        return leaving;
    }

    /// They are registered no longer: what they have not finished is cut.
    public Set<Endpoint> gone() {
        return gone;
    }

    /// Every pool whose requests may wait for a first target, whether it changed or not.
    public List<TargetPool> parking() {
        return parking;
    }

    void mayPark(TargetPool pool) {
        if (pool.options().parks()) {
            parking.add(pool);
        }
    }

    public boolean isEmpty() {
        return serving.isEmpty() && leaving.isEmpty() && gone.isEmpty();
    }
}
