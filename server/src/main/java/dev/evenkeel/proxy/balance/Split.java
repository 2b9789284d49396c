package dev.evenkeel.proxy.balance;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// Shares requests among a forward action's target groups by their weights, evenly interleaved: 3:1
/// gives a a b a.
///
/// Compiled to the whole sequence, so that a choice is one step. Safe for all event loops.
public final class Split {
    private static final int NOBODY = -1;

    private final List<Integer> weights;
    private final byte[] sequence;
    private final AtomicInteger turn = new AtomicInteger();

    public Split(List<Integer> weights) {
        this.weights = List.copyOf(weights);
        this.sequence = interleave(this.weights);
    }

    private static byte[] interleave(List<Integer> weights) {
        int total = weights.stream().mapToInt(Integer::intValue).sum();
        int divisor =
                Math.max(1, weights.stream().mapToInt(Integer::intValue).reduce(0, Split::gcd));
        byte[] sequence = new byte[total / divisor];
        var credit = new ArrayList<Integer>(weights.stream().map(_ -> 0).toList());
        for (int at = 0; at < sequence.length; at++) {
            int best = 0;
            for (int group = 0; group < weights.size(); group++) {
                credit.set(group, credit.get(group) + weights.get(group));
                best = credit.get(group) > credit.get(best) ? group : best;
            }
            credit.set(best, credit.get(best) - total);
            sequence[at] = (byte) best;
        }
        return sequence;
    }

    private static int gcd(int a, int b) {
        return b == 0 ? a : gcd(b, a % b);
    }

    public List<Integer> weights() {
        return weights;
    }

    /// The index of the group that gets the next request; -1 if all weights are 0.
    public int next() {
        return switch (sequence.length) {
            case 0 -> NOBODY;
            case 1 -> sequence[0];
            default -> sequence[Integer.remainderUnsigned(turn.getAndIncrement(), sequence.length)];
        };
    }
}
