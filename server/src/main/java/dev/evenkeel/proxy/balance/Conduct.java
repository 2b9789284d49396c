package dev.evenkeel.proxy.balance;

/// How often a target failed of late, and what was concluded from it. Written by the one thread
/// that judges; what was concluded may be read by any.
final class Conduct {
    private static final double KEPT = 0.7;
    private static final int FEWEST_REQUESTS = 10;
    private static final int FEWEST_ERRORS = 3;

    private final Tally tally;
    private double requests;
    private double errors;
    private long requestsBefore;
    private long errorsBefore;
    private volatile boolean anomalous;

    Conduct(Tally tally) {
        this.tally = tally;
    }

    /// Counts what happened since the last look; older events fade.
    void look() {
        long allRequests = tally.sum(Counter.REQUESTS);
        long allErrors =
                tally.sum(Counter.TARGET_5XX) + tally.sum(Counter.TARGET_CONNECTION_ERRORS);
        requests = requests * KEPT + (allRequests - requestsBefore);
        errors = errors * KEPT + (allErrors - errorsBefore);
        requestsBefore = allRequests;
        errorsBefore = allErrors;
    }

    double requests() {
        return requests;
    }

    double errors() {
        return errors;
    }

    /// The errors of each request, 0 if there was too little to tell.
    double errorRate() {
        return requests < FEWEST_REQUESTS || errors < FEWEST_ERRORS ? 0 : errors / requests;
    }

    boolean isAnomalous() {
        return anomalous;
    }

    void conclude(boolean fails) {
        anomalous = fails;
    }
}
