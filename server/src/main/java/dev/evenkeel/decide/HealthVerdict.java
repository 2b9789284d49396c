package dev.evenkeel.decide;

import dev.evenkeel.model.TargetHealth;
import dev.evenkeel.model.TargetHealth.State;

/// What a target's checks add up to so far: the verdict, and the run of equal results that may
/// overturn it.
///
/// A new target needs one success to be healthy; from then on the thresholds rule both ways.
public record HealthVerdict(TargetHealth health, int successes, int failures) {
    /// Before the first check.
    public static final HealthVerdict NONE = new HealthVerdict(TargetHealth.INITIAL, 0, 0);

    private static final String FAILED = "Target.FailedHealthChecks";
    private static final String FAILED_WORDS = "Health checks failed";
    private static final TargetHealth NETWORK_FAILURE =
            new TargetHealth(State.UNHEALTHY, FAILED, FAILED_WORDS);

    private static final TargetHealth CLASSIC_FAILURE =
            new TargetHealth(
                    State.UNHEALTHY,
                    "Instance",
                    "Instance has failed at least the UnhealthyThreshold number of health checks"
                            + " consecutively.");

    /// How one check ended.
    public sealed interface CheckResult {
        /// The target answered as it should.
        record Passed() implements CheckResult {}

        /// It answered with a code outside the matcher.
        record WrongCode(int code) implements CheckResult {}

        /// A gRPC call ended with a status outside the matcher.
        record WrongGrpcStatus(int code) implements CheckResult {}

        /// A gRPC call ended without a status.
        record NoGrpcStatus() implements CheckResult {}

        /// It did not connect or answer in time.
        record TimedOut() implements CheckResult {}

        /// It refused or broke the connection, or sent no HTTP.
        record Failed() implements CheckResult {}

        /// It could not be made, for want of a socket: that says nothing about the target.
        record NotMade() implements CheckResult {}
    }

    /// Results in a row that change the verdict, and whose words tell it.
    public record Thresholds(int healthy, int unhealthy, Wording wording) {}

    /// The kinds of load balancers say the same thing differently. A network one does not tell how
    /// a check failed.
    public enum Wording {
        TARGET_GROUP,
        NETWORK,
        CLASSIC
    }

    /// The verdict after one more check.
    public HealthVerdict after(CheckResult result, Thresholds thresholds) {
        return switch (result) {
            case CheckResult.Passed() -> passed(thresholds);
            case CheckResult.WrongCode(int code) -> mismatch(thresholds, code);
            case CheckResult.WrongGrpcStatus(int code) -> mismatch(thresholds, code);
            case CheckResult.TimedOut() ->
                    failed(thresholds, "Target.Timeout", "Request timed out");
            case CheckResult.Failed(), CheckResult.NoGrpcStatus() ->
                    failed(thresholds, FAILED, FAILED_WORDS);
            case CheckResult.NotMade() -> this;
        };
    }

    private HealthVerdict mismatch(Thresholds thresholds, int code) {
        return failed(
                thresholds,
                "Target.ResponseCodeMismatch",
                "Health checks failed with these codes: [" + code + "]");
    }

    private HealthVerdict passed(Thresholds thresholds) {
        int run = successes + 1;
        boolean healthy =
                switch (health.state()) {
                    case INITIAL, HEALTHY -> true;
                    case UNHEALTHY -> run >= thresholds.healthy();
                };
        return new HealthVerdict(healthy ? TargetHealth.HEALTHY : health, run, 0);
    }

    private HealthVerdict failed(Thresholds thresholds, String reason, String description) {
        int run = failures + 1;
        boolean unhealthy = health.state() == State.UNHEALTHY || run >= thresholds.unhealthy();
        if (!unhealthy) {
            return new HealthVerdict(health, 0, run);
        }
        TargetHealth why =
                switch (thresholds.wording()) {
                    case TARGET_GROUP -> new TargetHealth(State.UNHEALTHY, reason, description);
                    case NETWORK -> NETWORK_FAILURE;
                    case CLASSIC -> CLASSIC_FAILURE;
                };
        return new HealthVerdict(why, 0, run);
    }
}
