package dev.evenkeel.proxy.http;

import dev.evenkeel.proxy.balance.TargetPool;
import dev.evenkeel.proxy.net.Idleness;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where requests wait while their group has no healthy target: a group that scales from zero
/// answers late instead of not at all. On one event loop.
final class ParkingLot {
    private final Idleness idleness;
    private final Limits limits;
    private final List<Place> taken = new ArrayList<>();
    private List<TargetPool> known = List.of();
    private long bytes;

    ParkingLot(Idleness idleness, Limits limits) {
        this.idleness = idleness;
        this.limits = limits;
    }

    /// How many requests may wait on one event loop, and how many bytes of them.
    record Limits(int requests, long bytes) {
        static final Limits DEFAULT = new Limits(1_000, 16L * 1024 * 1024);
    }

    /// A request that waits.
    interface Waiting {
        /// A version of its pool that has targets.
        void goOn(TargetPool pool);

        /// Nobody came in time.
        void giveUp();
    }

    /// A waiting request's place, which it must leave when its client does.
    final class Place {
        private final Waiting waiting;
        private final TargetPool pool;
        private final int size;
        private Idleness.@Nullable Watch watch;

        private Place(Waiting waiting, TargetPool pool, int size) {
            this.waiting = waiting;
            this.pool = pool;
            this.size = size;
        }

        /// Gives the place back. Twice is as good as once.
        void leave() {
            Idleness.Watch watched = watch;
            if (watched != null) {
                watch = null;
                watched.stop();
                taken.remove(this);
                bytes -= size;
            }
        }

        private void late() {
            leave();
            waiting.giveUp();
        }
    }

    /// Lets a request of `size` bytes wait for a target of `pool`; null if there is no place left.
    @Nullable Place park(Waiting waiting, TargetPool pool, int size) {
        if (taken.size() >= limits.requests || bytes + size > limits.bytes) {
            return null;
        }
        var place = new Place(waiting, pool, size);
        place.watch = idleness.watch(pool.options().extensions().park(), place::late);
        taken.add(place);
        bytes += size;
        return place;
    }

    /// The newest version of `pool`: a request may be routed by a table that is just being
    /// replaced.
    TargetPool newest(TargetPool pool) {
        for (TargetPool each : known) {
            if (each.isVersionOf(pool)) {
                return each;
            }
        }
        return pool;
    }

    /// These are the pools whose requests may wait, as they are now.
    void changed(List<TargetPool> pools) {
        known = pools;
        for (Place place : List.copyOf(taken)) {
            TargetPool now = newest(place.pool);
            if (now.size() > 0 && place.watch != null) {
                place.leave();
                place.waiting.goOn(now);
            }
        }
    }
}
