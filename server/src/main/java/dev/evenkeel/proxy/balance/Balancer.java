package dev.evenkeel.proxy.balance;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Picks one of a pool's targets. Safe for all event loops.
public sealed interface Balancer {
    /// One of `targets`, which holds at least one; one that is not welcome at `nanos`, or is
    /// `avoided`, only if there is no other.
    Endpoint pick(Endpoint[] targets, @Nullable Endpoint avoided, long nanos);

    /// Each in its turn. A turn that is not taken goes to the next in order as its own, so that no
    /// neighbour gets more than the others.
    final class RoundRobin implements Balancer {
        private final AtomicInteger turn = new AtomicInteger();

        @Override
        public Endpoint pick(Endpoint[] targets, @Nullable Endpoint avoided, long nanos) {
            for (int tried = 0; tried < targets.length; tried++) {
                Endpoint target = targets[next(targets.length)];
                if (target != avoided && target.takesTurn(nanos)) {
                    return target;
                }
            }
            return lastResort(targets, avoided, nanos, next(targets.length));
        }

        private int next(int size) {
            return Integer.remainderUnsigned(turn.getAndIncrement(), size);
        }
    }

    /// The one with the fewest requests in flight; among equals, each in its turn.
    final class LeastOutstanding implements Balancer {
        private final AtomicInteger turn = new AtomicInteger();

        @Override
        public Endpoint pick(Endpoint[] targets, @Nullable Endpoint avoided, long nanos) {
            int start = Integer.remainderUnsigned(turn.getAndIncrement(), targets.length);
            Endpoint best = null;
            long fewest = Long.MAX_VALUE;
            for (int step = 0; step < targets.length; step++) {
                int at = start + step;
                Endpoint target = targets[at < targets.length ? at : at - targets.length];
                if (target != avoided && target.isWelcome(nanos)) {
                    long inFlight = target.inFlight();
                    if (inFlight < fewest) {
                        fewest = inFlight;
                        best = target;
                    }
                }
            }
            return best == null ? lastResort(targets, avoided, nanos, start) : best;
        }
    }

    /// Any, by lot; one with a lower weight less often.
    final class WeightedRandom implements Balancer {
        private static final long GOLDEN_RATIO = 0x9E3779B97F4A7C15L;
        private static final int DRAWS = 8;

        private final AtomicLong sequence;

        WeightedRandom(long seed) {
            sequence = new AtomicLong(seed);
        }

        @Override
        public Endpoint pick(Endpoint[] targets, @Nullable Endpoint avoided, long nanos) {
            for (int drawn = 0; drawn < DRAWS; drawn++) {
                long lot = draw();
                Endpoint target = targets[index(lot, targets.length)];
                boolean accepted = (lot & 0xffff) * Endpoint.FULL_WEIGHT < target.weight() << 16;
                if (accepted && target != avoided && target.isWelcome(nanos)) {
                    return target;
                }
            }
            return among(targets, avoided, nanos);
        }

        /// Where many are not welcome or have low weights: one draw for all that may be picked.
        private Endpoint among(Endpoint[] targets, @Nullable Endpoint avoided, long nanos) {
            int sum = 0;
            for (Endpoint target : targets) {
                sum += target != avoided && target.isWelcome(nanos) ? target.weight() : 0;
            }
            int left = sum == 0 ? 0 : index(draw(), sum);
            for (Endpoint target : targets) {
                if (target != avoided && target.isWelcome(nanos)) {
                    left -= target.weight();
                    if (left < 0) {
                        return target;
                    }
                }
            }
            return lastResort(targets, avoided, nanos, index(draw(), targets.length));
        }

        private long draw() {
            return StableHash.mix(sequence.getAndAdd(GOLDEN_RATIO));
        }

        /// A number below `size`, each as likely as the others.
        private static int index(long lot, int size) {
            return (int) ((lot >>> 32) * size >>> 32);
        }
    }

    /// When nobody took the request, from `start` on: who is welcome, else who is not avoided, else
    /// anybody.
    private static Endpoint lastResort(
            Endpoint[] targets, @Nullable Endpoint avoided, long nanos, int start) {
        Endpoint last = targets[start];
        for (int step = targets.length - 1; step >= 0; step--) {
            int at = start + step;
            Endpoint target = targets[at < targets.length ? at : at - targets.length];
            if (target == avoided) {
                continue;
            }
            if (target.isWelcome(nanos) || last == avoided || !last.isWelcome(nanos)) {
                last = target;
            }
        }
        return last;
    }
}
