package dev.evenkeel.proxy.balance;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Picks one of a pool's targets. Safe for all event loops.
public sealed interface Balancer {
    /// One of `targets`, which holds at least one; one that is suspect at `nanos`, or is `avoided`,
    /// only if there is no other.
    Endpoint pick(Endpoint[] targets, @Nullable Endpoint avoided, long nanos);

    /// Each in its turn.
    final class RoundRobin implements Balancer {
        private final AtomicInteger turn = new AtomicInteger();

        @Override
        public Endpoint pick(Endpoint[] targets, @Nullable Endpoint avoided, long nanos) {
            int start = Integer.remainderUnsigned(turn.getAndIncrement(), targets.length);
            for (int step = 0; step < targets.length; step++) {
                int at = start + step;
                Endpoint target = targets[at < targets.length ? at : at - targets.length];
                if (target != avoided && !target.isSuspect(nanos)) {
                    return target;
                }
            }
            return targets[start];
        }
    }

    /// The one with the fewest requests in flight; among equals, each in its turn.
    final class LeastOutstanding implements Balancer {
        private final AtomicInteger turn = new AtomicInteger();

        @Override
        public Endpoint pick(Endpoint[] targets, @Nullable Endpoint avoided, long nanos) {
            int start = Integer.remainderUnsigned(turn.getAndIncrement(), targets.length);
            Endpoint best = targets[start];
            long fewest = Long.MAX_VALUE;
            for (int step = 0; step < targets.length; step++) {
                int at = start + step;
                Endpoint target = targets[at < targets.length ? at : at - targets.length];
                if (target != avoided && !target.isSuspect(nanos)) {
                    long inFlight = target.inFlight();
                    if (inFlight < fewest) {
                        fewest = inFlight;
                        best = target;
                    }
                }
            }
            return best;
        }
    }
}
