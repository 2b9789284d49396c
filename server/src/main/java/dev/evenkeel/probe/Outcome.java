package dev.evenkeel.probe;

import dev.evenkeel.decide.HealthVerdict.CheckResult;
import io.netty.channel.Channel;

/// The result of one check: whoever finds it first tells it, and nobody after.
final class Outcome {
    private final Asker.Listener listener;
    private final long deadline;
    private boolean told;
    private int code;

    /// `deadline` is a time of the [Schedule].
    Outcome(Asker.Listener listener, long deadline) {
        this.listener = listener;
        this.deadline = deadline;
    }

    /// The target answered with this code.
    void answered(int with) {
        code = with;
    }

    /// Tells the result unless one was told.
    void tell(CheckResult result) {
        if (!told) {
            told = true;
            listener.told(result, code);
        }
    }

    boolean isTold() {
        return told;
    }

    long deadline() {
        return deadline;
    }

    /// Nobody answered in time, or the target does not hang up.
    void expire(Channel channel) {
        tell(new CheckResult.TimedOut());
        channel.close();
    }
}
