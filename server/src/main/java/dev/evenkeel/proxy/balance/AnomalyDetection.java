package dev.evenkeel.proxy.balance;

import java.util.List;

/// Finds the targets of a pool that fail more often than the others, and lowers their weights until
/// they recover. One thread calls it, every few seconds.
///
/// A target is anomalous if its share of failed requests (5xx, connections refused) is a twentieth
/// at least and four times that of all others together. With fewer than three healthy targets, or
/// with half of them failing, there is no telling who is the odd one.
final class AnomalyDetection {
    private static final int FEWEST_TARGETS = 3;
    private static final double LEAST_RATE = 0.05;
    private static final double TIMES_OTHERS = 4;
    private static final int LEAST_WEIGHT = 5;
    private static final int RECOVERY = 20;

    private AnomalyDetection() {}

    /// Judges `healthy` by what happened since the last call. With `mitigates`, weights follow.
    static void judge(List<Endpoint> healthy, boolean mitigates) {
        double requests = 0;
        double errors = 0;
        for (Endpoint target : healthy) {
            Conduct conduct = target.conduct();
            conduct.look();
            requests += conduct.requests();
            errors += conduct.errors();
        }
        int found = 0;
        for (Endpoint target : healthy) {
            found += stands(target.conduct(), requests, errors) ? 0 : 1;
        }
        boolean telling = healthy.size() >= FEWEST_TARGETS && 2 * found < healthy.size();
        for (Endpoint target : healthy) {
            boolean fails = telling && !stands(target.conduct(), requests, errors);
            target.conduct().conclude(fails);
            target.weigh(mitigates ? weight(target.weight(), fails) : Endpoint.FULL_WEIGHT);
        }
    }

    private static boolean stands(Conduct conduct, double requests, double errors) {
        double rate = conduct.errorRate();
        double others = requests - conduct.requests();
        double othersRate = others <= 0 ? 0 : (errors - conduct.errors()) / others;
        return rate < LEAST_RATE || rate < TIMES_OTHERS * othersRate;
    }

    private static int weight(int now, boolean fails) {
        return fails
                ? Math.max(LEAST_WEIGHT, now / 2)
                : Math.min(Endpoint.FULL_WEIGHT, now + RECOVERY);
    }
}
