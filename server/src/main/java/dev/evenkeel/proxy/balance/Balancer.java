package dev.evenkeel.proxy.balance;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Picks one of a pool's targets. Safe for all event loops.
public sealed interface Balancer {
    /// One of `targets`, which holds at least one; one that is not welcome at `nanos`, or is
    /// `avoided`, only if there is no other. `client` stands for who asks; the same number goes to
    /// the same target where that matters.
    Endpoint pick(Endpoint[] targets, @Nullable Endpoint avoided, long nanos, long client);

    /// Each in its turn. A turn that is not taken goes to the next in order as its own, so that no
    /// neighbour gets more than the others.
    final class RoundRobin implements Balancer {
        private final AtomicInteger turn = new AtomicInteger();

        @Override
        public Endpoint pick(
                Endpoint[] targets, @Nullable Endpoint avoided, long nanos, long client) {
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
        public Endpoint pick(
                Endpoint[] targets, @Nullable Endpoint avoided, long nanos, long client) {
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
        private static final int DRAWS = 8;

        private final Lots lots;

        WeightedRandom(long seed) {
            lots = new Lots(seed);
        }

        @Override
        public Endpoint pick(
                Endpoint[] targets, @Nullable Endpoint avoided, long nanos, long client) {
            for (int drawn = 0; drawn < DRAWS; drawn++) {
                long lot = lots.draw();
                Endpoint target = targets[Lots.index(lot, targets.length)];
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
            int left = sum == 0 ? 0 : Lots.index(lots.draw(), sum);
            for (Endpoint target : targets) {
                if (target != avoided && target.isWelcome(nanos)) {
                    left -= target.weight();
                    if (left < 0) {
                        return target;
                    }
                }
            }
            int start = Lots.index(lots.draw(), targets.length);
            return lastResort(targets, avoided, nanos, start);
        }
    }

    /// Of two drawn by lot, the one that will answer sooner.
    final class PeakEwma implements Balancer {
        private final Lots lots;

        PeakEwma(long seed) {
            lots = new Lots(seed);
        }

        @Override
        public Endpoint pick(
                Endpoint[] targets, @Nullable Endpoint avoided, long nanos, long client) {
            int size = targets.length;
            long lot = lots.draw();
            int first = Lots.index(lot, size);
            if (size > 1) {
                int second = (first + 1 + (int) ((lot & 0x7fffffff) % (size - 1))) % size;
                Endpoint one = targets[first];
                Endpoint other = targets[second];
                boolean oneMay = one != avoided && one.isWelcome(nanos);
                boolean otherMay = other != avoided && other.isWelcome(nanos);
                if (oneMay && otherMay) {
                    return one.cost(nanos) <= other.cost(nanos) ? one : other;
                }
                if (oneMay || otherMay) {
                    return oneMay ? one : other;
                }
            }
            return lastResort(targets, avoided, nanos, first);
        }
    }

    /// The same client to the same target, whoever else comes or goes: the target that has the
    /// highest number for it (rendezvous hashing; Thaler and Ravishankar, 1998). A client moves
    /// only if its own target leaves, or to one that is new.
    final class ConsistentHash implements Balancer {
        @Override
        public Endpoint pick(
                Endpoint[] targets, @Nullable Endpoint avoided, long nanos, long client) {
            Endpoint best = null;
            long highest = Long.MIN_VALUE;
            for (Endpoint target : targets) {
                long number = StableHash.mix(client ^ target.key());
                if (number >= highest && target != avoided && target.isWelcome(nanos)) {
                    highest = number;
                    best = target;
                }
            }
            return best == null
                    ? lastResort(targets, avoided, nanos, Lots.index(client, targets.length))
                    : best;
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
