package dev.evenkeel.proxy.log;

import dev.evenkeel.decide.HealthVerdict.CheckResult;

/// What the health check log tells of one check. `kind` is the protocol; `code` the HTTP status, 0
/// if none came.
public record HealthCheckLine(
        String kind, long latencyNanos, String target, String group, Outcome outcome, int code) {
    private static final int SERVER_ERROR = 500;

    /// How it ended, in AWS's words.
    public enum Outcome {
        PASSED("-"),
        TIMED_OUT("TimedOut"),
        CONNECTION_RESET("ConnectionReset"),
        RESPONSE_CODE_MISMATCH("ResponseCodeMismatch"),
        TARGET_ERROR("TargetError"),
        GRPC_STATUS_EMPTY("GRPCStatusHeaderEmpty"),
        GRPC_STATUS_MISMATCH("GRPCUnexpectedStatus"),
        INTERNAL_ERROR("InternalError");

        private final String reason;

        Outcome(String reason) {
            this.reason = reason;
        }

        public static Outcome of(CheckResult result) {
            return switch (result) {
                case CheckResult.Passed() -> PASSED;
                case CheckResult.TimedOut() -> TIMED_OUT;
                case CheckResult.Failed() -> CONNECTION_RESET;
                case CheckResult.NoGrpcStatus() -> GRPC_STATUS_EMPTY;
                case CheckResult.WrongGrpcStatus _ -> GRPC_STATUS_MISMATCH;
                case CheckResult.NotMade() -> INTERNAL_ERROR;
                case CheckResult.WrongCode(int code) ->
                        code >= SERVER_ERROR ? TARGET_ERROR : RESPONSE_CODE_MISMATCH;
            };
        }
    }

    public void write(LogTime time, long nanos, LogLine out) {
        out.add(kind).add(' ');
        time.append(time.micros(nanos), out);
        out.add(' ').add(latencyNanos / 1_000_000_000).add('.');
        out.addDigits(latencyNanos % 1_000_000_000, 9).add(' ').add(target).add(' ').add(group);
        out.add(outcome == Outcome.PASSED ? " PASS " : " FAIL ");
        if (code == 0) {
            out.add('-');
        } else {
            out.add(code);
        }
        out.add(' ').add(outcome.reason);
    }
}
